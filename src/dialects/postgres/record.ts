// What TypeORM wrote down about views and generated columns in this database.
import type { RecordRow } from "../../operations/operation";
import type { TableId } from "../../schema/schema";
import type { Database } from "../dialect";
import { literal, qualified } from "./quote";

interface Row {
  readonly type: RecordRow["type"];
  readonly schema: string | null;
  readonly table: string | null;
  readonly name: string;
  readonly value: string;
}

/** Nothing where the table is missing or may not be read. Rows of other databases have been copied along with a dump, and mean nothing here. */
export async function recorded(
  database: Database,
  table: TableId,
): Promise<readonly RecordRow[]> {
  // NULL where there is no such table.
  const [found] = await database.query<{ readonly readable: boolean | null }>(
    `SELECT has_table_privilege(to_regclass(${literal(qualified(table))}), 'SELECT') AS "readable"`,
  );
  if (found?.readable !== true) return [];
  const rows = await database.query<Row>(recordQuery(table));
  return rows.map((row) => ({
    type: row.type,
    ...(row.schema === null ? {} : { schema: row.schema }),
    ...(row.table === null ? {} : { table: row.table }),
    name: row.name,
    value: row.value,
  }));
}

const recordQuery = (table: TableId): string => `
  SELECT "type", NULLIF("schema", current_schema()) AS "schema", "table", "name", COALESCE("value", '') AS "value"
    FROM ${qualified(table)}
   WHERE "type" IN ('VIEW', 'MATERIALIZED_VIEW')
      OR "type" = 'GENERATED_COLUMN' AND "database" = current_database()
   ORDER BY "type", "schema", "table", "name"`;
