// New tables that stand under the same name in a schema that no entity maps any more: it may be the one that the entities left.
import type { Database, Dialect, Scope } from "./dialects/dialect";
import type { Namesake } from "./questions/facts";
import type { Operation } from "./operations/operation";
import { idKey } from "./schema/identity";
import type { TableId } from "./schema/schema";

/** In more of them than that, each tenant has a schema, and none is another's former one. */
const mostSchemas = 3;

/** One query where a table comes, and none where none does; more only where there are some. */
export async function namesakesOf(
  database: Database,
  dialect: Dialect,
  scope: Scope,
  operations: readonly Operation[],
): Promise<readonly Namesake[]> {
  const ids = await elsewhere(database, dialect, scope, operations);
  const schemas = [...new Set(ids.map(({ schema }) => schema))];
  if (schemas.length === 0 || schemas.length > mostSchemas) return [];
  const wanted = new Set(ids.map(idKey));
  const { schema } = await dialect.introspect(database, {
    ...scope,
    schemas,
    includes: (table) => wanted.has(idKey(table)),
    includesView: () => false,
    takesOver: (table) => wanted.has(idKey(table)),
  });
  const counts = await dialect.count(
    database,
    schema.tables.map((table) => ({ table })),
  );
  return schema.tables.map((table, position) => ({
    table,
    count: counts[position],
  }));
}

async function elsewhere(
  database: Database,
  dialect: Dialect,
  scope: Scope,
  operations: readonly Operation[],
): Promise<readonly TableId[]> {
  const coming = operations.flatMap((operation) =>
    operation.kind === "createTable" ? [operation.table] : [],
  );
  if (coming.length === 0 || dialect.namesakes === undefined) return [];
  const found = await dialect.namesakes(database, coming);
  return found.filter((id) => scope.isElsewhere(id));
}
