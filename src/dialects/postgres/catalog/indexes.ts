// pg_index: the indexes that no constraint owns.
import type { Index, IndexKey } from "../../../schema/schema";
import { isMarked, marks, marksOf, type MarkRow } from "./marks";
import { namespaces } from "./tables";

export interface IndexRow {
  readonly name: string;
  readonly unique: boolean;
  readonly method: string;
  /** attnum of each key and included column; 0 for an expression. */
  readonly attnums: readonly number[];
  readonly keyCount: number;
  /** Bit 1: DESC, bit 2: NULLS FIRST. */
  readonly options: readonly number[];
  /** NULL for the most part. */
  readonly unusual: Unusual | null;
}

/** What few indexes have. */
interface Unusual {
  /** Each key as text; only where one is an expression. */
  readonly expressions: readonly string[] | null;
  /** Where it is not the default for the type; NULL where all are. */
  readonly operatorClasses: readonly (string | null)[] | null;
  /** Where it is not the column's, or an expression's is not the database's; NULL where all are. */
  readonly collations: readonly (string | null)[] | null;
  readonly predicate: string | null;
  readonly nullsNotDistinct: boolean;
  readonly comment: string | null;
  /** Of its expressions. */
  readonly statistics: readonly string[] | null;
  /** False of one that CREATE INDEX CONCURRENTLY left half built. On a partitioned table it only means that a partition lacks its part. */
  readonly valid: boolean;
  readonly marks: MarkRow | null;
}

/** The oid of "default", which stands for the database's own collation (pg_collation.dat; as fixed as a type's). */
const databaseCollation = 100;

/** What NULLS NOT DISTINCT says in pg_index, which has it since 15. */
export const nullsNotDistinct = (version: number): string =>
  version >= 150000 ? "i.indnullsnotdistinct" : "false";

// Classes and collations are looked up only for an index that has an unusual one.
export const indexQuery = (schemas: string, version: number): string => `
  SELECT i.indrelid AS "tableOid", "row"
    FROM pg_index i
    JOIN pg_class x ON x.oid = i.indexrelid
    JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_am am ON am.oid = x.relam
    LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = i.indexrelid AND d.objsubid = 0
   CROSS JOIN LATERAL (
      SELECT i.indclass::oid[] && ARRAY(SELECT oid FROM pg_opclass WHERE NOT opcdefault)
               OR i.indexrelid IN (SELECT attrelid FROM pg_attribute WHERE attoptions IS NOT NULL) AS "classes",
             NOT i.indcollation::oid[] <@ ARRAY[0, ${databaseCollation}]::oid[]
               OR i.indrelid IN (SELECT attrelid FROM pg_attribute WHERE attcollation NOT IN (0, ${databaseCollation})) AS "collations"
   ) AS has
   CROSS JOIN LATERAL (
      SELECT x.relname AS "name", i.indisunique AS "unique", am.amname AS "method",
             i.indkey::int2[] AS "attnums", i.indnkeyatts AS "keyCount", i.indoption::int2[] AS "options",
             CASE WHEN has."classes" OR has."collations" OR i.indexprs IS NOT NULL OR i.indpred IS NOT NULL
                       OR ${nullsNotDistinct(version)} OR d.objoid IS NOT NULL OR ${isMarked}
                       OR NOT i.indisvalid AND x.relkind <> 'I' THEN json_build_object(
               'expressions', CASE WHEN i.indexprs IS NOT NULL THEN ARRAY(
                 SELECT pg_get_indexdef(i.indexrelid, k, false) FROM generate_series(1, i.indnkeyatts) k ORDER BY k) END,
               'operatorClasses', CASE WHEN has."classes" THEN ARRAY(
                 SELECT CASE WHEN NOT o.opcdefault OR xa.attoptions IS NOT NULL THEN
                          CASE WHEN pg_opclass_is_visible(o.oid) THEN '' ELSE quote_ident(nc.nspname) || '.' END
                          || quote_ident(o.opcname) || COALESCE(' (' || array_to_string(xa.attoptions, ', ') || ')', '') END
                   FROM unnest(i.indclass) WITH ORDINALITY k(oid, position)
                   JOIN pg_opclass o ON o.oid = k.oid
                   JOIN pg_namespace nc ON nc.oid = o.opcnamespace
                   JOIN pg_attribute xa ON xa.attrelid = i.indexrelid AND xa.attnum = k.position
                  ORDER BY k.position) END,
               'collations', CASE WHEN has."collations" THEN ARRAY(
                 SELECT (SELECT CASE WHEN pg_collation_is_visible(co.oid) THEN '' ELSE quote_ident(nc.nspname) || '.' END || quote_ident(co.collname)
                           FROM pg_collation co JOIN pg_namespace nc ON nc.oid = co.collnamespace
                          WHERE co.oid = k.oid
                            AND k.oid <> COALESCE((SELECT a.attcollation FROM pg_attribute a
                                                    WHERE a.attrelid = i.indrelid AND a.attnum = NULLIF(i.indkey[k.position - 1], 0)),
                                                  ${databaseCollation}))
                   FROM unnest(i.indcollation) WITH ORDINALITY k(oid, position)
                  ORDER BY k.position) END,
               'predicate', pg_get_expr(i.indpred, i.indrelid), 'nullsNotDistinct', ${nullsNotDistinct(version)},
               'comment', d.description,
               'statistics', CASE WHEN i.indexprs IS NOT NULL THEN (
                 SELECT json_agg(format('ALTER COLUMN %s SET STATISTICS %s', xa.attnum, xa.attstattarget) ORDER BY xa.attnum)
                   FROM pg_attribute xa
                  WHERE xa.attrelid = i.indexrelid AND xa.attstattarget >= 0) END,
               'valid', i.indisvalid OR x.relkind = 'I', 'marks', ${marks}) END AS "unusual"
   ) AS "row"
   WHERE c.relnamespace = ANY (${namespaces(schemas)}) AND c.relkind IN ('r', 'p', 'm')
     AND NOT EXISTS (SELECT FROM pg_constraint con
                      WHERE con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x'))`;

