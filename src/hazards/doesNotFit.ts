// A smaller type, and values that are too large for it.
import { carriesValues } from "../operations/workedOut";
import { countWords } from "../questions/facts";
import { columnName } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const doesNotFit: HazardRule = (operation, { misfits }) => {
  if (!carriesValues(operation) || operation.cast !== undefined)
    return undefined;
  const { table, to } = operation;
  const found = misfits(table, to.name);
  return found === undefined
    ? undefined
    : {
        code: "DOES_NOT_FIT",
        severity: "failure",
        message: `fails on values that do not fit${found.count === undefined ? "" : `: ${countWords(found.count, "row")} in this database`}`,
        ...(found.count?.examples && { examples: found.count.examples }),
        remedy: `Change these values first, or say what becomes of them: --cast ${columnName(table, to.name)}=<expression>.`,
      };
};
