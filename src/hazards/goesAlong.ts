// What is made by hand on a table or column goes with it without a word.
import { sameId } from "../schema/identity";
import type { HazardRule } from "./hazard";
import { namesOf } from "./names";

export const goesAlong: HazardRule = (operation, { handmade, replaced }) => {
  const found = handmade.filter(({ table, goesWith, uses, up }) => {
    if (table === undefined || goesWith === "fill") return false;
    switch (operation.kind) {
      case "dropTable":
        return sameId(table, operation.table);
      case "dropColumn":
        return (
          goesWith === "column" &&
          uses.some(
            (use) =>
              sameId(use.table, operation.table) &&
              use.column === operation.column.name,
          )
        );
      // What can be put back is.
      case "alterColumn":
        return (
          goesWith === "column" &&
          up.length === 0 &&
          replaced(operation).some((column) =>
            uses.some(
              (use) =>
                sameId(use.table, column.table) && use.column === column.column,
            ),
          )
        );
      default:
        return false;
    }
  });
  if (found.length === 0) return undefined;
  const restorable = found.every(({ up }) => up.length > 0);
  return {
    code: "GOES_ALONG",
    severity: "note",
    message: `takes ${namesOf(found)} along${restorable ? ", which come back on the way down" : ""}`,
    remedy:
      operation.kind === "alterColumn"
        ? "Rename in a migration of its own first: then these are put back."
        : "See that nothing else rests on these.",
  };
};
