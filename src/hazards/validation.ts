// A new check or foreign key reads the whole table while nobody can write to it.
import { nameOf } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const validation: HazardRule = (operation, { createdHere, locks }) => {
  if (
    locks === undefined ||
    operation.kind !== "addConstraint" ||
    createdHere(operation.table)
  )
    return undefined;
  const { table, constraint } = operation;
  switch (constraint.kind) {
    case "check":
      return constraint.notValid
        ? undefined
        : {
            code: "VALIDATION",
            severity: "lock",
            message: `reads all of "${nameOf(table)}", and nobody reads or writes there meanwhile`,
            remedy,
          };
    case "foreignKey":
      return constraint.notValid
        ? undefined
        : {
            code: "VALIDATION",
            severity: "lock",
            message: `reads all of "${nameOf(table)}", and nobody writes there or to "${nameOf(constraint.references)}" meanwhile`,
            remedy,
          };
    default:
      return undefined;
  }
};

const remedy =
  "On a large table, add it by hand as NOT VALID, and VALIDATE it in a later migration: NOT VALID is no difference.";
