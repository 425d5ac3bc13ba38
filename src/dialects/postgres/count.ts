// How many rows would be touched: exact for small tables, from statistics for large ones.
import type { Counted, Database, RowCount } from "../dialect";
import { identifier, literal, qualified } from "./quote";
import { reading } from "./reading";

/** Beyond this many rows, by the planner's statistics, nothing is counted one by one. */
const exactUpTo = 1_000_000;

interface EstimateRow {
  readonly rows: number | null;
}

interface CountRow {
  readonly position: number;
  readonly rows: number;
  readonly examples: readonly string[] | null;
}

/** Two queries in a transaction, whatever is counted. `undefined` for what the role may not read. */
export async function count(
  database: Database,
  counted: readonly Counted[],
): Promise<readonly (RowCount | undefined)[]> {
  return counted.length === 0
    ? []
    : reading(database, () => countIn(database, counted));
}

async function countIn(
  database: Database,
  counted: readonly Counted[],
): Promise<readonly (RowCount | undefined)[]> {
  const estimates = await database.query<EstimateRow>(estimateQuery(counted));
  const small = counted.flatMap((item, position) =>
    isSmall(estimates[position]) ? [{ item, position }] : [],
  );
  const exact = new Map<number, CountRow>();
  if (small.length > 0)
    for (const row of await database.query<CountRow>(
      small
        .map(({ item, position }) => countQuery(item, position))
        .join("\nUNION ALL\n"),
    ))
      exact.set(row.position, row);
  return counted.map((item, position) => {
    const row = exact.get(position);
    if (row !== undefined)
      return {
        rows: row.rows,
        estimated: false,
        ...(row.examples === null ? {} : { examples: row.examples }),
      };
    const estimate = estimates[position]?.rows;
    // How many rows hold a label, or what does not fit, is not in the statistics that are read here.
    return estimate == null ||
      item.label !== undefined ||
      item.condition !== undefined
      ? undefined
      : { rows: estimate, estimated: true };
  });
}

const isSmall = (row: EstimateRow | undefined): boolean =>
  row?.rows != null && row.rows <= exactUpTo;

// reltuples is negative for a table that was never analyzed: then its size stands for its rows.
// has_table_privilege, row_security_active: a role that may read the catalogs need not be one that may read the rows, or all of them.
const estimateQuery = (counted: readonly Counted[]): string => `
  SELECT CASE WHEN has_table_privilege(c.oid, 'SELECT') AND NOT row_security_active(c.oid) THEN (
           SELECT COALESCE(sum(CASE WHEN leaf.reltuples < 0 THEN pg_relation_size(leaf.oid) / 100 ELSE leaf.reltuples END), 0)::float8
             FROM (SELECT c.oid WHERE c.relkind <> 'p'
                   UNION ALL SELECT relid FROM pg_partition_tree(c.oid) WHERE c.relkind = 'p' AND isleaf) AS part(oid)
             JOIN pg_class leaf ON leaf.oid = part.oid
         ) END AS "rows"
    FROM (VALUES ${counted
      .map(
        ({ table }, position) => `(${position}, ${literal(qualified(table))})`,
      )
      .join(", ")}) AS counted(position, name)
    LEFT JOIN pg_class c ON c.oid = to_regclass(counted.name)
   ORDER BY counted.position`;

function countQuery(
  { table, column, label, condition }: Counted,
  position: number,
): string {
  const name = column === undefined ? undefined : identifier(column);
  const wanted =
    condition ??
    (name === undefined
      ? undefined
      : label === undefined
        ? `${name} IS NOT NULL`
        : `ARRAY[${name}]::text[] && ARRAY[${literal(label)}]`);
  const examples =
    condition === undefined || name === undefined
      ? "NULL::json"
      : `(SELECT json_agg(value) FROM (SELECT DISTINCT left(${name}::text, 40) AS value FROM ${qualified(table)} WHERE ${condition} ORDER BY 1 LIMIT 3) AS example)`;
  return `SELECT ${position} AS "position", count(*)::float8 AS "rows", ${examples} AS "examples" FROM ${qualified(table)}${wanted === undefined ? "" : ` WHERE ${wanted}`}`;
}
