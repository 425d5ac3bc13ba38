// What the server prints of its own text is not always that text: a dump that is restored reads otherwise than the database that it was taken from.
import { idKey, tableByKey } from "../../schema/identity";
import { mapped } from "../../schema/mapped";
import type { Column, Schema, Table, View } from "../../schema/schema";

/** What of the schema reads otherwise than the live one; undefined where nothing does. */
export function unlike(live: Schema, once: Schema): Schema | undefined {
  const before = tableByKey(live);
  const tables = once.tables.filter((table) => {
    const liveTable = before.get(idKey(table));
    return liveTable !== undefined && isUnlike(liveTable, table);
  });
  const definitions = new Map(
    live.views.map((view) => [idKey(view), view.definition]),
  );
  const views = once.views.some((view) => {
    const definition = definitions.get(idKey(view));
    return definition !== undefined && definition !== view.definition;
  })
    ? once.views
    : [];
  return tables.length === 0 && views.length === 0
    ? undefined
    : { ...once, tables, views };
}

function isUnlike(live: Table, once: Table): boolean {
  const among = (texts: readonly (string | undefined)[]) => (text?: string) =>
    text === undefined || texts.includes(text);
  const isCheck = among(live.checks.map(({ expression }) => expression));
  const isPredicate = among(live.indexes.map(({ predicate }) => predicate));
  return !(
    once.checks.every(({ expression }) => isCheck(expression)) &&
    once.indexes.every(({ predicate }) => isPredicate(predicate)) &&
    once.exclusions.every(({ expression }) =>
      live.exclusions.some((exclusion) => exclusion.expression === expression),
    ) &&
    once.columns.every((column, position) => {
      const before =
        live.columns[position]?.name === column.name
          ? live.columns[position]
          : live.columns.find(({ name }) => name === column.name);
      return before === undefined || readsAs(before, column);
    })
  );
}

/** The schema as it was printed once, with what reads as the live one does when it is printed again. */
export function asLive(live: Schema, once: Schema, again: Schema): Schema {
  const tables = tableByKey(live);
  const others = tableByKey(again);
  const byKey = (views: readonly View[]): ReadonlyMap<string, View> =>
    new Map(views.map((view) => [idKey(view), view]));
  const [views, otherViews] = [byKey(live.views), byKey(again.views)];
  return {
    ...once,
    tables: mapped(once.tables, (table) => {
      const before = tables.get(idKey(table));
      const other = others.get(idKey(table));
      return before === undefined || other === undefined
        ? table
        : tableAsLive(before, table, other);
    }),
    views: mapped(once.views, (view) => {
      const other = otherViews.get(idKey(view));
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
  (live.generation === column.generation ||
    expressionOf(live) === expressionOf(column));

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
