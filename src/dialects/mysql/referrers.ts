// Foreign keys on certain tables, wherever they come from: a key is not changed behind the back of a table that nobody maps.
import type { Column, ObjectId, Table, TableId } from "../../schema/schema";
import type { Database } from "../dialect";
import { foreignKeysOf, type ForeignKeyRows } from "./catalog/foreignKeys";
import { literal } from "./quote";
import { baseOf, isText, readType } from "./types";

interface ReferrerRow {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly column: string;
  readonly type: string;
  readonly collation: string | null;
  readonly referencedSchema: string;
  readonly referencedTable: string;
  readonly referencedColumn: string;
  readonly onDelete: string;
  readonly onUpdate: string;
  readonly own: string;
}

/** Tables with nothing but foreign keys on the given ones, and the columns of those; a table is there once for each. */
export async function referrers(
  database: Database,
  tables: readonly TableId[],
): Promise<readonly Table[]> {
  if (tables.length === 0) return [];
  const rows = await database.query<ReferrerRow>(referrerQuery(tables));
  const groups = new Map<string, ReferrerRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.schema, row.table, row.name]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [tableOf(first, group)];
  });
}

const idOf = ({ own }: ReferrerRow, schema: string, name: string): ObjectId =>
  schema === own ? { name } : { schema, name };

function tableOf(first: ReferrerRow, rows: readonly ReferrerRow[]): Table {
  const columns = new Map(
    rows.map(({ column, type, collation }): [string, Column] => [
      column,
      {
        name: column,
        ...readType(type),
        nullable: true,
        ...(collation === null ? {} : { collation }),
      },
    ]),
  );
  const actions = new Map(
    rows.map((row) => [JSON.stringify([row.schema, row.table, row.name]), row]),
  ) as ForeignKeyRows["actions"];
  return {
    ...idOf(first, first.schema, first.table),
    columns: [...columns.values()],
    uniques: [],
    checks: [],
    exclusions: [],
    foreignKeys: foreignKeysOf(rows, actions, (schema, name) =>
      idOf(first, schema, name),
    ),
    indexes: [],
  };
}

const referrerQuery = (tables: readonly TableId[]): string => `
  SELECT k.TABLE_SCHEMA AS \`schema\`, k.TABLE_NAME AS \`table\`, k.CONSTRAINT_NAME AS \`name\`, k.COLUMN_NAME AS \`column\`,
         k.REFERENCED_TABLE_SCHEMA AS \`referencedSchema\`, k.REFERENCED_TABLE_NAME AS \`referencedTable\`,
         k.REFERENCED_COLUMN_NAME AS \`referencedColumn\`, r.DELETE_RULE AS \`onDelete\`, r.UPDATE_RULE AS \`onUpdate\`,
         c.COLUMN_TYPE AS \`type\`, c.COLLATION_NAME AS \`collation\`, DATABASE() AS \`own\`
    FROM information_schema.KEY_COLUMN_USAGE k
    JOIN information_schema.REFERENTIAL_CONSTRAINTS r
      ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.TABLE_NAME = k.TABLE_NAME AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME
    JOIN information_schema.COLUMNS c
      ON c.TABLE_SCHEMA = k.TABLE_SCHEMA AND c.TABLE_NAME = k.TABLE_NAME AND c.COLUMN_NAME = k.COLUMN_NAME
   WHERE ${tables
     .map(
       ({ schema, name }) =>
         `(k.REFERENCED_TABLE_SCHEMA = ${schema === undefined ? "DATABASE()" : literal(schema)} AND k.REFERENCED_TABLE_NAME = ${literal(name)})`,
     )
     .join(" OR ")}
   ORDER BY k.TABLE_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION`;

/** "Corresponding columns in the foreign key and the referenced key must have similar data types": lengths of strings may differ, and nothing else. */
export function comparable(a: Column, b: Column): boolean {
  return isText(a.type) && isText(b.type)
    ? baseOf(a.type) === baseOf(b.type)
    : a.type === b.type;
}
