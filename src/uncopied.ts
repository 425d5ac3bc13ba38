// Rows that a server refuses when it copies their table, though they are there: counted where a change copies it.
import type { Counted, Database, Dialect } from "./dialects/dialect";
import type { UncopiedRows } from "./hazards/hazard";
import type { Operation } from "./operations/operation";
import { originalNames, type Rename } from "./operations/rename";
import { idKey, tableByKey } from "./schema/identity";
import type { Schema } from "./schema/schema";

/** For the first operation of each table that has such rows. `found` is the live schema before the renames. */
export async function uncopiedRows(
  database: Database,
  dialect: Dialect,
  operations: readonly Operation[],
  {
    found,
    renames,
  }: { readonly found: Schema; readonly renames: readonly Rename[] },
): Promise<(operation: Operation) => UncopiedRows | undefined> {
  const { uncopied } = dialect;
  if (uncopied === undefined) return () => undefined;
  const original = originalNames(renames);
  const tables = tableByKey(found);
  const first = new Map<string, { operation: Operation; counted: Counted }>();
  for (const operation of [...renames, ...operations]) {
    if (!("table" in operation)) continue;
    const id = original.table(operation.table);
    const table = tables.get(idKey(id));
    if (table === undefined || first.has(idKey(id))) continue;
    const condition = uncopied.copies(operation, table)
      ? uncopied.rows(table)
      : undefined;
    if (condition !== undefined)
      first.set(idKey(id), { operation, counted: { table: id, condition } });
  }
  const wanted = [...first.values()];
  const counts = await dialect.count(
    database,
    wanted.map(({ counted }) => counted),
  );
  const byOperation = new Map(
    wanted.flatMap(({ operation }, at) => {
      const rows = counts[at];
      return rows === undefined || rows.rows === 0
        ? []
        : [[keyOf(operation), { ...uncopied, count: rows }] as const];
    }),
  );
  return (operation) => byOperation.get(keyOf(operation));
}

/** The operation is another object once it has its answers. */
function keyOf(operation: Operation): string {
  const table = "table" in operation ? idKey(operation.table) : undefined;
  switch (operation.kind) {
    case "alterColumn":
      return JSON.stringify([operation.kind, table, operation.to.name]);
    case "addColumn":
      return JSON.stringify([operation.kind, table, operation.column.name]);
    case "addConstraint":
      return JSON.stringify([operation.kind, table, operation.constraint.name]);
    case "renameColumn":
      return JSON.stringify([operation.kind, table, operation.to]);
    default:
      return JSON.stringify([operation.kind, table]);
  }
}
