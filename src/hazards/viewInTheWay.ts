// A view that uses what is dropped keeps it from being dropped.
import type { HazardRule } from "./hazard";

export const viewInTheWay: HazardRule = (operation, { viewsOn }) => {
  if (operation.kind !== "dropColumn" && operation.kind !== "dropTable")
    return undefined;
  const views =
    operation.kind === "dropColumn"
      ? viewsOn(operation.table, operation.column.name)
      : viewsOn(operation.table);
  if (views.length === 0) return undefined;
  return {
    code: "VIEW_IN_THE_WAY",
    severity: "failure",
    message: `fails: used by ${views.map((view) => `view "${view}"`).join(" and ")}`,
    remedy: "Change or drop the view in an earlier migration.",
  };
};
