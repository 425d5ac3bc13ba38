// Views that use a column, and views on those: what has to be taken down before the column can change, and how it is put back.
import type { TableId, View } from "../../schema/schema";
import type { Database } from "../dialect";
import { literal, qualified } from "./quote";

interface ViewRow {
  readonly schema: string | null;
  readonly name: string;
  readonly materialized: boolean;
  readonly definition: string;
  readonly parameters: readonly string[] | null;
  readonly attachments: readonly string[];
}

/** In the order in which they can be dropped: a view before those it reads from. */
export async function dependants(
  database: Database,
  columns: readonly { readonly table: TableId; readonly column: string }[],
): Promise<readonly View[]> {
  if (columns.length === 0) return [];
  const rows = await database.query<ViewRow>(dependantQuery(columns));
  return rows.map((row) => ({
    ...(row.schema === null ? {} : { schema: row.schema }),
    name: row.name,
    materialized: row.materialized,
    definition: withoutSemicolon(row.definition.trim()),
    ...(row.parameters === null ? {} : { parameters: row.parameters }),
    attachments: row.attachments,
  }));
}

const withoutSemicolon = (sql: string): string =>
  sql.endsWith(";") ? sql.slice(0, -1) : sql;

// A view's rule depends on the columns it reads. What hangs on a view is printed by the server as the statements that make it:
// owner, grants, comments, the indexes of a materialized view, triggers, and rules other than the one that is the view.
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
         c.relkind = 'm' AS "materialized", pg_get_viewdef(c.oid) AS "definition", c.reloptions AS "parameters",
         ARRAY(
           SELECT sql FROM (
             SELECT 1 AS part, 1 AS item,
                    format('ALTER %s %s OWNER TO %I', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, c.oid::regclass, pg_get_userbyid(c.relowner)) AS sql
              WHERE c.relowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
             UNION ALL
             SELECT 2, i.indexrelid::int, pg_get_indexdef(i.indexrelid) FROM pg_index i WHERE i.indrelid = c.oid
             UNION ALL
             SELECT 3, o.objsubid,
                    CASE WHEN o.objsubid = 0
                         THEN format('COMMENT ON %s %s IS %L', CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, c.oid::regclass, o.description)
                         ELSE format('COMMENT ON COLUMN %s.%I IS %L', c.oid::regclass, a.attname, o.description) END
               FROM pg_description o
               LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = o.objsubid
              WHERE o.classoid = 'pg_class'::regclass AND o.objoid = c.oid
             UNION ALL
             SELECT 4, row_number() OVER ()::int,
                    format('GRANT %s ON %s TO %s%s', g.privilege_type, c.oid::regclass,
                           CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
                           CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
               FROM aclexplode(c.relacl) g WHERE g.grantee <> c.relowner
             UNION ALL
             SELECT 5, t.oid::int, pg_get_triggerdef(t.oid) FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
             UNION ALL
             SELECT 6, r.oid::int, rtrim(pg_get_ruledef(r.oid), ';') FROM pg_rewrite r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'
           ) AS attachment ORDER BY part, item) AS "attachments"
    FROM (SELECT oid, max(depth) AS depth FROM dependant GROUP BY oid) AS found
    JOIN pg_class c ON c.oid = found.oid AND c.relkind IN ('v', 'm')
    JOIN pg_namespace n ON n.oid = c.relnamespace
   ORDER BY found.depth DESC, n.nspname, c.relname`;
