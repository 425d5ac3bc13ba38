// A view that groups by a primary key, and by nothing else that would do, keeps it from becoming another.
import type { HazardRule } from "./hazard";
import { named } from "./viewInTheWay";

/** Fewer columns of the old key are enough for the view: it groups by all of them. */
export const viewByKey: HazardRule = (
  operation,
  { viewsByKey, desired, isDropped },
) => {
  if (
    operation.kind !== "dropConstraint" ||
    operation.constraint.kind !== "primaryKey" ||
    isDropped(operation.table)
  )
    return undefined;
  const { columns } = operation.constraint;
  const key = desired(operation.table)?.primaryKey?.columns ?? [];
  const isEnough =
    key.length > 0 && key.every((column) => columns.includes(column));
  const views = isEnough ? [] : viewsByKey(operation.table);
  return views.length === 0
    ? undefined
    : {
        code: "VIEW_IN_THE_WAY",
        severity: "failure",
        message: `fails if ${named(views)} ${views.length === 1 ? "needs" : "need"} the old key for GROUP BY`,
        remedy:
          "Group by every column that is selected, or drop the view, in an earlier migration.",
      };
};
