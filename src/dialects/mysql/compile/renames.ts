// Columns and indexes of one table change their names all at once, so names that go in a circle need no third one in between.
import type { Operation } from "../../../operations/operation";
import { idKey } from "../../../schema/identity";

type Rename = Extract<
  Operation,
  { readonly kind: "renameColumn" | "renameIndex" }
>;

const isRename = (operation: Operation): operation is Rename =>
  operation.kind === "renameColumn" || operation.kind === "renameIndex";

const groupOf = ({ kind, table }: Rename): string => `${kind} ${idKey(table)}`;

/** The operations with one rename for each name, from where it begins to where it ends. */
export function withoutDetours(operations: readonly Operation[]): Operation[] {
  const groups = new Map<string, Rename[]>();
  for (const operation of operations.filter(isRename)) {
    const key = groupOf(operation);
    groups.set(key, [...(groups.get(key) ?? []), operation]);
  }
  const done = new Set<string>();
  return operations.flatMap((operation): Operation[] => {
    if (!isRename(operation)) return [operation];
    const key = groupOf(operation);
    if (done.has(key)) return [];
    done.add(key);
    return direct(groups.get(key) ?? []);
  });
}

function direct(renames: readonly Rename[]): Rename[] {
  const starts = new Map<string, Rename>();
  for (const rename of renames) {
    const start = starts.get(rename.from) ?? rename;
    starts.delete(rename.from);
    starts.set(rename.to, start);
  }
  return [...starts].map(([to, start]) => ({ ...start, to }));
}
