// What keys, foreign keys and checks may refuse on the way back, where rows are not what they were.
import { mentions } from "../operations/mentions";
import type { Operation } from "../operations/operation";
import { columnName, idKey, tableByKey } from "../schema/identity";
import type { Schema, Table } from "../schema/schema";

/** Whether the operation adds a column of which something would refuse a made-up value. */
export function isBoundIn(live: Schema): (operation: Operation) => boolean {
  const tables = tableByKey(live);
  return (operation) =>
    operation.kind === "addColumn" &&
    isBound(operation.column.name, tables.get(idKey(operation.table)));
}

/** Whether a key, a foreign key or a check would refuse one and the same made-up value in every row. */
function isBound(column: string, table: Table | undefined): boolean {
  if (table === undefined) return false;
  const keys = [
    ...(table.primaryKey === undefined ? [] : [table.primaryKey]),
    ...table.uniques,
    ...table.foreignKeys,
  ];
  return (
    keys.some(({ columns }) => columns.includes(column)) ||
    table.indexes.some(
      (index) =>
        index.unique && index.keys.some((key) => key.column === column),
    ) ||
    table.checks.some(({ expression }) => mentions(expression, column))
  );
}

/** Whether the operation adds a foreign key from columns that kept their values to a table that comes back without rows. */
export function isOrphanedBy(
  operations: readonly Operation[],
): (operation: Operation) => boolean {
  const created = new Set(
    operations.flatMap((operation) =>
      operation.kind === "createTable" ? [idKey(operation.table)] : [],
    ),
  );
  const added = new Set(
    operations.flatMap((operation) =>
      operation.kind === "addColumn"
        ? [columnName(operation.table, operation.column.name)]
        : [],
    ),
  );
  return (operation) => {
    if (operation.kind !== "addConstraint") return false;
    const { table, constraint } = operation;
    return (
      constraint.kind === "foreignKey" &&
      created.has(idKey(constraint.references)) &&
      !created.has(idKey(table)) &&
      !constraint.columns.some((column) => added.has(columnName(table, column)))
    );
  };
}
