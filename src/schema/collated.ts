// The collation by which a column is compared.
import type { Column, Table } from "./schema";

/** With its table's, where it has none of its own. */
export const collated = (
  column: Column,
  { collation }: Pick<Table, "collation"> = {},
): Column =>
  column.collation === undefined && collation !== undefined
    ? { ...column, collation }
    : column;
