// Views on both sides → the operations between them.
import type { Operation } from "../operations/operation";
import { idKey, idOf } from "../schema/identity";
import type { View } from "../schema/schema";
import { compare } from "./compare";
import { diffIndexes } from "./table";

/**
 * One that differs only in its name is renamed. What of a view entities cannot say is no difference: it is kept through whatever happens
 * to the view.
 */
export function diffViews(
  live: readonly View[],
  desired: readonly View[],
  verified: boolean,
): Operation[] {
  const { dropped, added, kept } = compare(live, desired, idKey);
  const renamed = pairsOfOneQuery(dropped, added);
  const [left, come] = [new Set(dropped), new Set(added)];
  for (const { from, to } of renamed) {
    left.delete(from);
    come.delete(to);
  }
  const doubt = (view: View) =>
    verified && view.columns !== undefined ? {} : { unverified: true as const };
  return [
    ...renamed.flatMap(({ from, to }): Operation[] => [
      {
        kind: "renameView",
        materialized: to.materialized,
        from: idOf(from),
        to: idOf(to),
      },
      ...diffIndexes(idOf(to), from, to, verified),
    ]),
    ...[...come].map((view): Operation => ({ kind: "createView", view })),
    ...kept.flatMap(({ from, to }): Operation[] =>
      isSameQuery(from, to)
        ? diffIndexes(idOf(to), from, to, verified)
        : [{ kind: "alterView", from, to, ...doubt(to) }],
    ),
    ...[...left].map((view): Operation => ({ kind: "dropView", view })),
  ];
}

const isSameQuery = (a: View, b: View): boolean =>
  a.materialized === b.materialized && a.definition === b.definition;

/** Only where it is certain which became which. */
function pairsOfOneQuery(
  dropped: readonly View[],
  added: readonly View[],
): { readonly from: View; readonly to: View }[] {
  return dropped.flatMap((from) => {
    const [to, ...others] = added.filter((view) => isSameQuery(from, view));
    const rivals = dropped.filter((view) => isSameQuery(from, view));
    return to === undefined || others.length > 0 || rivals.length > 1
      ? []
      : [{ from, to }];
  });
}
