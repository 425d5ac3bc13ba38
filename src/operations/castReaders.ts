// Casts and fills that read other columns of their table: they are to find the values from before.
import { idKey } from "../schema/identity";
import { mentionsName } from "./mentions";
import type { AlterColumn, Operation } from "./operation";

type ReadersOf = (operation: AlterColumn) => readonly AlterColumn[];

/** For a column that changes: the changes of others of its table whose casts can be reading it. */
export const castReaders = (operations: readonly Operation[]): ReadersOf =>
  readers(operations, ({ cast }) => [cast]);

/** Those whose rows can be filled from it. */
export const fillReaders = (operations: readonly Operation[]): ReadersOf =>
  readers(operations, (operation) => [fillOf(operation)]);

/** Both of these. */
export const valueReaders = (operations: readonly Operation[]): ReadersOf =>
  readers(operations, (operation) => [operation.cast, fillOf(operation)]);

const fillOf = ({ backfill, to }: AlterColumn): AlterColumn["backfill"] =>
  to.nullable ? undefined : backfill;

function readers(
  operations: readonly Operation[],
  expressionsOf: (operation: AlterColumn) => readonly AlterColumn["cast"][],
): ReadersOf {
  const reading = new Map<string, Reader[]>();
  for (const operation of operations) {
    if (operation.kind !== "alterColumn") continue;
    const texts = expressionsOf(operation).filter((text) => text !== undefined);
    if (texts.length === 0) continue;
    const key = idKey(operation.table);
    reading.set(key, [...(reading.get(key) ?? []), { operation, texts }]);
  }
  return ({ table, to }) =>
    (reading.get(idKey(table)) ?? [])
      .filter(
        ({ operation, texts }) =>
          operation.to.name !== to.name &&
          texts.some((text) => mentionsName(text, to.name)),
      )
      .map(({ operation }) => operation);
}

interface Reader {
  readonly operation: AlterColumn;
  readonly texts: readonly string[];
}
