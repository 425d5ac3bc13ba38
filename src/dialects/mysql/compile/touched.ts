// Columns that the server sets whenever their row changes, as they are when statements run: filling rows is not such a change.
import type { Operation } from "../../../operations/operation";
import { idKey } from "../../../schema/identity";
import type { Column, Table, TableId } from "../../../schema/schema";

/** By table, the columns with ON UPDATE. */
export type Touched = ReadonlyMap<string, ReadonlySet<string>>;

export const touchedIn = (tables: readonly Table[]): Touched =>
  new Map(
    tables.map((table) => [
      idKey(table),
      new Set(table.columns.filter(isTouched).map(({ name }) => name)),
    ]),
  );

export const touchedOf = (touched: Touched, table: TableId): string[] => [
  ...(touched.get(idKey(table)) ?? []),
];

/** As they are after the operations. Renames come first or last, and are no matter for what is between. */
export function touchedAfter(
  operations: readonly Operation[],
  before: Touched,
): Touched {
  const after = new Map(before);
  for (const operation of operations)
    switch (operation.kind) {
      case "addColumn":
        set(after, operation.table, operation.column);
        break;
      case "alterColumn":
        set(after, operation.table, operation.to);
        break;
      case "dropColumn":
        set(after, operation.table, { name: operation.column.name });
        break;
      default:
    }
  return after;
}

function set(
  touched: Map<string, ReadonlySet<string>>,
  table: TableId,
  column: Pick<Column, "name" | "onUpdate">,
): void {
  const names = new Set(touchedOf(touched, table));
  if (isTouched(column)) names.add(column.name);
  else names.delete(column.name);
  touched.set(idKey(table), names);
}

const isTouched = ({ onUpdate }: Pick<Column, "onUpdate">): boolean =>
  onUpdate !== undefined;
