// What is made by hand stays where it is, and fails when it is used: its words are looked up only then.
import type { HazardRule } from "./hazard";
import { nameLost, usesLost } from "./nameLost";
import { namesOf } from "./names";

export const breaks: HazardRule = (operation, { handmade, isDropped }) => {
  const lost = nameLost(operation);
  if (lost === undefined) return undefined;
  const found = handmade.filter(
    (object) =>
      object.goesWith === "breaks" &&
      !(object.table !== undefined && isDropped(object.table)) &&
      usesLost(object, lost),
  );
  return found.length === 0
    ? undefined
    : {
        code: "BREAKS",
        severity: "note",
        message: `stays, and may fail from now on: ${namesOf(found)}`,
        remedy: lost.renamed
          ? "Make it anew under the new name, in a migration right after this one."
          : "Change or drop it in an earlier migration.",
      };
};
