// How a column's values are stored stays as it was set, as far as its new type can be stored so.
import { idKey, tableByKey } from "../../schema/identity";
import type { Column, Schema } from "../../schema/schema";
import { elementType, isArray, sameBase, withoutModifiers } from "./types";

/** The desired schema with the live storage of its columns: ALTER COLUMN … TYPE falls back to that of the type. */
export function withStorage(desired: Schema, live: Schema): Schema {
  const set = live.tables.filter(({ columns }) =>
    columns.some(({ storage }) => storage !== undefined),
  );
  if (set.length === 0) return desired;
  const tables = tableByKey({ ...live, tables: set });
  return {
    ...desired,
    tables: desired.tables.map((table) => {
      const before = tables.get(idKey(table));
      if (before === undefined) return table;
      const columns = new Map(before.columns.map((item) => [item.name, item]));
      return {
        ...table,
        columns: table.columns.map((column) =>
          stored(column, columns.get(column.name)),
        ),
      };
    }),
  };
}

function stored(desired: Column, live: Column | undefined): Column {
  return live?.storage !== undefined &&
    (sameBase(live, desired) || (isLong(live) && isLong(desired)))
    ? { ...desired, storage: live.storage }
    : desired;
}

/** Types that any storage is allowed for. */
const isLong = ({ type }: Column): boolean =>
  isArray(type) ||
  ["text", "character varying", "character", "bytea", "json", "jsonb"].includes(
    elementType(withoutModifiers(type)),
  );
