// Going up and down from a revision, a step at a time.
import { RevisionError } from "../schema/errors";
import { parentsOf, type Graph } from "./graph";
import { labelOf, listed, type Revision } from "./revision";

/**
 * The revision that is so many steps above, or with a negative number below.
 * @throws RevisionError when the way forks, or there are not so many.
 */
export function stepsFrom(
  graph: Graph,
  start: Revision,
  steps: number,
): Revision {
  let here = start;
  for (let taken = 0; taken < Math.abs(steps); taken += 1) {
    const next =
      steps > 0
        ? (graph.childrenByName.get(here.name) ?? [])
        : parentsOf(graph, here);
    const [one, ...others] = next;
    if (one === undefined)
      throw new RevisionError(
        `There are only ${taken} revisions ${steps > 0 ? "above" : "below"} ${labelOf(start)}.`,
      );
    if (others.length > 0)
      throw new RevisionError(
        `${Math.abs(steps)} ${steps > 0 ? "above" : "below"} ${labelOf(start)} is ambiguous, because at ${labelOf(here)} the way forks: ${listed(next)}. Name the revision that is meant.`,
      );
    here = one;
  }
  return here;
}
