// pg_index: the indexes that no constraint owns.
import type { Index, IndexKey } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { marks, marksOf, type MarkRow } from "./marks";

export interface IndexRow {
  readonly tableOid: number;
  readonly name: string;
  readonly unique: boolean;
  readonly method: string;
  /** attnum of each key and included column; 0 for an expression. */
  readonly attnums: readonly number[];
  readonly keyCount: number;
  /** Bit 1: DESC, bit 2: NULLS FIRST. */
  readonly options: readonly number[];
  /** Each key as text; only where one is an expression. */
  readonly expressions: readonly string[] | null;
  /** Where it is not the default for the type; NULL where all are. */
  readonly operatorClasses: readonly (string | null)[] | null;
  /** Where it is not the column's, or an expression's is not the database's. */
  readonly collations: readonly (string | null)[];
  readonly predicate: string | null;
  readonly nullsNotDistinct: boolean;
  readonly comment: string | null;
  readonly statistics: readonly string[] | null;
  /** False of one that CREATE INDEX CONCURRENTLY left half built. On a partitioned table it only means that a partition lacks its part. */
  readonly valid: boolean;
  readonly marks: MarkRow | null;
}

/** What NULLS NOT DISTINCT says in pg_index, which has it since 15. */
export const nullsNotDistinct = (version: number): string =>
  version >= 150000 ? "i.indnullsnotdistinct" : "false";

// A class is looked up only for an index that has an unusual one, and a collation by its own index: joined, each index of the schema
// would scan both catalogs.
const indexQuery = (schemas: string, version: number): string => `
  SELECT i.indrelid::int8::float8 AS "tableOid", x.relname AS "name", i.indisunique AS "unique", am.amname AS "method",
         string_to_array(i.indkey::text, ' ')::int[] AS "attnums", i.indnkeyatts::int AS "keyCount",
         string_to_array(i.indoption::text, ' ')::int[] AS "options",
         CASE WHEN i.indexprs IS NOT NULL THEN ARRAY(
           SELECT pg_get_indexdef(i.indexrelid, k, false) FROM generate_series(1, i.indnkeyatts) k ORDER BY k) END AS "expressions",
         CASE WHEN i.indclass::oid[] && ARRAY(SELECT oid FROM pg_opclass WHERE NOT opcdefault)
                OR i.indexrelid IN (SELECT attrelid FROM pg_attribute WHERE attoptions IS NOT NULL) THEN ARRAY(
           SELECT CASE WHEN NOT o.opcdefault OR xa.attoptions IS NOT NULL THEN
                    CASE WHEN pg_opclass_is_visible(o.oid) THEN '' ELSE quote_ident(nc.nspname) || '.' END
                    || quote_ident(o.opcname) || COALESCE(' (' || array_to_string(xa.attoptions, ', ') || ')', '') END
             FROM unnest(i.indclass) WITH ORDINALITY k(oid, position)
             JOIN pg_opclass o ON o.oid = k.oid
             JOIN pg_namespace nc ON nc.oid = o.opcnamespace
             JOIN pg_attribute xa ON xa.attrelid = i.indexrelid AND xa.attnum = k.position
            ORDER BY k.position) END AS "operatorClasses",
         ARRAY(SELECT (SELECT CASE WHEN pg_collation_is_visible(co.oid) THEN '' ELSE quote_ident(nc.nspname) || '.' END || quote_ident(co.collname)
                         FROM pg_collation co JOIN pg_namespace nc ON nc.oid = co.collnamespace
                        WHERE co.oid = k.oid
                          AND k.oid <> COALESCE((SELECT a.attcollation FROM pg_attribute a
                                                  WHERE a.attrelid = i.indrelid AND a.attnum = NULLIF(i.indkey[k.position - 1], 0)),
                                                (SELECT typcollation FROM pg_type WHERE oid = 'text'::regtype)))
                 FROM unnest(i.indcollation) WITH ORDINALITY k(oid, position)
                ORDER BY k.position) AS "collations",
         pg_get_expr(i.indpred, i.indrelid) AS "predicate",
         ${nullsNotDistinct(version)} AS "nullsNotDistinct",
         d.description AS "comment",
         CASE WHEN i.indexprs IS NOT NULL THEN (
           SELECT array_agg(format('ALTER COLUMN %s SET STATISTICS %s', xa.attnum, xa.attstattarget) ORDER BY xa.attnum)
             FROM pg_attribute xa
            WHERE xa.attrelid = i.indexrelid AND xa.attstattarget >= 0) END AS "statistics",
         i.indisvalid OR x.relkind = 'I' AS "valid",
         ${marks} AS "marks"
    FROM pg_index i
    JOIN pg_class x ON x.oid = i.indexrelid
    JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_am am ON am.oid = x.relam
    LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = i.indexrelid AND d.objsubid = 0
   WHERE n.nspname IN (${schemas}) AND c.relkind IN ('r', 'p')
     AND NOT EXISTS (SELECT FROM pg_constraint con
                      WHERE con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x'))
   ORDER BY i.indrelid, x.relname`;

export async function readIndexes(
  database: Database,
  schemas: string,
  version: number,
): Promise<readonly IndexRow[]> {
  return database.query<IndexRow>(indexQuery(schemas, version));
}

/** One row → the index; `columnAt` names the table's column with that attnum. */
export function indexOf(
  row: IndexRow,
  columnAt: (attnum: number) => string,
): Index {
  const included = row.attnums.slice(row.keyCount).map(columnAt);
  return {
    name: row.name,
    unique: row.unique,
    method: row.method,
    keys: row.attnums
      .slice(0, row.keyCount)
      .map((attnum, position) => keyOf(row, attnum, position, columnAt)),
    ...(included.length === 0 ? {} : { include: included }),
    ...(row.predicate === null ? {} : { predicate: row.predicate }),
    ...(row.nullsNotDistinct ? { nullsNotDistinct: true } : {}),
    ...(row.comment === null ? {} : { comment: row.comment }),
    ...(row.statistics === null ? {} : { statistics: row.statistics }),
    ...(row.valid ? {} : { invalid: true }),
    ...marksOf(row.marks),
  };
}

function keyOf(
  row: IndexRow,
  attnum: number,
  position: number,
  columnAt: (attnum: number) => string,
): IndexKey {
  const option = row.options[position] ?? 0;
  const descending = (option & 1) !== 0;
  const nullsFirst = (option & 2) !== 0;
  const collation = row.collations[position] ?? null;
  const operatorClass = row.operatorClasses?.[position] ?? null;
  return {
    ...(attnum === 0
      ? { expression: row.expressions?.[position] ?? "" }
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
