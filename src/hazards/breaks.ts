// What is made by hand stays where it is, and fails when it is used: its words are looked up only then.
import type { ColumnRef } from "../dialects/dialect";
import type { Operation } from "../operations/operation";
import { sameId } from "../schema/identity";
import type { HazardRule } from "./hazard";
import { namesOf } from "./names";

/** By its name after the renames. */
function columnLost(operation: Operation): ColumnRef | undefined {
  switch (operation.kind) {
    case "dropColumn":
      return { table: operation.table, column: operation.column.name };
    case "renameColumn":
      return { table: operation.table, column: operation.to };
    default:
      return undefined;
  }
}

export const breaks: HazardRule = (operation, { handmade, isDropped }) => {
  const column = columnLost(operation);
  if (column === undefined) return undefined;
  const found = handmade.filter(
    ({ table, goesWith, uses }) =>
      goesWith === "breaks" &&
      !(table !== undefined && isDropped(table)) &&
      uses.some(
        (use) =>
          sameId(use.table, column.table) && use.column === column.column,
      ),
  );
  return found.length === 0
    ? undefined
    : {
        code: "BREAKS",
        severity: "note",
        message: `stays, and may fail from now on: ${namesOf(found)}`,
        remedy: "Change or drop it in an earlier migration.",
      };
};
