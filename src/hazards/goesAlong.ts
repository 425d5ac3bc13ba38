// What is made by hand on a table or column goes with it without a word.
import { sameId } from "../schema/identity";
import type { HazardRule } from "./hazard";
import { namesOf } from "./names";

export const goesAlong: HazardRule = (operation, { handmade }) => {
  const found = handmade.filter(({ table, goesWith, uses }) => {
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
    remedy: "See that nothing else rests on these.",
  };
};
