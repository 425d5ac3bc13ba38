// A revision that was left half done, where DDL commits by itself, is in the way of everything else.
import { RevisionError } from "../schema/errors";
import type { History } from "./history";
import { labelOf, type Revision } from "./revision";

/** @throws RevisionError when the half-done revision is not the first on the way. */
export function refusePast(history: History, path: readonly Revision[]): void {
  if (path[0]?.name !== history.partial?.name)
    refuseHalfDone(history, "is not on this way");
}

/** @throws RevisionError when a revision is half done: what is in the way, and how to finish it. */
export function refuseHalfDone(
  { partial, graph }: History,
  reason: string,
): void {
  if (partial === undefined) return;
  const { name, direction, back } = partial;
  const revision = graph.byName.get(name);
  if (revision === undefined)
    throw new RevisionError(
      `The ${direction} of ${name} was left half done, and its file is gone. Bring it back.`,
    );
  // Once it is begun, only the way back leads out.
  const goesUp = (direction === "upgrade") === (back === undefined);
  throw new RevisionError(
    `The ${direction} of revision ${labelOf(revision)} was left half done, and ${reason}. Finish it first: ${goesUp ? `upgrade ${revision.id}` : "downgrade -1"}`,
  );
}
