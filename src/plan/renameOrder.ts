// Renames in an order in which every new name is free, by way of a name that nothing has where they go in a circle.
import type { Rename } from "../operations/rename";
import { idKey } from "../schema/identity";
import type { ObjectId } from "../schema/schema";

/** `b → c` before `a → b`; a swap takes three steps. The result does the same as the input. */
export function orderedRenames(renames: readonly Rename[]): Rename[] {
  const groups = new Map<string, Rename[]>();
  for (const rename of renames) {
    const key =
      rename.kind === "renameColumn"
        ? `${rename.kind} ${idKey(rename.table)}`
        : rename.kind;
    groups.set(key, [...(groups.get(key) ?? []), rename]);
  }
  // Tables first: columns are renamed in tables that have their new names.
  const ranked = [...groups.values()].sort(
    (a, b) => Number(isColumns(a)) - Number(isColumns(b)),
  );
  return ranked.flatMap(withoutCollisions);
}

const isColumns = (group: readonly Rename[]): boolean =>
  group[0]?.kind === "renameColumn";

function withoutCollisions(renames: readonly Rename[]): Rename[] {
  const done: Rename[] = [];
  let waiting = [...renames];
  while (waiting.length > 0) {
    const taken = new Set(waiting.map((rename) => nameKey(rename.from)));
    const free = waiting.filter((rename) => !taken.has(nameKey(rename.to)));
    if (free.length > 0) {
      done.push(...free);
      waiting = waiting.filter((rename) => !free.includes(rename));
      continue;
    }
    const [first, ...others] = waiting;
    if (first === undefined) break;
    done.push(towards(first, done.length));
    waiting = [...others, from(first, done.length - 1)];
  }
  return done;
}

const nameKey = (name: string | ObjectId): string =>
  typeof name === "string" ? name : idKey(name);

const wayName = (step: number): string => `typeorm_autogenerate_way_${step}`;

function towards(rename: Rename, step: number): Rename {
  return rename.kind === "renameColumn"
    ? { ...rename, to: wayName(step) }
    : { ...rename, to: { ...rename.from, name: wayName(step) } };
}

function from(rename: Rename, step: number): Rename {
  return rename.kind === "renameColumn"
    ? { ...rename, from: wayName(step) }
    : { ...rename, from: { ...rename.from, name: wayName(step) } };
}
