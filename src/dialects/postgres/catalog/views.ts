// What the catalogs know of a view: its query, and what it reads.
import type { View, ViewColumn, ViewRead } from "../../../schema/schema";
import { queryText } from "../../../schema/views";
import type { ColumnRow } from "./columns";

/** What a view's row says, of whatever query it came from. */
export interface ViewRow {
  readonly name: string;
  readonly materialized: boolean;
  readonly populated: boolean;
  readonly definition: string;
  readonly parameters: readonly string[] | null;
  readonly reads: readonly ReadRow[];
}

export interface ReadRow {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly temporary: boolean;
  /** In the connection's own schema. */
  readonly local: boolean;
  readonly groupsByKey: boolean;
  readonly heirs: readonly HeirRow[] | null;
}

interface HeirRow {
  readonly schema: string;
  readonly name: string;
  readonly local: boolean;
}

/**
 * For pg_class `c`, as JSON: the relations that its rule depends on, which of their columns, and whether on their primary keys. What reads a
 * partition, or a table that inherits, has those columns from the tables above: they change together.
 */
export const reads = `
         (SELECT COALESCE(json_agg(json_build_object('schema', read.nspname, 'name', read.relname, 'columns', read.columns,
                                                     'temporary', read.temporary, 'local', read.nspname = current_schema(), 'heirs', read.heirs,
                                                     'groupsByKey', read.oid IN (
                                                       SELECT con.conrelid
                                                         FROM pg_rewrite kr
                                                         JOIN pg_depend kd ON kd.classid = 'pg_rewrite'::regclass AND kd.objid = kr.oid
                                                              AND kd.refclassid = 'pg_constraint'::regclass
                                                         JOIN pg_constraint con ON con.oid = kd.refobjid
                                                        WHERE kr.ev_class = c.oid AND kr.rulename = '_RETURN'))
                                   ORDER BY read.nspname, read.relname), '[]')
            FROM (SELECT rn.nspname, rc.oid, rc.relname, rc.relpersistence = 't' AS temporary,
                         array_remove(array_agg(DISTINCT part.name ORDER BY part.name), NULL) AS columns,
                         jsonb_agg(DISTINCT jsonb_build_object('schema', hn.nspname, 'name', hc.relname, 'local', hn.nspname = current_schema()))
                           FILTER (WHERE hc.oid IS NOT NULL) AS heirs
                    FROM pg_rewrite rr
                    JOIN pg_depend rd ON rd.classid = 'pg_rewrite'::regclass AND rd.objid = rr.oid AND rd.refclassid = 'pg_class'::regclass
                    LEFT JOIN pg_attribute ra ON ra.attrelid = rd.refobjid AND ra.attnum = rd.refobjsubid AND ra.attnum > 0
                    JOIN LATERAL (
                      SELECT rd.refobjid AS relation, ra.attname::text AS name
                      UNION ALL
                      SELECT above.relation, above.name
                        FROM (WITH RECURSIVE line(relation) AS (
                                SELECT i.inhparent FROM pg_inherits i WHERE i.inhrelid = rd.refobjid
                                UNION
                                SELECT i.inhparent FROM line JOIN pg_inherits i ON i.inhrelid = line.relation)
                              SELECT line.relation, pa.attname::text AS name
                                FROM line JOIN pg_attribute pa ON pa.attrelid = line.relation AND pa.attname = ra.attname) AS above
                    ) AS part ON true
                    JOIN pg_class rc ON rc.oid = part.relation
                    JOIN pg_namespace rn ON rn.oid = rc.relnamespace
                    LEFT JOIN pg_class hc ON hc.oid = rd.refobjid AND hc.oid <> rc.oid
                    LEFT JOIN pg_namespace hn ON hn.oid = hc.relnamespace
                   WHERE rr.ev_class = c.oid AND rr.rulename = '_RETURN' AND rd.refobjid <> c.oid
                   GROUP BY rn.nspname, rc.oid, rc.relname, rc.relpersistence) AS read)`;

/** The fields of the view that do not need more than its row. */
export function viewOf(
  row: ViewRow,
): Omit<View, "schema" | "name" | "indexes"> {
  return {
    materialized: row.materialized,
    definition: queryText(row.definition),
    ...(row.parameters === null ? {} : { parameters: row.parameters }),
    ...(row.populated ? {} : { unpopulated: true }),
    reads: row.reads.map(readOf),
  };
}

/** In the order in which they are selected. */
export function viewColumnsOf(rows: readonly ColumnRow[]): ViewColumn[] {
  return [...rows]
    .sort((a, b) => a.number - b.number)
    .map(({ name, type, unusual }) => {
      const collation = unusual?.collation ?? null;
      return { name, type, ...(collation === null ? {} : { collation }) };
    });
}

/** What stands in for a table has its name alone. */
export function readOf(row: ReadRow): ViewRead {
  const { schema, name, columns, heirs } = row;
  return {
    ...(row.local || row.temporary ? {} : { schema }),
    name,
    columns,
    ...(row.groupsByKey ? { groupsByKey: true } : {}),
    ...(heirs === null
      ? {}
      : {
          heirs: heirs.map((heir) => ({
            ...(heir.local ? {} : { schema: heir.schema }),
            name: heir.name,
          })),
        }),
  };
}
