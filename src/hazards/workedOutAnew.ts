// A generated column of another type or expression, which may give what the column does not take.
import { isWorkedOut, keepsExpression } from "../operations/workedOut";
import { countWords } from "../questions/facts";
import type { HazardRule } from "./hazard";

export const workedOutAnew: HazardRule = (
  operation,
  { createdHere, misfits },
) => {
  if (
    operation.kind !== "alterColumn" ||
    !isWorkedOut(operation.to) ||
    createdHere(operation.table)
  )
    return undefined;
  const { table, from, to } = operation;
  const found = keepsExpression(operation)
    ? misfits(table, to.name)
    : { count: undefined };
  const forbidsNull = from.nullable && !to.nullable;
  return found === undefined && !forbidsNull
    ? undefined
    : {
        code: "DOES_NOT_FIT",
        severity: "failure",
        message: `fails where the expression gives what the column does not take${found?.count === undefined ? "" : `: ${countWords(found.count, "row")} in this database`}`,
        ...(found?.count?.examples && { examples: found.count.examples }),
        remedy:
          "Change what the expression reads first, or the expression itself.",
      };
};
