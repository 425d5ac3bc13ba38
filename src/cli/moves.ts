// Revisions that are run, as Alembic says it.
import type { Move } from "../revisions/move";
import { exit } from "./exit";
import type { Outcome } from "./outcome";
import type { Output } from "./output";
import { idsOf, titleOf } from "./revisionLines";

/** `Running upgrade 1763710800000 -> 1763797200000, Add transactions`, before it runs. */
export function announced({ log }: Output): (move: Move) => void {
  return ({ direction, revision, parents }) => {
    const ends = [idsOf(parents), revision.id];
    const [from, to] = direction === "upgrade" ? ends : ends.reverse();
    log.write(`Running ${direction} ${from} -> ${to}, ${titleOf(revision)}`);
  };
}

/** The revisions that were run, in order. */
export function moved(moves: readonly Move[]): Outcome {
  return {
    exit: exit.fine,
    document: {
      revisions: moves.map(({ revision: { id, name } }) => ({ id, name })),
    },
    lines: moves.length === 0 ? ["Nothing to do."] : [],
  };
}
