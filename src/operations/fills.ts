// What goes while rows elsewhere are still filled from it.
import { columnName, idKey, sameId } from "../schema/identity";
import type { Column } from "../schema/schema";
import { mentionsName } from "./mentions";
import type { Operation } from "./operation";

/**
 * Whether a column or table that goes can be read by an expression that rows are filled or cast with: it stays until they are. Too many are
 * taken for read rather than one too few. What has an enum type that is made anew cannot stay, nor a column whose name comes anew.
 */
export function isReadByFills(
  operations: readonly Operation[],
): (operation: Operation) => boolean {
  const expressions = operations.flatMap(expressionsOf);
  if (expressions.length === 0) return () => false;
  const isMentioned = (name: string): boolean =>
    expressions.some((expression) => mentionsName(expression, name));
  const altered = new Set(
    operations.flatMap((operation) =>
      operation.kind === "alterEnumType" ? [idKey(operation.from)] : [],
    ),
  );
  const canStay = ({ enumType }: Column): boolean =>
    enumType === undefined || !altered.has(idKey(enumType));
  return (operation) => {
    switch (operation.kind) {
      case "dropTable":
        return (
          isMentioned(operation.table.name) &&
          operation.table.columns.every(canStay)
        );
      case "dropColumn":
        return (
          isMentioned(operation.column.name) &&
          canStay(operation.column) &&
          !operations.some(
            (other) =>
              other.kind === "addColumn" &&
              sameId(other.table, operation.table) &&
              other.column.name === operation.column.name,
          )
        );
      default:
        return false;
    }
  };
}

/** Whether a column that comes can be read by what another one of its table is filled with. */
export function isReadWhenNew(
  operations: readonly Operation[],
): (operation: Operation) => boolean {
  const filled = operations.flatMap((operation) =>
    operation.kind === "addColumn" && operation.backfill !== undefined
      ? [operation]
      : [],
  );
  const goes = new Set(
    operations.flatMap((operation) =>
      operation.kind === "dropColumn"
        ? [columnName(operation.table, operation.column.name)]
        : [],
    ),
  );
  return (operation) =>
    operation.kind === "addColumn" &&
    // What is made anew is read as it was.
    !goes.has(columnName(operation.table, operation.column.name)) &&
    filled.some(
      ({ table, column, backfill = "" }) =>
        sameId(table, operation.table) &&
        column.name !== operation.column.name &&
        mentionsName(backfill, operation.column.name),
    );
}

function expressionsOf(operation: Operation): string[] {
  switch (operation.kind) {
    case "addColumn":
      return operation.backfill === undefined ? [] : [operation.backfill];
    case "alterColumn":
      return [operation.backfill, operation.cast].filter(
        (text) => text !== undefined,
      );
    default:
      return [];
  }
}
