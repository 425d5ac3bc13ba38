// Asks the server how it prints what was typed: temporary objects in a transaction that is rolled back.
import type { Database } from "../dialect";
import type { ViewColumn } from "../../schema/schema";
import { exclusionExpression } from "./catalog/constraints";
import { reads, type ReadRow } from "./catalog/views";
import { explained, isLockTimeout, standingIn } from "./reading";
import { spellingQuery, standInDefinitions, type StandIn } from "./standIns";

/** How the server prints one probed column, constraint or index. */
export interface Printed {
  /** Of a column. */
  readonly type: string | null;
  /** A column's default or generation expression, a check's condition, what follows EXCLUDE. */
  readonly expression: string | null;
  /** The keys of an index. */
  readonly keys: readonly string[] | null;
  /** The columns of a view, and what it reads. */
  readonly view: PrintedView | null;
}

export interface PrintedView {
  readonly columns: readonly ViewColumn[];
  readonly reads: readonly ReadRow[];
}

/** Every probe table, column, constraint and index is named so, with a number behind it. */
export const probeName = (number: number): string =>
  `typeorm_autogenerate_${number}`;

/** Under which name a view is read back: it may be called as a column is. */
export const printedViewName = (name: string): string => `view ${name}`;

/** Under which name is read back why the server refused an attempt. */
export const refusalName = (name: string): string => `refused ${name}`;

/** Under which name is read back what the connection's own schema is called. */
export const ownSchemaName = `${probeName(0)}_own_schema`;

/** The setting that refusals are written into, for the length of the transaction. */
export const refusals = "typeorm_autogenerate.refused";

interface PrintedRow {
  readonly name: string;
  readonly type: string | null;
  readonly expression: string | null;
  readonly exclusion: string | null;
  readonly keys: readonly string[] | null;
  readonly view: PrintedView | null;
}

// The index of an exclusion bears its name, and says less.
const readBackQuery = (standIns: readonly StandIn[]): string => `
  WITH probe AS (
    SELECT oid, relname, relkind FROM pg_class WHERE relnamespace = pg_my_temp_schema()
  )
  SELECT a.attname AS "name", format_type(a.atttypid, a.atttypmod) AS "type",
         pg_get_expr(d.adbin, d.adrelid) AS "expression", NULL AS "exclusion", NULL::text[] AS "keys", NULL::json AS "view"
    FROM probe p
    JOIN pg_attribute a ON a.attrelid = p.oid AND a.attnum > 0
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
   WHERE p.relkind = 'r'
  UNION ALL
  SELECT con.conname, NULL, pg_get_expr(con.conbin, con.conrelid),
         CASE con.contype WHEN 'x' THEN pg_get_constraintdef(con.oid) END, NULL, NULL
    FROM probe p
    JOIN pg_constraint con ON con.conrelid = p.oid AND con.contype IN ('c', 'x')
  UNION ALL
  SELECT p.relname, NULL, NULL, NULL,
         ARRAY(SELECT pg_get_indexdef(p.oid, k, false) FROM generate_series(1, i.indnkeyatts) k ORDER BY k), NULL
    FROM probe p
    JOIN pg_index i ON i.indexrelid = p.oid AND NOT i.indisexclusion
  UNION ALL
  SELECT 'view ' || c.relname, NULL, pg_get_viewdef(c.oid), NULL, NULL,
         json_build_object(
           'columns', (SELECT json_agg(json_strip_nulls(json_build_object(
                                'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'collation', co.collname)) ORDER BY a.attnum)
                         FROM pg_attribute a
                         JOIN pg_type t ON t.oid = a.atttypid
                         LEFT JOIN pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
                        WHERE a.attrelid = c.oid AND a.attnum > 0),
           'reads',${reads})
    FROM probe c
   WHERE c.relkind = 'v'
  UNION ALL
  SELECT '${ownSchemaName}', NULL, current_schema(), NULL, NULL, NULL
  UNION ALL
  SELECT 'refused ' || refused.key, NULL, refused.value, NULL, NULL, NULL
    FROM json_each_text(COALESCE(NULLIF(current_setting('${refusals}', true), ''), '{}')::json) AS refused
  ${spellingQuery(standIns)
    .map((query) => `UNION ALL ${query}`)
    .join("\n  ")}`;

/**
 * Runs the definitions, reads back what the server made of them, and takes everything back.
 * Gives what was printed by name; names other than `probeName`s are those of ordinary columns. Where a type stands in for another, the
 * other's name is printed.
 * @throws LockedError when another session keeps something under a lock.
 */
export async function printed(
  database: Database,
  definitions: readonly string[],
  standIns: readonly StandIn[] = [],
): Promise<ReadonlyMap<string, Printed>> {
  try {
    return await printedAndUndone(database, definitions, standIns);
  } catch (error) {
    throw isLockTimeout(error) ? await explained(database, error) : error;
  }
}

async function printedAndUndone(
  database: Database,
  definitions: readonly string[],
  standIns: readonly StandIn[],
): Promise<ReadonlyMap<string, Printed>> {
  try {
    await database.query(
      [
        "BEGIN",
        standingIn,
        ...standInDefinitions(standIns),
        ...definitions,
      ].join(";\n"),
    );
    const rows = await database.query<PrintedRow>(readBackQuery(standIns));
    const named = realNames(rows, standIns);
    return new Map(
      rows.map((row) => [
        row.name,
        {
          type: named(row.type),
          expression: named(expressionOf(row)),
          keys: row.keys,
          view: row.view && {
            ...row.view,
            columns: row.view.columns.map((column) => ({
              ...column,
              type: named(column.type),
            })),
          },
        },
      ]),
    );
  } finally {
    await database.query("ROLLBACK");
  }
}

function expressionOf({ expression, exclusion }: PrintedRow): string | null {
  return exclusion === null
    ? expression
    : exclusionExpression({
        exclusion,
        condeferrable: false,
        condeferred: false,
      });
}

/** Nothing else can bear the name of a stand-in, so it is replaced wherever it stands. */
function realNames(
  rows: readonly PrintedRow[],
  standIns: readonly StandIn[],
): <Text extends string | null>(text: Text) => string | Text {
  const names = standIns
    .filter(({ enumType }) => enumType.schema !== undefined)
    .flatMap(({ name }) => {
      const row = rows.find((candidate) => candidate.name === name);
      return row === undefined ? [] : [[name, row.expression ?? name] as const];
    });
  return (text) =>
    text === null
      ? text
      : names.reduce<string>(
          (named, [name, own]) => named.replaceAll(name, () => own),
          text,
        );
}

/** Whether the role, or the server, lets us make no temporary objects: insufficient_privilege, read_only_sql_transaction. */
export function isForbidden(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === "42501" || code === "25006";
}
