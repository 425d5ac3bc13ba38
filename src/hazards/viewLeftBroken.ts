// A view that uses what is dropped or renamed stays, where the server does not mind, and fails when it is used.
import type { Operation } from "../operations/operation";
import type { HazardContext, HazardRule } from "./hazard";
import { named, readersOf } from "./viewInTheWay";

export const viewLeftBroken: HazardRule = (
  operation,
  { viewsOn, viewsHold },
) => {
  const views = viewsHold
    ? []
    : [...readersOf(operation, viewsOn), ...strangers(operation, viewsOn)];
  if (views.length === 0) return undefined;
  return {
    code: "VIEW_LEFT_BROKEN",
    severity: "failure",
    message: `breaks ${named(views)}, which ${views.length === 1 ? "uses" : "use"} it`,
    remedy: `Change or drop ${views.length === 1 ? "the view" : "the views"} too: the server lets ${views.length === 1 ? "it" : "them"} stay, and refuses every query on ${views.length === 1 ? "it" : "them"}.`,
  };
};

/** Views that go on using the old name. */
function strangers(
  operation: Operation,
  viewsOn: HazardContext["viewsOn"],
): readonly string[] {
  switch (operation.kind) {
    case "renameColumn":
      return viewsOn(operation.table, operation.to);
    case "renameTable":
    case "renameView":
      return viewsOn(operation.to);
    default:
      return [];
  }
}
