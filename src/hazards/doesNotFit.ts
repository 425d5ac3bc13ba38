// A smaller type, and values that are too large for it.
import { countWords } from "../questions/facts";
import { columnName } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const doesNotFit: HazardRule = (operation, { misfits }) => {
  if (operation.kind !== "alterColumn" || operation.cast !== undefined)
    return undefined;
  const { table, to } = operation;
  const count = misfits(table, to.name);
  return count === undefined
    ? undefined
    : {
        code: "DOES_NOT_FIT",
        severity: "failure",
        message: `fails on values that do not fit: ${countWords(count, "row")} in this database`,
        remedy: `Shorten them first, or say how: --cast ${columnName(table, to.name)}=<expression>.`,
      };
};
