// Views that use a column, and views on those: what has to be taken down before the column can change, and how it is put back.
import type { Rename } from "../../operations/rename";
import type { TableId, View } from "../../schema/schema";
import type { Database } from "../dialect";
import { attachments } from "./attachments";
import { literal, qualified } from "./quote";
import { reading } from "./reading";
import { definitionsAfter } from "./viewsAfter";

interface ViewRow {
  readonly schema: string | null;
  readonly name: string;
  readonly materialized: boolean;
  readonly populated: boolean;
  readonly definition: string;
  readonly parameters: readonly string[] | null;
  readonly attachments: readonly string[];
}

/** In the order in which they can be dropped: a view before those it reads from. */
export async function dependants(
  database: Database,
  columns: readonly { readonly table: TableId; readonly column: string }[],
  renames: readonly Rename[] = [],
): Promise<readonly View[]> {
  if (columns.length === 0) return [];
  const rows = await reading(database, () =>
    database.query<ViewRow>(dependantQuery(columns)),
  );
  const definitions = await definitionsAfter(
    database,
    rows.map((row) => ({
      ...row,
      definition: withoutSemicolon(row.definition.trim()),
    })),
    renames,
  );
  return rows.map((row, position) => ({
    ...(row.schema === null ? {} : { schema: row.schema }),
    name: row.name,
    materialized: row.materialized,
    definition: `${withoutSemicolon((definitions[position] ?? row.definition).trim())}${row.populated ? "" : "\nWITH NO DATA"}`,
    ...(row.parameters === null ? {} : { parameters: row.parameters }),
    attachments: row.attachments,
  }));
}

const withoutSemicolon = (sql: string): string =>
  sql.endsWith(";") ? sql.slice(0, -1) : sql;

// A view's rule depends on the columns it reads.
const dependantQuery = (
  columns: readonly { readonly table: TableId; readonly column: string }[],
): string => `
  WITH RECURSIVE target AS (
    SELECT a.attrelid, a.attnum
      FROM (VALUES ${columns
        .map(
          ({ table, column }) =>
            `(${literal(qualified(table))}, ${literal(column)})`,
        )
        .join(", ")}) AS wanted(relation, name)
      JOIN pg_attribute a ON a.attrelid = to_regclass(wanted.relation) AND a.attname = wanted.name
  ), dependant(oid, depth) AS (
    SELECT r.ev_class, 1
      FROM target t
      JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.attrelid AND d.refobjsubid = t.attnum
                      AND d.classid = 'pg_rewrite'::regclass
      JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class <> t.attrelid
    UNION
    SELECT r.ev_class, dependant.depth + 1
      FROM dependant
      JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = dependant.oid
                      AND d.classid = 'pg_rewrite'::regclass
      JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class <> dependant.oid
  )
  SELECT CASE WHEN n.nspname <> current_schema() THEN n.nspname END AS "schema", c.relname AS "name",
         c.relkind = 'm' AS "materialized", c.relispopulated AS "populated",
         pg_get_viewdef(c.oid) AS "definition", c.reloptions AS "parameters",${attachments} AS "attachments"
    FROM (SELECT oid, max(depth) AS depth FROM dependant GROUP BY oid) AS found
    JOIN pg_class c ON c.oid = found.oid AND c.relkind IN ('v', 'm')
    JOIN pg_namespace n ON n.oid = c.relnamespace
   ORDER BY found.depth DESC, n.nspname, c.relname`;
