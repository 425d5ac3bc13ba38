// What is made by hand on or about a table, and stands in the way of a change or goes along with one.
import type { Rename } from "../../operations/rename";
import { columnName, idKey, sameId } from "../../schema/identity";
import type { Bystander, ObjectId, TableId } from "../../schema/schema";
import type { Affected, ColumnRef, Database } from "../dialect";
import { bystanderQuery } from "./bystanderQuery";

/** A name in the catalogs; the schema is NULL where it is the connection's own. */
type NameRow = readonly [schema: string | null, name: string];

interface BystanderRow {
  readonly subject: string;
  readonly name: string;
  /** The table that it belongs to; NULL for what belongs to none. */
  readonly table: NameRow | null;
  /** The columns of the affected ones that it uses. */
  readonly columns: readonly (readonly [...NameRow, column: string])[];
  /** The affected tables that it uses as a whole. */
  readonly tables: readonly NameRow[];
  /** The affected types that it uses. */
  readonly types: readonly NameRow[];
  /** All relations that it depends on. */
  readonly relations: readonly NameRow[];
  readonly goesWith: Bystander["goesWith"];
  readonly down: readonly string[];
  readonly up: readonly string[];
}

/**
 * One query. Names are those before the renames. What a rename speaks of too has no statements: its text would have to be read after the
 * renames, which only a migration of its own can do.
 */
export async function bystanders(
  database: Database,
  affected: Affected,
  renames: readonly Rename[],
): Promise<readonly Bystander[]> {
  const { columns, tables, filled } = affected;
  if (columns.length + tables.length + filled.length === 0) return [];
  const rows = await database.query<BystanderRow>(bystanderQuery(affected));
  return rows.map((row) => bystanderOf(row, affected, renames));
}

function bystanderOf(
  row: BystanderRow,
  { enumTypes }: Affected,
  renames: readonly Rename[],
): Bystander {
  const types = row.types.map(idOf);
  const uses: ColumnRef[] = [
    ...row.columns.map(([schema, table, column]) => ({
      table: idOf([schema, table]),
      column,
    })),
    // What uses an enum type is in the way of all columns that have it.
    ...enumTypes
      .filter(({ enumType }) => types.some((type) => sameId(type, enumType)))
      .flatMap(({ columns }) => columns),
  ];
  const relations = [
    ...row.relations,
    ...(row.table === null ? [] : [row.table]),
  ].map(idOf);
  const restorable = !renames.some((rename) => concerns(rename, relations));
  const names = newNames(renames);
  return {
    subject: row.subject,
    name: row.name,
    ...(row.table === null ? {} : { table: names.table(idOf(row.table)) }),
    uses: unique(
      uses.map(({ table, column }) => ({
        table: names.table(table),
        column: names.column(table, column),
      })),
    ),
    usesTables: row.tables.map((table) => names.table(idOf(table))),
    goesWith: row.goesWith,
    down: restorable ? row.down : [],
    up: restorable ? row.up : [],
  };
}

const idOf = ([schema, name]: NameRow): ObjectId =>
  schema === null ? { name } : { schema, name };

const unique = (columns: readonly ColumnRef[]): ColumnRef[] => [
  ...new Map(
    columns.map((item) => [columnName(item.table, item.column), item]),
  ).values(),
];

function concerns(rename: Rename, relations: readonly ObjectId[]): boolean {
  switch (rename.kind) {
    case "renameTable":
      return relations.some((relation) => sameId(relation, rename.from));
    case "renameColumn":
      return relations.some((relation) => sameId(relation, rename.table));
    case "renameEnumType":
      return true;
    case "renameSequence":
      return false;
  }
}

/** What tables and columns are called after the renames. */
function newNames(renames: readonly Rename[]): {
  readonly table: (table: TableId) => TableId;
  readonly column: (table: TableId, column: string) => string;
} {
  const table = (id: TableId): TableId =>
    renames.flatMap((rename) =>
      rename.kind === "renameTable" && sameId(rename.from, id)
        ? [rename.to]
        : [],
    )[0] ?? id;
  return {
    table,
    column: (id, column) =>
      renames.flatMap((rename) =>
        rename.kind === "renameColumn" &&
        idKey(rename.table) === idKey(table(id)) &&
        rename.from === column
          ? [rename.to]
          : [],
      )[0] ?? column,
  };
}
