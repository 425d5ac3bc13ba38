// What is made by hand on or about a table, and stands in the way of a change or goes along with one.
import {
  newNames,
  type NewNames,
  type Rename,
} from "../../../operations/rename";
import { columnName, idKey, sameId } from "../../../schema/identity";
import type { Handmade, ObjectId } from "../../../schema/schema";
import { unreachable } from "../../../schema/unreachable";
import type { Affected, ColumnRef, Database, Renaming } from "../../dialect";
import { wordingsAfter, type Printable, type Wording } from "./handmadeAfter";
import { handmadeQuery } from "./handmadeQuery";
import { identifier, literal, qualified } from "../quote";
import { reading } from "../reading";

/** A name in the catalogs; the schema is NULL where it is the connection's own. */
type NameRow = readonly [schema: string | null, name: string];

/** It goes with a column, and what else overwrites it. */
type Overwritten = `column, ${NonNullable<Handmade["overwrittenBy"]>}`;

interface HandmadeRow {
  readonly subject: string;
  /** Of what goes with a column: its own, ` on ` and that of its table or partition. */
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
  readonly goesWith: Handmade["goesWith"] | Overwritten;
  readonly down: readonly string[];
  readonly up: readonly string[];
}

/**
 * One query. Names are those before the renames. Of what a rename speaks of too, indexes and statistics are printed as they read after it; all else
 * has no statements: its text would have to be read after the renames, which only a migration of its own can do.
 */
export async function handmade(
  database: Database,
  affected: Affected,
  renaming: Renaming,
): Promise<readonly Handmade[]> {
  const { columns, defaults, tables, views, sequencesOf, filled } = affected;
  const asked = [columns, defaults, tables, views, sequencesOf, filled];
  if (asked.every(({ length }) => length === 0)) return [];
  const rows = await reading(database, () =>
    database.query<HandmadeRow>(handmadeQuery(affected)),
  );
  const { renames } = renaming;
  const objects = rows.map((row) => handmadeOf(row, affected, renames));
  const lost = rows.flatMap((row, position) =>
    objects[position]?.up.length === 0 ? printableOf(row, position) : [],
  );
  if (lost.length === 0) return objects;
  const wordings = await wordingsAfter(database, lost, renaming);
  return objects.map((object, position) => {
    const wording = wordings.get(position);
    return wording === undefined
      ? object
      : { ...object, ...statementsOf(object, rows[position], wording) };
  });
}

function printableOf(
  { subject, table, columns, up: [definition] }: HandmadeRow,
  position: number,
): Printable[] {
  if (table === null || definition === undefined) return [];
  if (subject !== "index" && subject !== "statistics") return [];
  const columnsOf = [
    table,
    ...columns.map(([schema, name]): NameRow => [schema, name]),
  ];
  return [
    {
      position,
      table: idOf(table),
      columnsOf: [
        ...new Map(columnsOf.map(idOf).map((id) => [idKey(id), id])).values(),
      ],
      definition,
    },
  ];
}

/** How it steps aside and is put back, called as after the renames. */
function statementsOf(
  { table }: Handmade,
  row: HandmadeRow | undefined,
  { what, name, before, after, comment }: Wording,
): Pick<Handmade, "down" | "up"> {
  if (table === undefined || row === undefined) return { down: [], up: [] };
  const definition = `CREATE ${what} ${name}${before}${qualified(table)}${after}`;
  // Statistics stay in their schema.
  if (what === "STATISTICS")
    return { down: row.down, up: [definition, ...row.up.slice(1)] };
  const own =
    table.schema === undefined ? name : `${identifier(table.schema)}.${name}`;
  return {
    down: [`DROP INDEX ${own}`],
    up: [
      definition,
      ...(comment === null
        ? []
        : [`COMMENT ON INDEX ${own} IS ${literal(comment)}`]),
    ],
  };
}

function handmadeOf(
  row: HandmadeRow,
  { enumTypes }: Affected,
  renames: readonly Rename[],
): Handmade {
  const { goesWith, overwrittenBy } = lostWith(row);
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
  const table = row.table === null ? undefined : idOf(row.table);
  const renamed = table && names.relation(table);
  const restorable =
    !renames.some((rename) => concerns(rename, relations, names)) ||
    // These speak of an index alone, which changes its name only with its schema.
    (row.subject === "statistics targets" && renamed?.schema === table?.schema);
  return {
    subject: row.subject,
    name:
      table !== undefined &&
      renamed !== undefined &&
      goesWith === "column" &&
      row.name.endsWith(` on ${table.name}`)
        ? `${row.name.slice(0, -table.name.length)}${renamed.name}`
        : row.name,
    ...(renamed === undefined ? {} : { table: renamed }),
    uses: unique(
      uses.map(({ table: used, column }) => ({
        table: names.relation(used),
        column: names.column(names.relation(used), column),
      })),
    ),
    usesTables: row.tables.map((used) => names.relation(idOf(used))),
    goesWith,
    ...(overwrittenBy === undefined ? {} : { overwrittenBy }),
    down: restorable ? row.down : [],
    up: restorable ? row.up : [],
  };
}

function lostWith({
  goesWith,
}: HandmadeRow): Pick<Handmade, "goesWith" | "overwrittenBy"> {
  switch (goesWith) {
    case "column, default":
      return { goesWith: "column", overwrittenBy: "default" };
    case "column, type":
      return { goesWith: "column", overwrittenBy: "type" };
    case "column, nothing":
      return { goesWith: "column", overwrittenBy: "nothing" };
    default:
      return { goesWith };
  }
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
