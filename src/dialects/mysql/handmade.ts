// What is made by hand around tables: triggers and partitions, which go with their table.
import { mentions } from "../../operations/mentions";
import {
  newNames,
  originalNames,
  type NewNames,
  type Rename,
} from "../../operations/rename";
import { columnName, idKey } from "../../schema/identity";
import type { Handmade, ObjectId, TableId } from "../../schema/schema";
import type { Affected, ColumnRef, Database } from "../dialect";
import { literal } from "./quote";
import type { Variant } from "./variant";

interface HandmadeRow {
  readonly subject: "trigger" | "partitions";
  readonly name: string;
  /** The table that it is about. */
  readonly schema: string;
  readonly table: string;
  readonly own: string | null;
  /** What it does or is made by, in SQL; empty for who may not see it. */
  readonly text: string | null;
}

/** One query, where a table or column goes or is renamed. Nothing here can be put back: what makes it may say a definer who is somebody else. */
export async function handmade(
  database: Database,
  affected: Affected,
  renames: readonly Rename[],
  { followsRenames }: Variant,
): Promise<readonly Handmade[]> {
  const columns = [...affected.columns, ...renamedColumns(renames)];
  const tables = [...affected.tables, ...tablesMoved(renames)];
  const about = [
    ...new Map(
      [...tables, ...columns.map(({ table }) => table)].map((table) => [
        idKey(table),
        table,
      ]),
    ).values(),
  ];
  if (about.length === 0) return [];
  const rows = await database.query<HandmadeRow>(handmadeQuery(about));
  const names = newNames(renames);
  return rows.map((row) => ({
    ...handmadeOf(row, columns, names),
    keeps:
      row.subject === "trigger"
        ? "schema"
        : followsRenames
          ? "columns"
          : "names",
  }));
}

/** As they are called before. */
function renamedColumns(renames: readonly Rename[]): ColumnRef[] {
  const original = originalNames(renames);
  return renames.flatMap((rename) =>
    rename.kind === "renameColumn"
      ? [{ table: original.table(rename.table), column: rename.from }]
      : [],
  );
}

/** Those that go to another database: "Trigger in wrong schema". */
const tablesMoved = (renames: readonly Rename[]): TableId[] =>
  renames.flatMap((rename) =>
    rename.kind === "renameTable" && rename.from.schema !== rename.to.schema
      ? [rename.from]
      : [],
  );

function handmadeOf(
  row: HandmadeRow,
  columns: readonly ColumnRef[],
  names: NewNames,
): Handmade {
  const before: ObjectId =
    row.schema === row.own
      ? { name: row.table }
      : { schema: row.schema, name: row.table };
  const table = names.relation(before);
  const used = columns.filter(
    (item) =>
      idKey(item.table) === idKey(before) &&
      mentions(row.text ?? "", item.column),
  );
  return {
    subject: row.subject,
    name: row.name,
    table,
    uses: [
      ...new Map(
        used.map(({ column }) => [columnName(table, column), column]),
      ).values(),
    ].map((column) => ({ table, column: names.column(table, column) })),
    usesTables: [],
    goesWith: row.subject === "partitions" ? "table" : "breaks",
    down: [],
    up: [],
  };
}

const nameIn = (schema: string, name: string, tables: readonly TableId[]) =>
  tables
    .map(
      (table) =>
        `(${schema} = ${schemaOf(table)} AND ${name} = ${literal(table.name)})`,
    )
    .join(" OR ");

const schemaOf = ({ schema }: TableId): string =>
  schema === undefined ? "DATABASE()" : literal(schema);

const handmadeQuery = (tables: readonly TableId[]): string => `
  SELECT 'trigger' AS \`subject\`, CONCAT(TRIGGER_NAME, ' on ', EVENT_OBJECT_TABLE) AS \`name\`, EVENT_OBJECT_SCHEMA AS \`schema\`,
         EVENT_OBJECT_TABLE AS \`table\`, DATABASE() AS \`own\`, ACTION_STATEMENT AS \`text\`
    FROM information_schema.TRIGGERS
   WHERE ${nameIn("EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE", tables)}
   UNION ALL
  SELECT DISTINCT 'partitions', TABLE_NAME, TABLE_SCHEMA, TABLE_NAME, DATABASE(), CONCAT_WS(' ', PARTITION_EXPRESSION, SUBPARTITION_EXPRESSION)
    FROM information_schema.PARTITIONS
   WHERE PARTITION_NAME IS NOT NULL AND (${nameIn("TABLE_SCHEMA", "TABLE_NAME", tables)})
   ORDER BY 1, 2`;
