// How many rows would be touched: exact for small tables, from statistics for large ones.
import { DatabaseError } from "../../schema/errors";
import { columnName, idKey, nameOf } from "../../schema/identity";
import type { Counted, Database, RowCount } from "../dialect";
import { identifier, literal, qualified } from "./quote";
import { isShape } from "./types";
import type { Numeric } from "./variant";

/** Beyond this many rows, by the engine's statistics, nothing is counted one by one. */
const exactUpTo = 1_000_000;

interface EstimateRow {
  readonly schema: string;
  readonly name: string;
  readonly own: Numeric;
  readonly rows: Numeric | null;
}

interface CountRow {
  readonly position: Numeric;
  readonly rows: Numeric;
  /** As text where the server has no type of its own for JSON. */
  readonly examples: readonly string[] | string | null;
}

/**
 * Two queries, whatever is counted. `undefined` for what cannot be read.
 * @throws DatabaseError when the server refuses to count.
 */
export async function count(
  database: Database,
  counted: readonly Counted[],
): Promise<readonly (RowCount | undefined)[]> {
  if (counted.length === 0) return [];
  const estimates = new Map(
    (await database.query<EstimateRow>(estimateQuery(counted))).map((row) => [
      idKey(
        Number(row.own) === 1
          ? { name: row.name }
          : { schema: row.schema, name: row.name },
      ),
      row.rows === null ? undefined : Number(row.rows),
    ]),
  );
  const small = counted.flatMap((item, position) => {
    const rows = estimates.get(idKey(item.table));
    return rows !== undefined && rows <= exactUpTo ? [{ item, position }] : [];
  });
  const exact = await exactCounts(database, small);
  return counted.map((item, position) => {
    const row = exact.get(position);
    if (row !== undefined)
      return {
        rows: Number(row.rows),
        estimated: false,
        ...examplesOf(row),
      };
    const estimate = estimates.get(idKey(item.table));
    return estimate === undefined || isPart(item)
      ? undefined
      : { rows: estimate, estimated: true };
  });
}

/** How many rows hold a label, or would not fit, is not in the statistics. */
const isPart = ({ label, condition }: Counted): boolean =>
  label !== undefined || condition !== undefined;

async function exactCounts(
  database: Database,
  small: readonly { readonly item: Counted; readonly position: number }[],
): Promise<ReadonlyMap<number, CountRow>> {
  if (small.length === 0) return new Map();
  try {
    const rows = await database.query<CountRow>(
      small
        .map(({ item, position }) => countQuery(item, position))
        .join("\nUNION ALL\n"),
    );
    return new Map(rows.map((row) => [Number(row.position), row]));
  } catch (error) {
    // Who may read the catalogs need not be one who may read the rows.
    if (isDenied(error)) return new Map();
    if (!isOfValue(error))
      throw uncounted(
        small.map(({ item }) => item),
        error,
      );
    if (small.length === 1) return new Map();
    // A value here cannot be worked with: the other counts are to be had all the same.
    const counts = new Map<number, CountRow>();
    for (const one of small)
      for (const [position, row] of await exactCounts(database, [one]))
        counts.set(position, row);
    return counts;
  }
}

function examplesOf({ examples }: CountRow): Pick<RowCount, "examples"> {
  if (examples === null) return {};
  return {
    examples:
      typeof examples === "string"
        ? (JSON.parse(examples) as readonly string[])
        : examples,
  };
}

function isDenied(error: unknown): boolean {
  const { errno } = error as { readonly errno?: unknown };
  return errno === 1142 || errno === 1143;
}

function uncounted(counted: readonly Counted[], error: unknown): DatabaseError {
  const names = new Set(
    counted.map(({ table, column }) =>
      column === undefined ? nameOf(table) : columnName(table, column),
    ),
  );
  const reason = error instanceof Error ? error.message : String(error);
  return new DatabaseError(
    `The rows of ${[...names].map((name) => `"${name}"`).join(", ")} could not be counted: ${reason}. Nothing was written.`,
    { cause: error },
  );
}

/** "Data exception" of SQL's own standard: out of range, no number, no JSON. */
function isOfValue(error: unknown): boolean {
  const { sqlState } = error as { readonly sqlState?: unknown };
  return typeof sqlState === "string" && sqlState.startsWith("22");
}

const estimateQuery = (counted: readonly Counted[]): string => `
  SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`name\`, TABLE_SCHEMA = DATABASE() AS \`own\`, TABLE_ROWS AS \`rows\`
    FROM information_schema.TABLES
   WHERE ${counted
     .map(
       ({ table }) =>
         `(TABLE_SCHEMA = ${table.schema === undefined ? "DATABASE()" : literal(table.schema)} AND TABLE_NAME = ${literal(table.name)})`,
     )
     .join(" OR ")}`;

function countQuery(
  { table, column, label, condition, type = "" }: Counted,
  position: number,
): string {
  const name = column === undefined ? undefined : identifier(column);
  const wanted =
    condition ??
    (name === undefined
      ? undefined
      : label === undefined
        ? `${name} IS NOT NULL`
        : `FIND_IN_SET(${literal(label)}, ${name}) OR ${name} = ${literal(label)}`);
  const examples =
    condition === undefined || name === undefined
      ? "NULL"
      : `(SELECT JSON_ARRAYAGG(value) FROM (SELECT DISTINCT LEFT(${isShape(type) ? `ST_AsText(${name})` : `CAST(${name} AS CHAR)`}, 40) AS value FROM ${qualified(table)} WHERE ${condition} ORDER BY 1 LIMIT 3) AS example)`;
  return `SELECT ${position} AS \`position\`, COUNT(*) AS \`rows\`, ${examples} AS \`examples\` FROM ${qualified(table)}${wanted === undefined ? "" : ` WHERE ${wanted}`}`;
}
