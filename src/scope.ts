// What is looked at: the entities' schemas, without TypeORM's own tables and what somebody excluded.
import type { Scope } from "./dialects/dialect";
import { indexKey, type Territory } from "./metadata/scope";
import { coveredBy } from "./questions/names";
import type { Answers } from "./questions/question";
import { idKey, nameOf } from "./schema/identity";
import type { Schema, TableId } from "./schema/schema";

export interface Filter {
  /** Globs on `table` or `schema.table`: nothing else is looked at. */
  readonly include?: readonly string[];
  /** Globs on `table` or `schema.table`: not looked at. */
  readonly exclude?: readonly string[];
}

/** Elsewhere than in the entities' schemas, only the tables that answers name are looked at: they leave, or they come here. */
export function scopeOf(
  territory: Territory,
  filter: Filter,
  answers: Answers = {},
): Scope {
  const passes = filterOf(filter, territory.ownSchema);
  const named = [
    ...Object.keys(answers.renames ?? {}),
    ...(answers.drops ?? []),
  ];
  const own = new Set(territory.schemas);
  const others = named
    .flatMap(possibleSchemas)
    .filter((schema) => !own.has(schema));
  const foreign = new Set(territory.foreign.map(idKey));
  const mapped = new Set(territory.mapped.map(idKey));
  return {
    schemas: [...own, ...new Set(others)],
    includes: (table) =>
      passes(table) &&
      !foreign.has(idKey(table)) &&
      (own.has(table.schema) || named.some((name) => isAbout(table, name))),
    maps: (table) =>
      mapped.has(idKey(table)) ||
      Object.keys(answers.renames ?? {}).some((name) => isAbout(table, name)),
    includesIndex: (table, index) =>
      !territory.handmadeIndexes.has(indexKey(table, index)),
  };
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

/** The desired schema within the scope: an excluded table is left alone on both sides, with the enum types that only it has. */
export function within(
  schema: Schema,
  keeps: (table: TableId) => boolean,
): Schema {
  const tables = schema.tables.filter(keeps);
  if (tables.length === schema.tables.length) return schema;
  const used = new Set(
    tables.flatMap((table) =>
      table.columns.flatMap(({ enumType }) =>
        enumType ? [idKey(enumType)] : [],
      ),
    ),
  );
  return {
    schemas: schema.schemas.filter((name) =>
      tables.some((table) => table.schema === name),
    ),
    enumTypes: schema.enumTypes.filter((enumType) => used.has(idKey(enumType))),
    tables,
  };
}
