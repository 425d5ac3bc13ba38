// A revision that was left half done, where DDL commits by itself, is in the way of everything else.
import { RevisionError } from "../schema/errors";
import type { History } from "./history";
import { labelOf, type Revision } from "./revision";

/** @throws RevisionError when the half-done revision is not the first on the way. */
export function refusePast(
  { partial, graph }: History,
  path: readonly Revision[],
): void {
  if (partial === undefined || path[0]?.name === partial.name) return;
  const { name, direction } = partial;
  const revision = graph.byName.get(name);
  throw new RevisionError(
    revision === undefined
      ? `The ${direction} of ${name} was left half done, and its file is gone. Bring it back.`
      : `The ${direction} of revision ${labelOf(revision)} was left half done, and is not on this way. Finish it first: ${direction} ${direction === "upgrade" ? revision.id : "-1"}`,
  );
}
