// Casts that read other columns of their table: they are to find the values from before.
import { idKey } from "../schema/identity";
import { mentionsName } from "./mentions";
import type { AlterColumn, Operation } from "./operation";

/** For a column that changes: the changes of others of its table whose casts can be reading it. */
export function castReaders(
  operations: readonly Operation[],
): (operation: AlterColumn) => readonly AlterColumn[] {
  const casts = new Map<string, Cast[]>();
  for (const operation of operations.filter(hasCast)) {
    const key = idKey(operation.table);
    casts.set(key, [...(casts.get(key) ?? []), operation]);
  }
  return ({ table, to }) =>
    (casts.get(idKey(table)) ?? []).filter(
      (other) => other.to.name !== to.name && mentionsName(other.cast, to.name),
    );
}

type Cast = AlterColumn & { readonly cast: string };

const hasCast = (operation: Operation): operation is Cast =>
  operation.kind === "alterColumn" && operation.cast !== undefined;
