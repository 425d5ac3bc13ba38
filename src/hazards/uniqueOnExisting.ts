// A new unique constraint or index fails on rows that are alike already.
import { nameOf } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const uniqueOnExisting: HazardRule = (operation, { createdHere }) => {
  const unique =
    (operation.kind === "addConstraint" &&
      (operation.constraint.kind === "unique" ||
        operation.constraint.kind === "primaryKey")) ||
    (operation.kind === "createIndex" && operation.index.unique);
  if (!unique || createdHere(operation.table)) return undefined;
  return {
    code: "UNIQUE_ON_EXISTING",
    severity: "failure",
    message: "fails where rows are alike already",
    remedy: `Look for duplicates in "${nameOf(operation.table)}" first.`,
  };
};
