// What is made by hand on or about a table, and stands in the way of a change or goes along with one.
import { newNames, type NewNames, type Rename } from "../../operations/rename";
import { columnName, sameId } from "../../schema/identity";
import type { Handmade, ObjectId } from "../../schema/schema";
import { unreachable } from "../../schema/unreachable";
import type { Affected, ColumnRef, Database } from "../dialect";
import { handmadeQuery } from "./handmadeQuery";
import { reading } from "./reading";

/** A name in the catalogs; the schema is NULL where it is the connection's own. */
type NameRow = readonly [schema: string | null, name: string];

interface HandmadeRow {
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
  readonly goesWith: Handmade["goesWith"];
  readonly down: readonly string[];
  readonly up: readonly string[];
}

/**
 * One query. Names are those before the renames. What a rename speaks of too has no statements: its text would have to be read after the
 * renames, which only a migration of its own can do.
 */
export async function handmade(
  database: Database,
  affected: Affected,
  renames: readonly Rename[],
): Promise<readonly Handmade[]> {
  const { columns, tables, views, sequencesOf, filled } = affected;
  const asked = [columns, tables, views, sequencesOf, filled];
  if (asked.every(({ length }) => length === 0)) return [];
  const rows = await reading(database, () =>
    database.query<HandmadeRow>(handmadeQuery(affected)),
  );
  return rows.map((row) => handmadeOf(row, affected, renames));
}

function handmadeOf(
  row: HandmadeRow,
  { enumTypes }: Affected,
  renames: readonly Rename[],
): Handmade {
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
    // A table that inherits follows what the one above it does.
    ...row.columns.map(([schema, name]): NameRow => [schema, name]),
  ].map(idOf);
  const names = newNames(renames);
  const restorable = !renames.some((rename) =>
    concerns(rename, relations, names),
  );
  return {
    subject: row.subject,
    name: row.name,
    ...(row.table === null ? {} : { table: names.relation(idOf(row.table)) }),
    uses: unique(
      uses.map(({ table, column }) => ({
        table: names.relation(table),
        column: names.column(names.relation(table), column),
      })),
    ),
    usesTables: row.tables.map((table) => names.relation(idOf(table))),
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

function concerns(
  rename: Rename,
  relations: readonly ObjectId[],
  names: NewNames,
): boolean {
  switch (rename.kind) {
    case "renameTable":
    case "renameView":
      return relations.some((relation) => sameId(relation, rename.from));
    case "renameColumn":
      return relations.some((relation) =>
        sameId(names.relation(relation), rename.table),
      );
    // Any text may speak of a type or a label.
    case "renameEnumType":
    case "renameEnumLabel":
      return true;
    case "renameSequence":
      return false;
    default:
      return unreachable(rename);
  }
}
