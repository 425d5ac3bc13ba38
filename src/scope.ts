// What is looked at: the entities' schemas, without TypeORM's own tables and what somebody excluded.
import type { Scope } from "./dialects/dialect";
import { indexKey, type Territory } from "./metadata/scope";
import { coveredBy } from "./questions/names";
import { idKey, nameOf } from "./schema/identity";
import type { Schema, TableId } from "./schema/schema";

export interface Filter {
  /** Globs on `table` or `schema.table`: nothing else is looked at. */
  readonly include?: readonly string[];
  /** Globs on `table` or `schema.table`: not looked at. */
  readonly exclude?: readonly string[];
}

export function scopeOf(territory: Territory, filter: Filter): Scope {
  const passes = filterOf(filter);
  const foreign = new Set(territory.foreign.map(idKey));
  const mapped = new Set(territory.mapped.map(idKey));
  return {
    schemas: territory.schemas,
    includes: (table) => passes(table) && !foreign.has(idKey(table)),
    maps: (table) => mapped.has(idKey(table)),
    includesIndex: (table, index) =>
      !territory.handmadeIndexes.has(indexKey(table, index)),
  };
}

function filterOf({
  include,
  exclude = [],
}: Filter): (table: TableId) => boolean {
  const included = include === undefined ? undefined : coveredBy(include);
  const excluded = coveredBy(exclude);
  return (table) =>
    (included === undefined || included(nameOf(table)) !== undefined) &&
    excluded(nameOf(table)) === undefined;
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
