// What reads renamed columns, before and after: for servers on which expressions do not follow a rename.
import { reads } from "../operations/mentions";
import type { Readers } from "../operations/operation";
import { originalNames, type Rename } from "../operations/rename";
import { equal } from "../schema/equal";
import { idKey, tableByKey } from "../schema/identity";
import type { Column, Schema, Table } from "../schema/schema";
import { allIndexes } from "./allIndexes";

/** The renames of columns with what has to be said anew in the same breath. `found` and `live` are one schema, before and after the renames. */
export function withReaders(
  renames: readonly Rename[],
  found: Schema,
  live: Schema,
): Rename[] {
  const original = originalNames(renames);
  const [before, after] = [tableByKey(found), tableByKey(live)];
  return renames.map((rename) => {
    if (rename.kind !== "renameColumn") return rename;
    const from = before.get(idKey(original.table(rename.table)));
    const to = after.get(idKey(rename.table));
    if (from === undefined || to === undefined) return rename;
    const readers = readersOf(from, to);
    return readers === undefined ? rename : { ...rename, readers };
  });
}

interface Pair<Item> {
  readonly from: Item;
  readonly to: Item;
}

/** Both tables have the same things in the same places. */
function readersOf(
  from: Table,
  to: Table,
): { readonly from: Readers; readonly to: Readers } | undefined {
  const columns = withTheirReaders(
    reworded(from.columns, to.columns, columnText),
    from.columns,
    to.columns,
  );
  const checks = reworded(
    from.checks,
    to.checks,
    ({ expression }) => expression,
    // Tables are renamed before their columns, and the server's names go with them.
  ).map((pair) => ({ ...pair, from: { ...pair.from, name: pair.to.name } }));
  const indexes = reworded(allIndexes(from), allIndexes(to), (index) => [
    index.predicate,
    index.keys.map((key) => key.expression),
  ]);
  if ([columns, checks, indexes].every((pairs) => pairs.length === 0))
    return undefined;
  const side = (which: "from" | "to"): Readers => ({
    columns: columns.map((pair) => pair[which]),
    checks: checks.map((pair) => pair[which]),
    indexes: indexes.map((pair) => pair[which]),
  });
  return { from: side("from"), to: side("to") };
}

/** With those that are worked out from them: the server looks at these too. */
function withTheirReaders(
  pairs: readonly Pair<Column>[],
  from: readonly Column[],
  to: readonly Column[],
): Pair<Column>[] {
  const found = [...pairs];
  const isFound = (column: Column): boolean =>
    found.some((pair) => pair.from === column);
  for (let size = -1; size !== found.length;) {
    size = found.length;
    from.forEach((column, position) => {
      const after = to[position];
      if (after === undefined || isFound(column)) return;
      if (found.some((pair) => reads(column, pair.from.name)))
        found.push({ from: column, to: after });
    });
  }
  return found;
}

const columnText = ({ default: value, generation }: Column): unknown => [
  value,
  generation?.kind === "expression" ? generation.expression : undefined,
];

function reworded<Item>(
  from: readonly Item[],
  to: readonly Item[],
  text: (item: Item) => unknown,
): Pair<Item>[] {
  return from.flatMap((item, position) => {
    const after = to[position];
    return after === undefined || equal(text(item), text(after))
      ? []
      : [{ from: item, to: after }];
  });
}
