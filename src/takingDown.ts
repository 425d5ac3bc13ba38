// Which views an operation takes down: for hazards about what rests on these.
import type { Target } from "./dialects/dialect";
import type { HazardContext } from "./hazards/hazard";
import { usingNewLabels } from "./operations/newLabels";
import type { Operation } from "./operations/operation";
import { disturbances } from "./plan/disturbances";
import { viewsTaken } from "./plan/views";
import { idKey } from "./schema/identity";
import type { Schema } from "./schema/schema";

/** All of them are looked at only where somebody asks. */
export function takingDown(
  operations: readonly Operation[],
  live: Schema,
  target: Target,
): HazardContext["takesDown"] {
  const takenBy = (some: readonly Operation[]): ReadonlySet<string> =>
    viewsTaken(some, live.views, disturbances(some, live, target));
  let all: ReadonlySet<string> | undefined;
  return (operation) => {
    const used = usingNewLabels(operations)(operation);
    const taken = new Set(takenBy([used]));
    all ??= takenBy(operations);
    // It may have to go for what others do.
    if (used.kind === "alterView" && all.has(idKey(used.from)))
      taken.add(idKey(used.from));
    return live.views.filter((view) => taken.has(idKey(view)));
  };
}
