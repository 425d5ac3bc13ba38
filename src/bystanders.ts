// Tables that are not compared and have foreign keys on ones that are: asked for only where a key changes, goes or may have to stand aside.
import type { Database, Target } from "./dialects/dialect";
import type { Operation } from "./operations/operation";
import { originalNames, renamed, type Rename } from "./operations/rename";
import { idKey, idOf } from "./schema/identity";
import type { Schema, Table, TableId } from "./schema/schema";

/** One for each such foreign key, with nothing but that and its columns, under the names after `renames`. One query at most. */
export async function bystandersOf(
  database: Database,
  { dialect, serverVersion }: Target,
  operations: readonly Operation[],
  renames: readonly Rename[],
  live: Schema,
): Promise<readonly Table[]> {
  const original = originalNames(renames);
  const tables = new Map(
    [
      ...operations.flatMap(changingKey),
      ...(dialect.followsRenames ? [] : renames.flatMap(renamedIn)),
    ].map((table) => {
      const before = original.table(table);
      return [idKey(before), before] as const;
    }),
  );
  const compared = new Set(
    live.tables.map((table) => idKey(original.table(idOf(table)))),
  );
  const found = await dialect.referrers(
    database,
    [...tables.values()],
    serverVersion,
  );
  return renamed(
    {
      schemas: [],
      enumTypes: [],
      tables: found.filter((table) => !compared.has(idKey(table))),
      views: [],
    },
    renames,
  ).tables;
}

/** Where what reads a renamed column is said anew with it, foreign keys on that stand aside. */
const renamedIn = (rename: Rename): TableId[] =>
  rename.kind === "renameColumn" ? [rename.table] : [];

/** The table of which a foreign key may lose what it refers to. */
function changingKey(operation: Operation): TableId[] {
  switch (operation.kind) {
    case "alterColumn":
      return operation.from.type === operation.to.type ? [] : [operation.table];
    case "dropTable":
    case "dropColumn":
      return [operation.table];
    case "dropConstraint":
      return operation.constraint.kind === "primaryKey" ||
        operation.constraint.kind === "unique"
        ? [operation.table]
        : [];
    case "dropIndex":
      return operation.index.unique ? [operation.table] : [];
    default:
      return [];
  }
}
