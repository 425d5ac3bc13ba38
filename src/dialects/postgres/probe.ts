// Asks the server how it prints what was typed: temporary objects in a transaction that is rolled back.
import type { Database } from "../dialect";
import { exclusionExpression } from "./catalog/constraints";
import { explained, isLockTimeout, patience } from "./reading";

/** How the server prints one probed column, constraint or index. */
export interface Printed {
  /** Of a column. */
  readonly type: string | null;
  /** A column's default or generation expression, a check's condition, what follows EXCLUDE. */
  readonly expression: string | null;
  /** The keys of an index. */
  readonly keys: readonly string[] | null;
}

/** Every probe table, column, constraint and index is named so, with a number behind it. */
export const probeName = (number: number): string =>
  `typeorm_autogenerate_${number}`;

interface PrintedRow {
  readonly name: string;
  readonly type: string | null;
  readonly expression: string | null;
  readonly exclusion: string | null;
  readonly keys: readonly string[] | null;
}

// The index of an exclusion bears its name, and says less.
const readBackQuery = `
  WITH probe AS (
    SELECT oid, relname, relkind FROM pg_class WHERE relnamespace = pg_my_temp_schema()
  )
  SELECT a.attname AS "name", format_type(a.atttypid, a.atttypmod) AS "type",
         pg_get_expr(d.adbin, d.adrelid) AS "expression", NULL AS "exclusion", NULL::text[] AS "keys"
    FROM probe p
    JOIN pg_attribute a ON a.attrelid = p.oid AND a.attnum > 0
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE p.relkind = 'r'
  UNION ALL
  SELECT con.conname, NULL, pg_get_expr(con.conbin, con.conrelid),
         CASE con.contype WHEN 'x' THEN pg_get_constraintdef(con.oid) END, NULL
    FROM probe p
    JOIN pg_constraint con ON con.conrelid = p.oid AND con.contype IN ('c', 'x')
  UNION ALL
  SELECT p.relname, NULL, NULL, NULL,
         ARRAY(SELECT pg_get_indexdef(p.oid, k, false) FROM generate_series(1, i.indnkeyatts) k ORDER BY k)
    FROM probe p
    JOIN pg_index i ON i.indexrelid = p.oid AND NOT i.indisexclusion`;

/**
 * Runs the definitions, reads back what the server made of them, and takes everything back.
 * Gives what was printed by name; names other than `probeName`s are those of ordinary columns.
 * @throws LockedError when another session keeps something under a lock.
 */
export async function printed(
  database: Database,
  definitions: readonly string[],
): Promise<ReadonlyMap<string, Printed>> {
  try {
    return await printedAndUndone(database, definitions);
  } catch (error) {
    throw isLockTimeout(error) ? await explained(database, error) : error;
  }
}

async function printedAndUndone(
  database: Database,
  definitions: readonly string[],
): Promise<ReadonlyMap<string, Printed>> {
  try {
    await database.query(["BEGIN", patience, ...definitions].join(";\n"));
    const rows = await database.query<PrintedRow>(readBackQuery);
    return new Map(
      rows.map(({ name, type, expression, exclusion, keys }) => [
        name,
        {
          type,
          expression:
            exclusion === null
              ? expression
              : exclusionExpression({
                  exclusion,
                  condeferrable: false,
                  condeferred: false,
                }),
          keys,
        },
      ]),
    );
  } finally {
    await database.query("ROLLBACK");
  }
}

/** Whether the role, or the server, lets us make no temporary objects: insufficient_privilege, read_only_sql_transaction. */
export function isForbidden(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === "42501" || code === "25006";
}
