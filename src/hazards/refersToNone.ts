// A foreign key that stays, whose columns get another collation: rows may refer to none under it.
import { countWords } from "../questions/facts";
import { nameOf } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const refersToNone: HazardRule = (operation, { orphans }) => {
  const found = orphans(operation);
  if (found === undefined || operation.kind !== "alterColumn") return undefined;
  const { references, count } = found;
  return {
    code: "CONSTRAINT_ON_EXISTING",
    severity: "failure",
    message: `fails on rows that refer to "${nameOf(references)}" only by the collation that goes: ${countWords(count, "row")} in this database`,
    remedy: `Write their values in "${nameOf(operation.table)}" as they are in "${nameOf(references)}" first.`,
  };
};
