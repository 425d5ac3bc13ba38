// What goes while rows elsewhere are still filled from it.
import { mentionedIn } from "./mentions";
import type { Operation } from "./operation";
import { sameId } from "../schema/identity";

/**
 * Whether a column or table that goes can be read by an expression that rows are filled or cast with: it stays until they are. Too many are
 * taken for read rather than one too few. A column whose name comes anew cannot stay.
 */
export function isReadByFills(
  operations: readonly Operation[],
): (operation: Operation) => boolean {
  const mentions = operations.flatMap(expressionsOf).map(mentionedIn);
  if (mentions.length === 0) return () => false;
  const isMentioned = (name: string): boolean =>
    mentions.some((mentioned) => mentioned(name));
  return (operation) => {
    switch (operation.kind) {
      case "dropTable":
        return isMentioned(operation.table.name);
      case "dropColumn":
        return (
          isMentioned(operation.column.name) &&
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
