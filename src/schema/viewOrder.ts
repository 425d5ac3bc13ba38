// Views in an order in which each finds what it reads.
import { idKey } from "./identity";
import type { View } from "./schema";

/**
 * A view after those that it reads, and otherwise by name, so that the same views come in the same order. One of which the server could not
 * be asked what it reads comes last. Views that are dropped go the other way.
 */
export function inCreationOrder(views: readonly View[]): View[] {
  const waiting = new Map(
    [...views]
      .sort(
        (a, b) =>
          Number(a.columns === undefined) - Number(b.columns === undefined) ||
          (idKey(a) < idKey(b) ? -1 : 1),
      )
      .map((view) => [idKey(view), view]),
  );
  const placed: View[] = [];
  const place = (view: View): void => {
    waiting.delete(idKey(view));
    for (const read of view.reads) {
      const before = waiting.get(idKey(read));
      if (before !== undefined) place(before);
    }
    placed.push(view);
  };
  for (const view of [...waiting.values()])
    if (waiting.has(idKey(view))) place(view);
  return placed;
}
