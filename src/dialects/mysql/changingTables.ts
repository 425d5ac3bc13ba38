// Tables that are not in the database in the shape that they are to have.
import { equal } from "../../schema/equal";
import { idKey, tableByKey } from "../../schema/identity";
import type { Column, Schema, Table } from "../../schema/schema";

/** As they are to be, with new columns where the server puts them: at the end. */
export function changingTables({
  desired,
  live,
  found,
}: {
  readonly desired: Schema;
  readonly live: Schema;
  readonly found: Schema;
}): Table[] {
  const [present, before] = [tableByKey(found), tableByKey(live)];
  return desired.tables.flatMap((table) => {
    const there = present.get(idKey(table));
    const order = before.get(idKey(table))?.columns ?? [];
    const columns = inOrderOf(order, table.columns);
    const isSame =
      there !== undefined &&
      equal(there.primaryKey?.columns, table.primaryKey?.columns) &&
      equal(there.columns.map(shapeOf), columns.map(shapeOf));
    return isSame ? [] : [{ ...table, columns }];
  });
}

const shapeOf = ({ name, type, collation, nullable }: Column) => ({
  name,
  type,
  collation,
  nullable,
});

function inOrderOf(
  order: readonly Column[],
  columns: readonly Column[],
): readonly Column[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const known = order.flatMap(({ name }) => byName.get(name) ?? []);
  return [...new Set([...known, ...columns])];
}
