// A narrower type fails on values that do not fit.
import { countWords } from "../questions/facts";
import { columnName } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const misfits: HazardRule = (operation, { misfit, countMisfits }) => {
  if (
    operation.kind !== "alterColumn" ||
    operation.cast !== undefined ||
    misfit(operation.from, operation.to) === undefined
  )
    return undefined;
  const name = columnName(operation.table, operation.to.name);
  const count = countMisfits(operation.table, operation.to.name);
  return {
    code: "MISFITS",
    severity: "failure",
    message: `fails on values that do not fit${count === undefined ? "" : `, ${countWords(count, "row")} in this database`}`,
    remedy: `Shorten or correct them in an earlier migration, or say what becomes of them: --cast ${name}=<expression>.`,
  };
};
