// Rows of a catalog by the table that they are about. They are put in order here: to sort them costs the servers more than to find them.
import type { Numeric } from "../variant";

/** How a table is known in all catalogs. */
export type TableKey = (schema: string, table: string) => string;

/** With `lower_case_table_names` 2 a catalog may have the name as it was typed, and another one in lower case. */
export const tableKey = (caseless: boolean): TableKey =>
  caseless
    ? (schema, table) =>
        JSON.stringify([schema.toLowerCase(), table.toLowerCase()])
    : (schema, table) => JSON.stringify([schema, table]);

interface Row {
  readonly schema: string;
  readonly table: string;
  /** Among rows that belong together. */
  readonly position?: Numeric;
}

export function byTable<R extends Row>(
  rows: readonly R[],
  keyOf: TableKey,
): ReadonlyMap<string, readonly R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const key = keyOf(row.schema, row.table);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  for (const group of groups.values()) group.sort(inPlace);
  return groups;
}

const inPlace = (a: Row, b: Row): number =>
  Number(a.position ?? 0) - Number(b.position ?? 0);
