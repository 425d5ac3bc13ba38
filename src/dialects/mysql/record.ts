// What TypeORM wrote down about views and generated columns in this database.
import type { RecordRow } from "../../operations/operation";
import type { ObjectId, TableId } from "../../schema/schema";
import type { Database } from "../dialect";
import { access } from "./access";
import { qualified } from "./quote";
import { refusalOf } from "./understood";

interface Row {
  readonly type: RecordRow["type"];
  readonly table: string | null;
  readonly name: string;
  readonly value: string;
}

/** Nothing where the table is missing or may not be read. Rows of other databases have been copied along with a dump, and mean nothing here. */
export async function recorded(
  database: Database,
  table: TableId,
): Promise<readonly RecordRow[]> {
  if ((await access(database, [table])).includes("absent")) return [];
  let rows: readonly Row[];
  try {
    rows = await database.query<Row>(recordQuery(table));
  } catch (error) {
    if (unreadable.has(refusalOf(error).code)) return [];
    throw error;
  }
  return rows.map(({ type, table: inTable, name, value }) =>
    type === "GENERATED_COLUMN"
      ? { type, ...subject(inTable ?? "", "table"), name, value }
      : { type, ...subject(name, "name"), value },
  );
}

/** No privilege for the table, or for one of its columns. */
const unreadable: ReadonlySet<number | undefined> = new Set([1142, 1143]);

/** TypeORM notes the connection's own database for all of them, and puts another one before the name. */
export const notedName = ({ schema, name }: ObjectId): string =>
  schema === undefined ? name : `${schema}.${name}`;

function subject<Field extends "name" | "table">(
  noted: string,
  field: Field,
): { readonly schema?: string } & Readonly<Record<Field, string>> {
  const dot = noted.indexOf(".");
  const named = { [field]: noted.slice(dot + 1) } as Record<Field, string>;
  return dot < 0 ? named : { schema: noted.slice(0, dot), ...named };
}

const recordQuery = (table: TableId): string => `
  SELECT \`type\`, \`table\`, \`name\`, COALESCE(\`value\`, '') AS \`value\`
    FROM ${qualified(table)}
   WHERE \`type\` IN ('VIEW', 'GENERATED_COLUMN') AND \`schema\` = DATABASE()
   ORDER BY \`type\`, \`table\`, \`name\``;
