// Foreign keys on certain tables, wherever they come from: a key is not changed behind the back of a table that nobody maps.
import type { Table, TableId } from "../../schema/schema";
import type { Database } from "../dialect";
import {
  constraintOf,
  referenceRow,
  type ConstraintRow,
} from "./catalog/constraints";
import { literal, qualified } from "./quote";

interface ReferrerRow extends ConstraintRow {
  readonly oid: number;
  readonly schema: string | null;
  readonly table: string;
  /** The columns of the key, named by their place in `attnums`. */
  readonly attnums: readonly number[];
  readonly columns: readonly string[];
  readonly types: readonly string[];
}

/** Tables with nothing but foreign keys on the given ones, and the columns of those; a table is there once for each. */
export async function referrers(
  database: Database,
  tables: readonly TableId[],
  serverVersion: number,
): Promise<readonly Table[]> {
  if (tables.length === 0) return [];
  const rows = await database.query<ReferrerRow>(
    referrerQuery(tables, serverVersion),
  );
  return rows.map(tableOf);
}

function tableOf(row: ReferrerRow): Table {
  const columnAt = (attnum: number): string =>
    row.columns[row.attnums.indexOf(attnum)] ?? "";
  const foreignKey = constraintOf(
    row,
    row.oid,
    () => columnAt,
    (schema) => (schema === "" ? undefined : schema),
  );
  return {
    ...(row.schema === null ? {} : { schema: row.schema }),
    name: row.table,
    columns: row.columns.map((name, position) => ({
      name,
      type: row.types[position] ?? "",
      nullable: true,
    })),
    uniques: [],
    checks: [],
    exclusions: [],
    foreignKeys: foreignKey.kind === "foreignKey" ? [foreignKey] : [],
    indexes: [],
  };
}

const referrerQuery = (tables: readonly TableId[], version: number): string => `
  SELECT NULLIF(n.nspname, current_schema()) AS "schema", c.relname AS "table", c.oid::int8::float8 AS "oid",
         con.conname AS "name", con.contype, con.conkey::int[] AS "conkey", con.conkey::int[] AS "attnums",
         ARRAY(SELECT a.attname::text FROM unnest(con.conkey) WITH ORDINALITY k(attnum, position)
                 JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum
                ORDER BY k.position) AS "columns",
         ARRAY(SELECT format_type(a.atttypid, NULL) FROM unnest(con.conkey) WITH ORDINALITY k(attnum, position)
                 JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum
                ORDER BY k.position) AS "types",
         NULL AS "expression", ${referenceRow("COALESCE(NULLIF(fn.nspname, current_schema()), '')", version)} AS "reference",
         json_build_object('condeferrable', con.condeferrable, 'condeferred', con.condeferred, 'convalidated', con.convalidated,
                           'comment', d.description) AS "unusual"
    FROM pg_constraint con
    JOIN pg_class c ON c.oid = con.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class f ON f.oid = con.confrelid
    JOIN pg_namespace fn ON fn.oid = f.relnamespace
    LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = con.oid AND d.objsubid = 0
   WHERE con.contype = 'f' AND con.conparentid = 0
     AND con.confrelid IN (${tables.map((table) => `to_regclass(${literal(qualified(table))})`).join(", ")})
   ORDER BY n.nspname, c.relname, con.conname`;
