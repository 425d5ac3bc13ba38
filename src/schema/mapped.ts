// Lists and tables that are given as they are where nothing in them changes: what follows sees at once that they are the same.
import type { Column, Table } from "./schema";

/** Every item changed; the list itself where no item is another. */
export function mapped<Item>(
  items: readonly Item[],
  change: (item: Item) => Item,
): readonly Item[] {
  const changed = items.map(change);
  return changed.every((item, position) => item === items[position])
    ? items
    : changed;
}

/** The table with every column changed; the table itself where no column is another. */
export function withColumns(
  table: Table,
  change: (column: Column) => Column,
): Table {
  const columns = mapped(table.columns, change);
  return columns === table.columns ? table : { ...table, columns };
}
