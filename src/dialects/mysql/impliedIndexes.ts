// InnoDB makes an index for a foreign key that has none to rest on, names it after the key, and leaves it there when the key goes.
import { knowsForeignKeys } from "../../schema/engine";
import type { ForeignKey, Index, PrimaryKey, Table } from "../../schema/schema";

/** Whether InnoDB takes this index for the key: the key's columns come first in it, in their order ("FOREIGN KEY Constraints" in the manual). */
export function supports(index: Index, { columns }: ForeignKey): boolean {
  return (
    index.method === "btree" &&
    columns.every((column, position) => {
      const key = index.keys[position];
      return key?.column === column && key.length === undefined;
    })
  );
}

export const isLeading = (
  primaryKey: PrimaryKey | undefined,
  { columns }: ForeignKey,
): boolean =>
  primaryKey !== undefined &&
  columns.every((column, position) => primaryKey.columns[position] === column);

/** The index that the server makes for the key. */
export const impliedIndex = ({ name, columns }: ForeignKey): Index => ({
  name,
  unique: false,
  method: "btree",
  keys: columns.map((column) => ({ column })),
  implied: true,
});

/** The table with an index for every foreign key that would otherwise have none. */
export function withImpliedIndexes(table: Table): Table {
  const indexes = table.foreignKeys.reduce<readonly Index[]>(
    (known, key) =>
      isLeading(table.primaryKey, key) ||
      known.some((index) => supports(index, key))
        ? known
        : [...known, impliedIndex(key)],
    table.indexes,
  );
  return indexes === table.indexes ? table : { ...table, indexes };
}

/** Live indexes with the mark on those that the server made, or might have made. */
export function withMarks(
  indexes: readonly Index[],
  foreignKeys: readonly ForeignKey[],
): readonly Index[] {
  const keys = new Map(foreignKeys.map((key) => [key.name, key]));
  return indexes.map((index) => {
    const key = keys.get(index.name);
    return key !== undefined &&
      !index.unique &&
      index.keys.length === key.columns.length &&
      index.keys.every(({ descending }) => descending === undefined) &&
      supports(index, key)
      ? { ...index, implied: true as const }
      : index;
  });
}

/** What the table's engine makes of its foreign keys. */
export function withKnownKeys(table: Table): Table {
  if (table.foreignKeys.length === 0 || knowsForeignKeys(table.engine))
    return table;
  return {
    ...table,
    foreignKeys: [],
    indexes: table.indexes.map(({ implied: _implied, ...index }) => index),
  };
}
