// Rows of a catalog query, those of one table in one row of the result: a driver takes far longer over many rows than over a few long ones.
import type { Database } from "../../dialect";

interface Group<Row> {
  readonly tableOid: number;
  readonly rows: readonly Row[];
}

/** By oid of the table. `query` gives a column "tableOid" with every row; what it gives besides comes as JSON has it. */
export async function readByTable<Row extends { readonly tableOid: number }>(
  database: Database,
  query: string,
): Promise<ReadonlyMap<number, readonly Row[]>> {
  const groups = await database.query<Group<Row>>(`
  SELECT item."tableOid"::float8 AS "tableOid", json_agg(item) AS "rows"
    FROM (${query}
    ) AS item
   GROUP BY item."tableOid"`);
  return new Map(groups.map(({ tableOid, rows }) => [tableOid, rows]));
}
