// One order for lists that are in none, so that the same schemas give the same bytes whatever the catalog's row order.
import { mapped } from "./mapped";
import type { ObjectId, Schema, Table, View } from "./schema";

/** The schema with every list by name, except columns, labels and what else is in an order that means something. */
export function inOrder(schema: Schema): Schema {
  return {
    schemas: sorted(schema.schemas, isBefore),
    ...(schema.extensions === undefined
      ? {}
      : { extensions: sorted(schema.extensions, isBefore) }),
    enumTypes: sorted(schema.enumTypes, isIdBefore),
    tables: mapped(sorted(schema.tables, isIdBefore), tableInOrder),
    views: mapped(sorted(schema.views, isIdBefore), viewInOrder),
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
): readonly Item[] => sorted(items, (a, b) => isBefore(a.name, b.name));

/** By code units: no locale has a say in it. */
const isBefore = (a: string, b: string): boolean => a < b;

function isIdBefore(a: ObjectId, b: ObjectId): boolean {
  const [schema = "", other = ""] = [a.schema, b.schema];
  return schema === other ? a.name < b.name : schema < other;
}

/** A list that is in order already is given as it is. */
function sorted<Item>(
  items: readonly Item[],
  comesBefore: (a: Item, b: Item) => boolean,
): readonly Item[] {
  const isSorted = items.every((item, position) => {
    const before = items[position - 1];
    return before === undefined || !comesBefore(item, before);
  });
  return isSorted
    ? items
    : [...items].sort((a, b) =>
        comesBefore(a, b) ? -1 : comesBefore(b, a) ? 1 : 0,
      );
}
