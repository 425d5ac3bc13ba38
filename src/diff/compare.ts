// Two lists are compared in one place.

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
  const before = new Map(live.map((item) => [key(item), item]));
  const after = new Map(desired.map((item) => [key(item), item]));
  return {
    dropped: live.filter((item) => !after.has(key(item))),
    added: desired.filter((item) => !before.has(key(item))),
    kept: desired.flatMap((to) => {
      const from = before.get(key(to));
      return from === undefined ? [] : [{ from, to }];
    }),
  };
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
