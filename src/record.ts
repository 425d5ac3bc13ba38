// How TypeORM's record of views and generated columns is kept in step with what a migration does.
import type { Database, Dialect } from "./dialects/dialect";
import type { AlterRecord, Operation, RecordRow } from "./operations/operation";
import { equal } from "./schema/equal";
import { idKey, idOf } from "./schema/identity";
import type { ObjectId, Table, TableId } from "./schema/schema";

/** Reads the record once, if it is asked for at all. */
export function recordIn(
  database: Database & { readonly dialect: Dialect },
  table: TableId,
): () => Promise<readonly RecordRow[]> {
  let reading: Promise<readonly RecordRow[]> | undefined;
  return () => (reading ??= database.dialect.recorded(database, table));
}

/** What the entities would have written down, and what is. */
export interface Record {
  readonly table: TableId;
  /** Not asked for where nothing is touched. */
  readonly desired: () => readonly RecordRow[];
  readonly live: () => Promise<readonly RecordRow[]>;
}

/**
 * The rows of the views and generated columns that the operations touch. Where something is renamed, entities may spell any of them otherwise
 * than before. Nothing where all rows are as they should be.
 */
export async function recordChange(
  operations: readonly Operation[],
  { table, desired: desiredRows, live }: Record,
): Promise<AlterRecord | undefined> {
  const touched = new Set(operations.flatMap(recordedIn).map(idKey));
  const renames = operations.some(isRename);
  if (touched.size === 0 && !renames) return undefined;
  const desired = desiredRows();
  if (touched.size === 0 && desired.length === 0) return undefined;
  const wanted = new Set(desired.map(keyOf));
  const concerns = (row: RecordRow): boolean =>
    touched.has(idKey(subjectOf(row))) || (renames && wanted.has(keyOf(row)));
  const before = (await live()).filter(concerns);
  const after = desired.filter(concerns);
  const [known, next] = [byKey(before), byKey(after)];
  const from = before.filter((row) => !equal(row, next.get(keyOf(row))));
  const to = after.filter((row) => !equal(row, known.get(keyOf(row))));
  return from.length + to.length === 0
    ? undefined
    : { kind: "alterRecord", table, from, to };
}

/** The view, or the table that a generated column is in. */
const subjectOf = ({ schema, table, name }: RecordRow): ObjectId =>
  idOf({ ...(schema === undefined ? {} : { schema }), name: table ?? name });

const keyOf = ({ type, schema, table, name }: RecordRow): string =>
  JSON.stringify([type === "GENERATED_COLUMN", schema, table, name]);

const byKey = (rows: readonly RecordRow[]): ReadonlyMap<string, RecordRow> =>
  new Map(rows.map((row) => [keyOf(row), row]));

/** A label or an enum type stands in expressions as a column does. */
const isRename = ({ kind }: Operation): boolean =>
  kind === "renameTable" ||
  kind === "renameColumn" ||
  kind === "renameView" ||
  kind === "renameEnumLabel" ||
  kind === "renameEnumType";

/** The views and tables about which something may be written down otherwise afterwards. */
function recordedIn(operation: Operation): ObjectId[] {
  switch (operation.kind) {
    case "createView":
    case "dropView":
      return [idOf(operation.view)];
    case "alterView":
      return [idOf(operation.to)];
    case "renameView":
    case "renameTable":
      return [operation.from, operation.to];
    case "renameColumn":
      return [operation.table];
    case "createTable":
    case "dropTable":
      return hasGenerated(operation.table) ? [idOf(operation.table)] : [];
    case "addColumn":
    case "dropColumn":
      return operation.column.generation?.kind === "expression"
        ? [operation.table]
        : [];
    case "alterColumn":
      return [operation.from, operation.to].some(
        ({ generation }) => generation?.kind === "expression",
      )
        ? [operation.table]
        : [];
    default:
      return [];
  }
}

const hasGenerated = ({ columns }: Table): boolean =>
  columns.some(({ generation }) => generation?.kind === "expression");
