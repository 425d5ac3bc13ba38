// Collations of columns: told by name, wherever they are, since an entity can say nothing else.
import { idKey, tableByKey } from "../../schema/identity";
import { withColumns } from "../../schema/mapped";
import type { Column, Schema } from "../../schema/schema";
import { qualified } from "./quote";

/** ` COLLATE …`, or nothing where the type's own will do. */
export function collate({ collation, collationSchema }: Column): string {
  if (collation === undefined) return "";
  const id = { name: collation };
  return ` COLLATE ${qualified(collationSchema === undefined ? id : { ...id, schema: collationSchema })}`;
}

/** The desired schema with live collations of other schemas wherever an entity names one that is called so. */
export function withCollations(desired: Schema, live: Schema): Schema {
  const isElsewhere = ({ collationSchema }: Column): boolean =>
    collationSchema !== undefined;
  if (!live.tables.some(({ columns }) => columns.some(isElsewhere)))
    return desired;
  const tables = tableByKey(live);
  return {
    ...desired,
    tables: desired.tables.map((table) => {
      const schemas = new Map(
        tables
          .get(idKey(table))
          ?.columns.filter(isElsewhere)
          .map(
            ({ name, collation, collationSchema }) =>
              [JSON.stringify([name, collation]), collationSchema] as const,
          ),
      );
      if (schemas.size === 0) return table;
      return withColumns(table, (column) => {
        const schema = schemas.get(
          JSON.stringify([column.name, column.collation]),
        );
        return schema === undefined
          ? column
          : { ...column, collationSchema: schema };
      });
    }),
  };
}
