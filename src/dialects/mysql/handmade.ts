// What is made by hand around tables: triggers and partitions, which go with their table.
import { mentionedIn } from "../../operations/mentions";
import {
  newNames,
  originalNames,
  type NewNames,
  type Rename,
} from "../../operations/rename";
import { columnName, idKey, tableByKey } from "../../schema/identity";
import type { Handmade, ObjectId, TableId } from "../../schema/schema";
import type { Affected, ColumnRef, Database, Renaming } from "../dialect";
import { hasName } from "./names";
import { partitionedBy } from "./partitions";
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
  /** Of partitions, how they are made: `RANGE COLUMNS`. One row for those of the table, and one for those below. */
  readonly method: string | null;
}

/** One query, where a table or column changes, goes or is renamed. Nothing here can be put back: what makes it may say a definer who is somebody else. */
export async function handmade(
  database: Database,
  affected: Affected,
  { renames, found }: Pick<Renaming, "renames" | "found">,
  { followsRenames }: Variant,
): Promise<readonly Handmade[]> {
  const columns = [...affected.columns, ...renamedColumns(renames)];
  const around = distinct([
    ...affected.tables,
    ...tablesMoved(renames),
    ...columns.map(({ table }) => table),
  ]);
  const about = distinct([...around, ...affected.changed]);
  if (about.length === 0) return [];
  const rows = await database.query<HandmadeRow>(handmadeQuery(around, about));
  const names = newNames(renames);
  const tables = tableByKey(found);
  return together(rows).map((ofOne): Handmade => {
    const [row] = ofOne;
    const id = tableOf(row);
    const object = handmadeOf(row, id, columns, names);
    if (row.subject === "trigger") return { ...object, keeps: "schema" };
    const uses = ofOne.flatMap(
      (part) => handmadeOf(part, id, columns, names).uses,
    );
    const { columns: live = [] } = tables.get(idKey(id)) ?? {};
    return {
      ...object,
      uses,
      keeps: followsRenames ? "columns" : "names",
      partitionedBy: ofOne.map(({ method, text }) => {
        const by = partitionedBy(
          { method: method ?? "", expression: text },
          live,
        );
        const table = names.relation(id);
        return {
          ...by,
          columns: by.columns.map((column) => names.column(table, column)),
        };
      }),
    };
  });
}

const distinct = (tables: readonly TableId[]): TableId[] => [
  ...new Map(tables.map((table) => [idKey(table), table])).values(),
];

type Rows = readonly [HandmadeRow, ...HandmadeRow[]];

/** Partitions of a table, and those below them, are one. */
function together(rows: readonly HandmadeRow[]): Rows[] {
  const found = new Map<string, Rows>();
  for (const row of rows) {
    const key = JSON.stringify([row.subject, row.schema, row.name]);
    const known = found.get(key);
    found.set(key, known === undefined ? [row] : [...known, row]);
  }
  return [...found.values()];
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

/** As it was called when the database was read. */
const tableOf = ({ schema, own, table }: HandmadeRow): ObjectId =>
  schema === own ? { name: table } : { schema, name: table };

function handmadeOf(
  { subject, name, text }: HandmadeRow,
  before: ObjectId,
  columns: readonly ColumnRef[],
  names: NewNames,
): Handmade {
  const table = names.relation(before);
  // By what there are partitions, the catalogs print with every name between backticks.
  const isUsed =
    subject === "partitions"
      ? (column: string) =>
          hasName((text ?? "").toLowerCase(), column.toLowerCase())
      : mentionedIn(text ?? "");
  const used = columns.filter(
    (item) => idKey(item.table) === idKey(before) && isUsed(item.column),
  );
  return {
    subject,
    name,
    table,
    uses: [
      ...new Map(
        used.map(({ column }) => [columnName(table, column), column]),
      ).values(),
    ].map((column) => ({ table, column: names.column(table, column) })),
    usesTables: [],
    goesWith: subject === "partitions" ? "table" : "breaks",
    down: [],
    up: [],
  };
}

/** By schema: MariaDB opens the tables of those that it is told, and else of all. */
function nameIn(
  schema: string,
  name: string,
  tables: readonly TableId[],
): string {
  if (tables.length === 0) return "FALSE";
  const namesIn = new Map<string, string[]>();
  for (const table of tables) {
    const owner = schemaOf(table);
    const names = namesIn.get(owner) ?? [];
    namesIn.set(owner, names);
    names.push(literal(table.name));
  }
  return [...namesIn]
    .map(
      ([owner, names]) =>
        `(${schema} = ${owner} AND ${name} IN (${names.join(", ")}))`,
    )
    .join(" OR ");
}

const schemaOf = ({ schema }: TableId): string =>
  schema === undefined ? "DATABASE()" : literal(schema);

/** Triggers of the one, partitions of the others. */
const handmadeQuery = (
  triggersOf: readonly TableId[],
  partitionsOf: readonly TableId[],
): string => `
  SELECT 'trigger' AS \`subject\`, CONCAT(TRIGGER_NAME, ' on ', EVENT_OBJECT_TABLE) AS \`name\`, EVENT_OBJECT_SCHEMA AS \`schema\`,
         EVENT_OBJECT_TABLE AS \`table\`, DATABASE() AS \`own\`, ACTION_STATEMENT AS \`text\`, NULL AS \`method\`
    FROM information_schema.TRIGGERS
   WHERE ${nameIn("EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE", triggersOf)}
   UNION ALL
  SELECT DISTINCT 'partitions', TABLE_NAME, TABLE_SCHEMA, TABLE_NAME, DATABASE(), PARTITION_EXPRESSION, PARTITION_METHOD
    FROM information_schema.PARTITIONS
   WHERE PARTITION_NAME IS NOT NULL AND (${nameIn("TABLE_SCHEMA", "TABLE_NAME", partitionsOf)})
   UNION ALL
  SELECT DISTINCT 'partitions', TABLE_NAME, TABLE_SCHEMA, TABLE_NAME, DATABASE(), SUBPARTITION_EXPRESSION, SUBPARTITION_METHOD
    FROM information_schema.PARTITIONS
   WHERE SUBPARTITION_NAME IS NOT NULL AND (${nameIn("TABLE_SCHEMA", "TABLE_NAME", partitionsOf)})
   ORDER BY 1, 2`;
