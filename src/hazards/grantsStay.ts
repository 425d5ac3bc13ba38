// Grants stay with a name, where the server notes them by it: who had them on what is renamed has them no more.
import type { HazardRule } from "./hazard";
import { nameLost, usesLost } from "./nameLost";
import { namesOf } from "./names";

export const grantsStay: HazardRule = (operation, { handmade }) => {
  const lost = nameLost(operation);
  if (lost === undefined) return undefined;
  const found = handmade.filter(
    (object) => object.goesWith === "name" && usesLost(object, lost),
  );
  if (found.length === 0) return undefined;
  return {
    code: "GRANTS_STAY",
    severity: "note",
    ...(lost.renamed
      ? {
          message: `does not take along what stays under the old name: ${namesOf(found)}`,
          remedy:
            "Grant them anew under the new name, and revoke those under the old one.",
        }
      : {
          message: `leaves behind, for whatever gets that name: ${namesOf(found)}`,
          remedy: "Revoke them, unless it comes back.",
        }),
  };
};
