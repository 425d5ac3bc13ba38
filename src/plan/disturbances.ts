// Columns that step out of the way of operations: those whose values are made anew, and those that are worked out from them.
import type { ColumnRef, Disturbance, Target } from "../dialects/dialect";
import { reads } from "../operations/mentions";
import type { Operation } from "../operations/operation";
import { columnName, idKey, tableByKey } from "../schema/identity";
import type { Column, Schema, TableId } from "../schema/schema";

/** `before` is the schema that the operations start from. */
export function disturbances(
  operations: readonly Operation[],
  before: Schema,
  { dialect, serverVersion }: Target,
): Disturbance[] {
  const direct = operations.flatMap((operation) =>
    dialect.disturbed(operation, serverVersion),
  );
  return [
    ...direct,
    ...readers(operations, reread(direct), before).map(
      ({ table, column }): Disturbance => ({
        table,
        column: column.name,
        takes: "everything",
      }),
    ),
  ];
}

/** Those whose generated readers have to step aside with them. */
export const reread = (disturbed: readonly Disturbance[]): Disturbance[] =>
  disturbed.filter(
    ({ takes }) =>
      takes !== "statistics" &&
      takes !== "foreignKeys" &&
      takes !== "groupings",
  );

/** A generated column, and the table that it is in. */
export interface Reader {
  readonly table: TableId;
  readonly column: Column;
}

/** The generated columns that read disturbed ones, directly or through others, but for those that go or become plain columns themselves. */
export function readers(
  operations: readonly Operation[],
  disturbed: readonly Disturbance[],
  before: Schema,
): Reader[] {
  if (disturbed.length === 0) return [];
  const leaving = new Set(operations.flatMap(leavingColumn));
  const tables = tableByKey(before);
  const found = new Map<string, Reader>();
  const waiting: ColumnRef[] = [...disturbed];
  for (const { table, column: read } of waiting)
    for (const column of tables.get(idKey(table))?.columns ?? []) {
      const key = columnName(table, column.name);
      if (!reads(column, read) || leaving.has(key) || found.has(key)) continue;
      found.set(key, { table, column });
      waiting.push({ table, column: column.name });
    }
  return [...found.values()];
}

function leavingColumn(operation: Operation): string[] {
  switch (operation.kind) {
    case "dropColumn":
      return [columnName(operation.table, operation.column.name)];
    case "alterColumn":
      return operation.to.generation?.kind === "expression"
        ? []
        : [columnName(operation.table, operation.from.name)];
    default:
      return [];
  }
}
