// What is made by hand around tables: triggers and partitions, which go with their table, and what speaks of them elsewhere.
import {
  newNames,
  type NewNames,
  type Rename,
} from "../../../operations/rename";
import { columnName, idKey, tableByKey } from "../../../schema/identity";
import type { Handmade, ObjectId, TableId } from "../../../schema/schema";
import type { Affected, ColumnRef, Database, Renaming } from "../../dialect";
import { grants } from "./grants";
import {
  lostNames,
  maySpeakOf,
  renamedColumns,
  usedIn,
  type Lost,
} from "./lost";
import { nameIn, shownName } from "./nameIn";
import { hasName } from "../names";
import { partitionedBy } from "./partitions";
import { routines } from "./routines";
import type { Variant } from "../variant";

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

/** One query, where a table or column changes, goes or is renamed, and two more where a name is lost. Nothing here can be put back: what makes it may say a definer who is somebody else. */
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
  const lost = lostNames(affected, renames);
  if (about.length + lost.relations.length === 0) return [];
  const rows = await database.query<HandmadeRow>(
    handmadeQuery(around, about, lost),
  );
  const names = newNames(renames);
  const tables = tableByKey(found);
  const near = together(rows).map((ofOne): Handmade => {
    const [row] = ofOne;
    const id = tableOf(row);
    const table = names.relation(id);
    const object = { subject: row.subject, table, down: [], up: [] };
    if (row.subject === "trigger")
      return {
        ...object,
        ...usedIn({ ...row, on: id }, lost, names),
        name: row.name,
        goesWith: "breaks",
        keeps: "schema",
      };
    const { columns: live = [] } = tables.get(idKey(id)) ?? {};
    return {
      ...object,
      name: row.name,
      uses: ofOne.flatMap((part) => partsBy(part, id, columns, names)),
      usesTables: [],
      goesWith: "table",
      keeps: followsRenames ? "columns" : "names",
      partitionedBy: ofOne.map(({ method, text }) => {
        const by = partitionedBy(
          { method: method ?? "", expression: text },
          live,
        );
        return {
          ...by,
          columns: by.columns.map((column) => names.column(table, column)),
        };
      }),
    };
  });
  return [
    ...near,
    ...(await routines(database, lost, names)),
    ...(await grants(database, lost, names)),
  ];
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

/** By what there are partitions, the catalogs print with every name between backticks. */
function partsBy(
  { text }: HandmadeRow,
  before: ObjectId,
  columns: readonly ColumnRef[],
  names: NewNames,
): ColumnRef[] {
  const table = names.relation(before);
  const printed = (text ?? "").toLowerCase();
  const used = columns.filter(
    (item) =>
      idKey(item.table) === idKey(before) &&
      hasName(printed, item.column.toLowerCase()),
  );
  return [
    ...new Map(
      used.map(({ column }) => [columnName(table, column), column]),
    ).values(),
  ].map((column) => ({ table, column: names.column(table, column) }));
}

/** Triggers of the one and those that may speak of what is lost, partitions of the others. */
const handmadeQuery = (
  triggersOf: readonly TableId[],
  partitionsOf: readonly TableId[],
  lost: Lost,
): string => `
  SELECT 'trigger' AS \`subject\`, CONCAT(TRIGGER_NAME, ' on ', ${shownName("EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE")}) AS \`name\`, EVENT_OBJECT_SCHEMA AS \`schema\`,
         EVENT_OBJECT_TABLE AS \`table\`, DATABASE() AS \`own\`, ACTION_STATEMENT AS \`text\`, NULL AS \`method\`
    FROM information_schema.TRIGGERS
   WHERE ${nameIn("EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE", triggersOf)}
      OR ${maySpeakOf("ACTION_STATEMENT", lost)}
   UNION ALL
  SELECT DISTINCT 'partitions', TABLE_NAME, TABLE_SCHEMA, TABLE_NAME, DATABASE(), PARTITION_EXPRESSION, PARTITION_METHOD
    FROM information_schema.PARTITIONS
   WHERE PARTITION_NAME IS NOT NULL AND (${nameIn("TABLE_SCHEMA", "TABLE_NAME", partitionsOf)})
   UNION ALL
  SELECT DISTINCT 'partitions', TABLE_NAME, TABLE_SCHEMA, TABLE_NAME, DATABASE(), SUBPARTITION_EXPRESSION, SUBPARTITION_METHOD
    FROM information_schema.PARTITIONS
   WHERE SUBPARTITION_NAME IS NOT NULL AND (${nameIn("TABLE_SCHEMA", "TABLE_NAME", partitionsOf)})
   ORDER BY 1, 2`;
