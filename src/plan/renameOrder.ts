// Renames in an order in which every new name is free, by way of a name that nothing has where they go in a circle.
import type { Operation } from "../operations/operation";
import type { Rename } from "../operations/rename";
import { idKey, idOf } from "../schema/identity";
import type { ObjectId } from "../schema/schema";

type AnyRename =
  Rename | Extract<Operation, { kind: "renameConstraint" | "renameIndex" }>;

/** `b → c` before `a → b`; a swap takes three steps. The result does the same as the input. What `stepsAside` goes first, and is in nobody's way. */
export function orderedRenames(
  renames: readonly Rename[],
  stepsAside: (rename: Rename) => boolean = () => false,
): Rename[] {
  // Tables and types first: columns and labels are renamed in those that have their new names.
  const isInner = ({ kind }: Rename): boolean =>
    kind === "renameColumn" || kind === "renameEnumLabel";
  return [
    ...renames.filter(stepsAside),
    ...grouped(
      renames.filter((rename) => !isInner(rename) && !stepsAside(rename)),
    ),
    ...grouped(renames.filter(isInner)),
  ];
}

/** The same for constraints and indexes, which lie beside one another among ordered operations. */
export function withFreeNames(operations: readonly Operation[]): Operation[] {
  const first = operations.findIndex(isInner);
  if (first < 0) return [...operations];
  return [
    ...operations.slice(0, first).filter((operation) => !isInner(operation)),
    ...grouped(operations.filter(isInner)),
    ...operations.slice(first).filter((operation) => !isInner(operation)),
  ];
}

const isInner = (
  operation: Operation,
): operation is Extract<
  AnyRename,
  { readonly table: ObjectId; kind: "renameConstraint" | "renameIndex" }
> =>
  (operation.kind === "renameConstraint" || operation.kind === "renameIndex") &&
  operation.underWay === undefined;

/** Those that share names one after the other. */
export function grouped<R extends AnyRename>(renames: readonly R[]): R[] {
  const groups = new Map<string, R[]>();
  for (const rename of renames) {
    const key = namespaceOf(rename);
    groups.set(key, [...(groups.get(key) ?? []), rename]);
  }
  return [...groups.values()].flatMap(withoutCollisions);
}

/** Within which no two names are alike. */
function namespaceOf(rename: AnyRename): string {
  switch (rename.kind) {
    case "renameColumn":
      return `${rename.kind} ${idKey(rename.table)}`;
    case "renameEnumLabel":
      return `${rename.kind} ${idKey(rename.enumType)}`;
    case "renameConstraint":
      // What has an index of its own shares names with all indexes of the schema.
      return rename.constraint === "check" || rename.constraint === "foreignKey"
        ? `${rename.kind} ${idKey(rename.table)}`
        : `index ${rename.table.schema ?? ""}`;
    case "renameIndex":
      return `index ${rename.table.schema ?? ""}`;
    default:
      return rename.kind;
  }
}

function withoutCollisions<R extends AnyRename>(renames: readonly R[]): R[] {
  const done: R[] = [];
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
    const way = `typeorm_autogenerate_way_${done.length}`;
    done.push({ ...first, to: named(first.from, way) });
    waiting = [...others, { ...first, from: named(first.from, way) }];
  }
  return done;
}

const nameKey = (name: string | ObjectId): string =>
  typeof name === "string" ? name : idKey(name);

const named = (like: string | ObjectId, name: string): string | ObjectId =>
  typeof like === "string" ? name : { ...idOf(like), name };