/** One row → the index; `columnAt` names the table's column with that attnum. */
export function indexOf(
  row: IndexRow,
  columnAt: (attnum: number) => string,
): Index {
  const included = row.attnums.slice(row.keyCount).map(columnAt);
  const {
    predicate = null,
    nullsNotDistinct: notDistinct = false,
    comment = null,
    statistics = null,
    valid = true,
    marks: set = null,
  } = row.unusual ?? {};
  return {
    name: row.name,
    unique: row.unique,
    method: row.method,
    keys: row.attnums
      .slice(0, row.keyCount)
      .map((attnum, position) => keyOf(row, attnum, position, columnAt)),
    ...(included.length === 0 ? {} : { include: included }),
    ...(predicate === null ? {} : { predicate }),
    ...(notDistinct ? { nullsNotDistinct: true } : {}),
    ...(comment === null ? {} : { comment }),
    ...(statistics === null ? {} : { statistics }),
    ...(valid ? {} : { invalid: true }),
    ...marksOf(set),
  };
}

function keyOf(
  row: IndexRow,
  attnum: number,
  position: number,
  columnAt: (attnum: number) => string,
): IndexKey {
  const option = row.options[position] ?? 0;
  if (row.unusual === null && option === 0) return { column: columnAt(attnum) };
  const descending = (option & 1) !== 0;
  const nullsFirst = (option & 2) !== 0;
  const { expressions, collations, operatorClasses } = row.unusual ?? {};
  const collation = collations?.[position] ?? null;
  const operatorClass = operatorClasses?.[position] ?? null;
  return {
    ...(attnum === 0
      ? { expression: expressions?.[position] ?? "" }
      : { column: columnAt(attnum) }),
    ...(collation === null ? {} : { collation }),
    ...(operatorClass === null ? {} : { operatorClass }),
    ...(descending ? { descending: true as const } : {}),
    // NULLS FIRST goes without saying for DESC, and NULLS LAST for ASC.
    ...(nullsFirst === descending
      ? {}
      : { nulls: nullsFirst ? ("FIRST" as const) : ("LAST" as const) }),
  };
}
