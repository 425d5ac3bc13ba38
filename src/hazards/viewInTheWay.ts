// A view that uses what is dropped keeps it from being dropped.
import type { AlterView, Operation } from "../operations/operation";
import type { HazardContext, HazardRule } from "./hazard";

export const viewInTheWay: HazardRule = (operation, { viewsOn, viewsHold }) => {
  const views = viewsHold ? readersOf(operation, viewsOn) : [];
  if (views.length === 0) return undefined;
  return {
    code: "VIEW_IN_THE_WAY",
    severity: "failure",
    message: `fails: used by ${named(views)}`,
    remedy: "Change or drop the view in an earlier migration.",
  };
};

export const named = (views: readonly string[]): string =>
  views.map((view) => `view "${view}"`).join(" and ");

/** Views that use what the operation takes away. */
export function readersOf(
  operation: Operation,
  viewsOn: HazardContext["viewsOn"],
): readonly string[] {
  switch (operation.kind) {
    case "dropColumn":
      return viewsOn(operation.table, operation.column.name);
    case "dropTable":
      return viewsOn(operation.table);
    case "dropView":
      return viewsOn(operation.view);
    case "alterView":
      return [
        ...new Set(
          columnsLost(operation).flatMap((column) =>
            viewsOn(operation.from, column),
          ),
        ),
      ];
    default:
      return [];
  }
}

function columnsLost({ from, to }: AlterView): string[] {
  const kept = to.columns?.map(({ name }) => name);
  return kept === undefined
    ? []
    : (from.columns ?? [])
        .map(({ name }) => name)
        .filter((name) => !kept.includes(name));
}
