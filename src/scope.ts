// What is looked at: the entities' schemas, without TypeORM's own tables and what somebody excluded.
import type { DeclaredTable, DeclaredView, Scope } from "./dialects/dialect";
import type { Territory } from "./metadata/scope";
import { coveredBy } from "./questions/names";
import type { Answers } from "./questions/question";
import { FilterError } from "./schema/errors";
import { idKey, nameOf, sameId } from "./schema/identity";
import { inOrder } from "./schema/inOrder";
import type { ObjectId, Schema, TableId, ViewId } from "./schema/schema";

export interface Filter {
  /** Globs on `table` or `schema.table`: nothing else is looked at. */
  readonly include?: readonly string[];
  /** Globs on `table` or `schema.table`: not looked at. */
  readonly exclude?: readonly string[];
}

/**
 * Elsewhere than in the entities' schemas, only the tables and views that answers name are looked at, and the `former` tables of entities: they leave, or
 * they come here.
 */
export function scopeOf(
  territory: Territory,
  filter: Filter,
  answers: Answers = {},
  former: readonly string[] = [],
): Scope {
  const passes = filterOf(filter, territory.ownSchema);
  const named = [
    ...Object.keys(answers.renames ?? {}),
    ...(answers.drops ?? []),
    ...former,
  ];
  const own = new Set(territory.schemas);
  const others = named
    .flatMap(possibleSchemas)
    .filter((schema) => !own.has(schema));
  const withViews = new Set([...own, ...territory.viewSchemas]);
  const foreign = new Set(territory.foreign.map(idKey));
  const mapped = new Set(territory.mapped.map(idKey));
  const isIncluded = (
    id: ObjectId,
    schemas: ReadonlySet<string | undefined>,
  ): boolean =>
    passes(id) &&
    !foreign.has(idKey(id)) &&
    (schemas.has(id.schema) || named.some((name) => isAbout(id, name)));
  return {
    schemas: [...new Set([...withViews, ...others])],
    includes: (table) => isIncluded(table, own),
    includesView: (view) => isIncluded(view, withViews),
    isElsewhere: (table) =>
      !withViews.has(table.schema) &&
      !foreign.has(idKey(table)) &&
      !named.some((name) => isAbout(table, name)) &&
      passes(table),
    maps: (table) => mapped.has(idKey(table)),
    takesOver: (table) =>
      Object.keys(answers.renames ?? {}).some((name) => isAbout(table, name)),
    drops: (table) => (answers.drops ?? []).includes(nameOf(table)),
    // A table that no entity maps may be one that gets another name.
    includesIndex: (table, index) =>
      !territory.handmadeIndexes.some(
        (handmade) =>
          handmade.name === index &&
          (sameId(handmade.table, table) || !mapped.has(idKey(table))),
      ),
    spelled: spellingOf([...territory.mapped, ...territory.foreign]),
  };
}

/** The entities' own way to write a name that differs from it in upper and lower case only. */
function spellingOf(known: readonly TableId[]): (table: TableId) => TableId {
  const byCase = new Map(known.map((table) => [idKey(table), table]));
  const caseless = new Map(
    known.map((table) => [idKey(table).toLowerCase(), table]),
  );
  return (table) =>
    byCase.get(idKey(table)) ??
    caseless.get(idKey(table).toLowerCase()) ??
    table;
}

/** The schemas that a table or column of this name can be in, whatever dots the names hold. */
function possibleSchemas(name: string): (string | undefined)[] {
  const parts = name.split(".");
  return parts.map((_, end) =>
    end === 0 ? undefined : parts.slice(0, end).join("."),
  );
}

const isAbout = (table: TableId, name: string): boolean =>
  name === nameOf(table) || name.startsWith(`${nameOf(table)}.`);

/** A table of the connection's own schema goes by both names. */
function filterOf(
  { include, exclude = [] }: Filter,
  ownSchema: string | undefined,
): (table: TableId) => boolean {
  const namesOf = (table: TableId): string[] =>
    table.schema === undefined && ownSchema !== undefined
      ? [table.name, `${ownSchema}.${table.name}`]
      : [nameOf(table)];
  const included = include === undefined ? undefined : coveredBy(include);
  const excluded = coveredBy(exclude);
  const covered = (
    covers: (name: string) => string | undefined,
    table: TableId,
  ): boolean => namesOf(table).some((name) => covers(name) !== undefined);
  return (table) =>
    (included === undefined || covered(included, table)) &&
    !covered(excluded, table);
}

/** @throws FilterError for a glob that names nothing: a comparison of nothing would find no difference. */
export function requireFitting(
  { include = [] }: Filter,
  ownSchema: string | undefined,
  known: readonly ObjectId[],
): void {
  const idle = include.filter((glob) => {
    const passes = filterOf({ include: [glob] }, ownSchema);
    return !known.some(passes);
  });
  if (idle.length > 0)
    throw new FilterError(
      `${idle.map((glob) => `"${glob}"`).join(", ")} in include ${idle.length === 1 ? "names" : "name"} no table or view, neither of the entities nor in the database.`,
    );
}

/** What the entities ask for, all of them, and how to ask for less. */
export interface Declaration {
  readonly tables: readonly DeclaredTable[];
  readonly views: readonly DeclaredView[];
  /** What each table and view is in the schema. */
  readonly ids: readonly TableId[];
  readonly viewIds: readonly ViewId[];
  readonly schema: Schema;
  readonly desire: (
    tables: readonly DeclaredTable[],
    views: readonly DeclaredView[],
  ) => Schema;
}

export function declarationOf(
  tables: readonly DeclaredTable[],
  views: readonly DeclaredView[],
  desire: Declaration["desire"],
): Declaration {
  const schema = desire(tables, views);
  return {
    tables,
    views,
    ids: schema.tables,
    viewIds: schema.views,
    schema: inOrder(schema),
    desire,
  };
}

/** The desired schema within the scope: an excluded table is left alone on both sides, with the enum types and extensions that only it needs. */
export function within(
  { tables, views, ids, viewIds, schema, desire }: Declaration,
  keeps: (table: TableId) => boolean,
  keepsView: (view: ViewId) => boolean,
): Schema {
  const kept = tables.filter((_, position) => {
    const id = ids[position];
    return id === undefined || keeps(id);
  });
  const keptViews = views.filter((_, position) => {
    const id = viewIds[position];
    return id === undefined || keepsView(id);
  });
  return kept.length + keptViews.length === tables.length + views.length
    ? schema
    : inOrder(desire(kept, keptViews));
}
