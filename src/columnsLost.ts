// Columns that are not there any more after an operation.
import type { ColumnRef } from "./dialects/dialect";
import type { Operation } from "./operations/operation";
import { idOf } from "./schema/identity";

export function columnsLost(operation: Operation): ColumnRef[] {
  switch (operation.kind) {
    case "dropTable":
      return operation.table.columns.map(({ name }) => ({
        table: idOf(operation.table),
        column: name,
      }));
    case "dropColumn":
      return [{ table: operation.table, column: operation.column.name }];
    default:
      return [];
  }
}
