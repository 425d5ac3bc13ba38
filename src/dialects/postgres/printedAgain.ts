// What the server prints of its own text is not always that text: a dump that is restored reads otherwise than the database that it was taken from.
import { idKey, tableByKey } from "../../schema/identity";
import type { Column, Schema, Table, View } from "../../schema/schema";

/** The schema as it was printed once, with what reads as the live one does when it is printed again. The two have the same objects in the same order. */
export function asLive(live: Schema, once: Schema, again: Schema): Schema {
  const tables = tableByKey(live);
  const views = new Map(live.views.map((view) => [idKey(view), view]));
  return {
    ...once,
    tables: once.tables.map((table, position) => {
      const before = tables.get(idKey(table));
      const other = again.tables[position];
      return before === undefined || other === undefined
        ? table
        : tableAsLive(before, table, other);
    }),
    views: once.views.map((view, position) => {
      const other = again.views[position];
      return other === undefined
        ? view
        : viewAsLive(views.get(idKey(view)), view, other);
    }),
  };
}

function tableAsLive(live: Table, once: Table, again: Table): Table {
  const known = new Set([
    ...live.checks.map(({ expression }) => expression),
    ...live.exclusions.map(({ expression }) => expression),
    ...live.indexes.flatMap(({ predicate }) => predicate ?? []),
  ]);
  const isKnown = (text: string | undefined): boolean =>
    text !== undefined && known.has(text);
  const columns = new Map(live.columns.map((column) => [column.name, column]));
  return {
    ...once,
    columns: chosen(once.columns, again.columns, (column) =>
      readsAs(columns.get(column.name), column),
    ),
    checks: chosen(once.checks, again.checks, ({ expression }) =>
      isKnown(expression),
    ),
    exclusions: chosen(once.exclusions, again.exclusions, ({ expression }) =>
      isKnown(expression),
    ),
    indexes: chosen(once.indexes, again.indexes, ({ predicate }) =>
      isKnown(predicate),
    ),
  };
}

const viewAsLive = (live: View | undefined, once: View, again: View): View =>
  again.definition === live?.definition ? again : once;

/** Whether default and generation expression are those of the live column. */
const readsAs = (live: Column | undefined, column: Column): boolean =>
  live !== undefined &&
  live.default === column.default &&
  expressionOf(live) === expressionOf(column);

const expressionOf = ({ generation }: Column): string | undefined =>
  generation?.kind === "expression" ? generation.expression : undefined;

/** Of each two the second where it is wanted. */
const chosen = <Item>(
  once: readonly Item[],
  again: readonly Item[],
  isWanted: (item: Item) => boolean,
): readonly Item[] =>
  once.map((item, position) => {
    const other = again[position];
    return other !== undefined && isWanted(other) ? other : item;
  });
