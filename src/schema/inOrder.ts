// One order for lists that are in none, so that the same schemas give the same bytes whatever the catalog's row order.
import { idKey } from "./identity";
import type { Schema, Table, View } from "./schema";

/** The schema with every list by name, except columns, labels and what else is in an order that means something. */
export function inOrder(schema: Schema): Schema {
  return {
    schemas: sorted(schema.schemas, (name) => name),
    ...(schema.extensions === undefined
      ? {}
      : { extensions: sorted(schema.extensions, (name) => name) }),
    enumTypes: sorted(schema.enumTypes, idKey),
    tables: sorted(schema.tables, idKey).map(tableInOrder),
    views: sorted(schema.views, idKey).map(viewInOrder),
  };
}

function tableInOrder(table: Table): Table {
  const lists = {
    uniques: byName(table.uniques),
    checks: byName(table.checks),
    exclusions: byName(table.exclusions),
    foreignKeys: byName(table.foreignKeys),
    indexes: byName(table.indexes),
  };
  const isSame =
    lists.uniques === table.uniques &&
    lists.checks === table.checks &&
    lists.exclusions === table.exclusions &&
    lists.foreignKeys === table.foreignKeys &&
    lists.indexes === table.indexes;
  return isSame ? table : { ...table, ...lists };
}

function viewInOrder(view: View): View {
  const indexes = byName(view.indexes);
  return indexes === view.indexes ? view : { ...view, indexes };
}

const byName = <Item extends { readonly name: string }>(
  items: readonly Item[],
): readonly Item[] => sorted(items, ({ name }) => name);

/** By code units: no locale has a say in it. A list that is in order already is given as it is. */
function sorted<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
): readonly Item[] {
  return items.length < 2 || isSorted(items.map(key))
    ? items
    : [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function isSorted(keys: readonly string[]): boolean {
  let before = "";
  for (const key of keys) {
    if (key < before) return false;
    before = key;
  }
  return true;
}
