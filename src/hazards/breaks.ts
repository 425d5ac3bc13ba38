// What is made by hand stays where it is, and fails when it is used: its words are looked up only then.
import { sameId } from "../schema/identity";
import type { HazardRule } from "./hazard";
import { namesOf } from "./names";

export const breaks: HazardRule = (operation, { handmade, isDropped }) => {
  if (operation.kind !== "dropColumn") return undefined;
  const found = handmade.filter(
    ({ table, goesWith, uses }) =>
      goesWith === "breaks" &&
      !(table !== undefined && isDropped(table)) &&
      uses.some(
        (use) =>
          sameId(use.table, operation.table) &&
          use.column === operation.column.name,
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
