// Two lists are compared in one place.
import { equal } from "../schema/equal";

/** What is only in one list, and what is in both. */
export interface Compared<T> {
  readonly dropped: readonly T[];
  readonly added: readonly T[];
  readonly kept: readonly { readonly from: T; readonly to: T }[];
}

/** Compares by a key that is unique in each list. */
export function compare<T>(
  live: readonly T[],
  desired: readonly T[],
  key: (item: T) => string,
): Compared<T> {
  const left = new Map(live.map((item) => [key(item), item]));
  const added: T[] = [];
  const kept: { from: T; to: T }[] = [];
  for (const to of desired) {
    const name = key(to);
    const from = left.get(name);
    if (from === undefined) added.push(to);
    else kept.push({ from, to });
    left.delete(name);
  }
  return { dropped: [...left.values()], added, kept };
}

/**
 * Compares by what things are, names aside (DESIGN, principle 2). Of several that are alike, those of one name belong together,
 * and the rest in the order in which they come.
 */
export function compareByStructure<T extends { readonly name: string }>(
  live: readonly T[],
  desired: readonly T[],
  structure: (item: T) => string,
): Compared<T> {
  // Nothing more has to be known of lists that have not changed at all.
  const byName = compare(live, desired, ({ name }) => name);
  if (isUnchanged(byName)) return byName;

  const kept: { from: T; to: T }[] = [];
  const left = new Map<string, T[]>();
  for (const item of live) {
    const key = structure(item);
    left.set(key, [...(left.get(key) ?? []), item]);
  }
  const take = (to: T, matches: (from: T) => boolean): boolean => {
    const alike = left.get(structure(to)) ?? [];
    const position = alike.findIndex(matches);
    const [from] = position < 0 ? [] : alike.splice(position, 1);
    if (from === undefined) return false;
    kept.push({ from, to });
    return true;
  };
  const unnamed = desired.filter(
    (to) => !take(to, (from) => from.name === to.name),
  );
  const added = unnamed.filter((to) => !take(to, () => true));
  return { dropped: [...left.values()].flat(), added, kept };
}

const isUnchanged = <T>({ dropped, added, kept }: Compared<T>): boolean =>
  dropped.length === 0 &&
  added.length === 0 &&
  kept.every(({ from, to }) => equal(from, to));
