// Views that use a column or view, and views on those: what has to be taken down before it can change, and how it is put back.
import { newNames, renamedView } from "../../operations/rename";
import type { Attachment, View, ViewColumn } from "../../schema/schema";
import type { Database, Dependencies, Renaming } from "../dialect";
import { attachments, ownPrivileges } from "./attachments";
import { reads, viewOf, type ViewRow } from "./catalog/views";
import { literal, qualified } from "./quote";
import { reading } from "./reading";
import { definitionsAfter } from "./viewsAfter";

interface DependantRow extends ViewRow {
  readonly schema: string;
  readonly ownSchema: string;
  readonly columns: readonly ViewColumn[];
  readonly attachments: readonly Attachment[];
}

/** As they read after the renames, with all that hangs on them: indexes too are among the attachments. */
export async function dependants(
  database: Database,
  on: Dependencies,
  renaming: Renaming,
): Promise<readonly View[]> {
  if (on.columns.length === 0 && on.views.length === 0) return [];
  const rows = await reading(database, () =>
    database.query<DependantRow>(dependantQuery(on)),
  );
  const found = rows.map((row): View => {
    const local = (schema: string): string | undefined =>
      schema === row.ownSchema ? undefined : schema;
    const schema = local(row.schema);
    return {
      ...(schema === undefined ? {} : { schema }),
      name: row.name,
      ...viewOf(row),
      columns: row.columns,
      indexes: [],
      attachments: {
        to:
          schema === undefined
            ? { name: row.name }
            : { schema, name: row.name },
        statements: row.attachments,
      },
    };
  });
  const definitions = await definitionsAfter(database, found, renaming);
  const names = newNames(renaming.renames);
  return found.map((view, position) => ({
    ...renamedView(view, names),
    definition: definitions[position] ?? view.definition,
  }));
}

// A view's rule depends on the columns it reads.
const dependantQuery = ({ columns, views }: Dependencies): string => `
  WITH RECURSIVE family(relation, name) AS (
    SELECT to_regclass(wanted.relation)::oid, wanted.name::name
      FROM (VALUES ${[
        ...columns.map(
          ({ table, column }) =>
            `(${literal(qualified(table))}, ${literal(column)})`,
        ),
        ...(columns.length === 0 ? ["(NULL, NULL)"] : []),
      ].join(", ")}) AS wanted(relation, name)
    UNION
    SELECT i.inhrelid, family.name FROM family JOIN pg_inherits i ON i.inhparent = family.relation
  ), target AS (
    -- A column of a partition, or of a table that inherits, changes with that of its table.
    SELECT a.attrelid, a.attnum
      FROM family
      JOIN pg_attribute a ON a.attrelid = family.relation AND a.attname = family.name
  ), dependant(oid) AS (
    SELECT r.ev_class
      FROM target t
      JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.attrelid AND d.refobjsubid = t.attnum
                      AND d.classid = 'pg_rewrite'::regclass
      JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class <> t.attrelid
    UNION
    SELECT to_regclass(named.view)::oid
      FROM (VALUES ${
        views.length === 0
          ? "(NULL)"
          : views.map((view) => `(${literal(qualified(view))})`).join(", ")
      }) AS named(view)
    UNION
    SELECT r.ev_class
      FROM dependant
      JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = dependant.oid
                      AND d.classid = 'pg_rewrite'::regclass
      JOIN pg_rewrite r ON r.oid = d.objid AND r.ev_class <> dependant.oid
  )
  SELECT n.nspname AS "schema", current_schema() AS "ownSchema", c.relname AS "name",
         c.relkind = 'm' AS "materialized", c.relispopulated AS "populated",
         pg_get_viewdef(c.oid) AS "definition", c.reloptions AS "parameters",
         (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
            FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0) AS "columns",${reads} AS "reads",${attachments} AS "attachments"
    FROM (SELECT DISTINCT oid FROM dependant) AS found
    JOIN pg_class c ON c.oid = found.oid AND c.relkind IN ('v', 'm')
    JOIN pg_namespace n ON n.oid = c.relnamespace${ownPrivileges}
   ORDER BY n.nspname, c.relname`;
