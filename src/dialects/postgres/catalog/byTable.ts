// Rows of a catalog query as JSON, many in one row of the result: a driver takes far longer over many rows than over a few long ones.
import type { Database } from "../../dialect";

interface Group<Row> {
  readonly tableOid: number;
  readonly rows: readonly Row[];
}

/** By oid of the table. `query` gives a column "tableOid" with every row, and the row itself as "row". */
export async function readByTable<Row>(
  database: Database,
  query: string,
): Promise<ReadonlyMap<number, readonly Row[]>> {
  const groups = await database.query<Group<Row>>(`
  SELECT item."tableOid"::int8::float8 AS "tableOid", json_agg(item."row") AS "rows"
    FROM (${query}
    ) AS item
   GROUP BY item."tableOid"`);
  return new Map(groups.map(({ tableOid, rows }) => [tableOid, rows]));
}
