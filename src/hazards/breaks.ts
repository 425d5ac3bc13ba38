// What is made by hand stays where it is, and fails when it is used: its words are looked up only then.
import { sameId } from "../schema/identity";
import type { HazardRule } from "./hazard";
import { namesOf } from "./names";

export const breaks: HazardRule = (operation, { handmade, isDropped }) => {
  const found = handmade.filter(({ table, goesWith, uses, usesTables }) => {
    if (goesWith !== "breaks" || (table !== undefined && isDropped(table)))
      return false;
    switch (operation.kind) {
      case "dropTable":
        return usesTables.some((used) => sameId(used, operation.table));
      case "dropColumn":
        return uses.some(
          (use) =>
            sameId(use.table, operation.table) &&
            use.column === operation.column.name,
        );
      default:
        return false;
    }
  });
  return found.length === 0
    ? undefined
    : {
        code: "BREAKS",
        severity: "note",
        message: `stays, and may fail from now on: ${namesOf(found)}`,
        remedy: "Change or drop it in an earlier migration.",
      };
};
