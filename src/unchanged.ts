// What failed because the schema became another one in the meantime is told as that, and not as a fault of the entities.
import type {
  Database,
  Dialect,
  Introspection,
  Scope,
} from "./dialects/dialect";
import { equal } from "./schema/equal";
import { SchemaChangedError } from "./schema/errors";

/**
 * Runs `work`, which rests on what was found. Only when it fails is the schema read again.
 * @throws SchemaChangedError instead of the work's own error, when the schema is another one by then.
 */
export async function unlessChanged<Result>(
  database: Database,
  dialect: Dialect,
  scope: Scope,
  found: Introspection,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SchemaChangedError) throw error;
    const now = await dialect
      .introspect(database, scope)
      .catch(() => undefined);
    if (now === undefined || equal(now.schema, found.schema)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SchemaChangedError(reason, { cause: error });
  }
}
