// Rows of catalog queries as JSON, many in one row of the result: a driver takes far longer over many rows than over a few long ones.
import type { Database } from "../../dialect";

interface Group {
  readonly part: string;
  readonly tableOid: number;
  readonly rows: readonly unknown[];
}

/** By oid of the table. */
export type ByTable<Row> = ReadonlyMap<number, readonly Row[]>;

/**
 * Several queries as one, so that the server is at the next while the rows of one are read. Each gives a column "tableOid" with every row, and the row
 * itself as "row".
 */
export async function readByTable<
  Rows extends Readonly<Record<string, object>>,
>(
  database: Database,
  queries: Readonly<Record<keyof Rows & string, string>>,
): Promise<{ readonly [Part in keyof Rows]: ByTable<Rows[Part]> }> {
  const parts = Object.entries<string>(queries);
  const groups = await database.query<Group>(
    parts
      .map(
        ([part, query]) => `
  SELECT '${part}' AS "part", item."tableOid"::int8::float8 AS "tableOid", json_agg(item."row") AS "rows"
    FROM (${query}
    ) AS item
   GROUP BY item."tableOid"`,
      )
      .join("\n UNION ALL"),
  );
  const found = new Map(
    parts.map(([part]) => [part, new Map<number, readonly unknown[]>()]),
  );
  for (const { part, tableOid, rows } of groups)
    found.get(part)?.set(tableOid, rows);
  return Object.fromEntries(found) as unknown as {
    readonly [Part in keyof Rows]: ByTable<Rows[Part]>;
  };
}
