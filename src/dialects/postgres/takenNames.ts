// pg_class: the names of a schema, which tables share with indexes, sequences and views, whoever made them.
import type { Database, TakenName } from "../dialect";
import { namespaces, schemaList } from "./catalog/tables";

interface NameRow {
  /** NULL for the connection's own, as in the next. */
  readonly schema: string | null;
  readonly name: string;
  readonly of: { readonly schema: string | null; readonly name: string } | null;
}

/** One query. */
export async function takenNames(
  database: Database,
  schemas: readonly (string | undefined)[],
): Promise<readonly TakenName[]> {
  const rows = await database.query<NameRow>(nameQuery(schemaList(schemas)));
  return rows.map(({ of, ...row }) => ({
    ...idOf(row),
    ...(of === null ? {} : { of: idOf(of) }),
  }));
}

const idOf = ({ schema, name }: Omit<NameRow, "of">) =>
  schema === null ? { name } : { schema, name };

// A sequence goes along with the table of the column that owns it.
const nameQuery = (schemas: string): string => `
  SELECT NULLIF(n.nspname, current_schema()) AS "schema", c.relname AS "name",
         CASE WHEN t.oid IS NOT NULL THEN json_build_object('schema', NULLIF(tn.nspname, current_schema()), 'name', t.relname) END AS "of"
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index i ON i.indexrelid = c.oid
    LEFT JOIN pg_depend d ON c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid
                         AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
    LEFT JOIN pg_class t ON t.oid = COALESCE(i.indrelid, d.refobjid)
    LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
   WHERE c.relnamespace = ANY (${namespaces(schemas)})
   ORDER BY n.nspname, c.relname`;
