// The names that a table has in its schema, and takes along to another one.
import type { Table } from "../schema/schema";
import { sequencesOf } from "./sequences";

/** Its own, and those of its keys, indexes and sequences. */
export function namesWith(table: Table | undefined): string[] {
  if (table === undefined) return [];
  return [
    table,
    ...(table.primaryKey === undefined ? [] : [table.primaryKey]),
    ...table.uniques,
    ...table.exclusions,
    ...table.indexes,
    ...table.columns.flatMap(sequencesOf),
  ].map(({ name }) => name);
}
