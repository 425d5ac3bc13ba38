// The same random sets as MySQL and MariaDB can have them.
import { isEnum, sound, type ColumnModel, type SetModel } from "./model";
import type { TypeName } from "./types";

/** A type that is there for one that is not: of its family, so that rows survive what they would survive. */
const standIns: Partial<Readonly<Record<TypeName, TypeName>>> = {
  // An index on TEXT takes a length, which no entity can say.
  text: "varchar",
  timestamptz: "timestamp",
  jsonb: "json",
  texts: "varchar20",
  varchars: "varchar50",
  integers: "integer",
  numerics: "numeric10",
  uuid: "varchar50",
  inet: "varchar50",
  interval: "varchar50",
  interval3: "varchar50",
  clock: "varchar50",
  zonedClock: "varchar50",
  bits: "varchar50",
  varbits: "varchar50",
  range: "varchar50",
  money: "varchar50",
  xml: "varchar50",
  vectorOfWords: "varchar50",
  macaddr: "varchar50",
};

/** Types for which the model's default is none here. */
const undefaulted: ReadonlySet<TypeName> = new Set([
  "json",
  "date",
  "timestamp3",
]);

export function asMysql(set: SetModel): SetModel {
  return sound({
    ...set,
    tables: set.tables.map(({ schema: _schema, comment, ...table }) => ({
      ...table,
      id: table.id === "identity" ? ("serial" as const) : table.id,
      // TypeORM puts a table's comment between double quotes as it is.
      ...(comment === undefined ? {} : { comment: "plain" }),
      columns: table.columns.map(columnOf),
      indexes: table.indexes.map((index) => ({ ...index, partial: false })),
      references: table.references.map(undeferred),
      exclusions: [],
      view: table.view && { ...table.view, materialized: false },
      // A unique constraint is an index here, and TypeORM names both after their columns, in any order.
      uniques: table.uniques
        .filter(
          ({ columns }) =>
            !table.indexes.some(
              (index) => sorted(index.columns) === sorted(columns),
            ),
        )
        .map(undeferred),
    })),
  });
}

const undeferred = <Item extends { readonly deferrable?: unknown }>({
  deferrable: _deferrable,
  ...item
}: Item): Omit<Item, "deferrable"> => item;

const sorted = (columns: readonly string[]): string =>
  [...columns].sort().join("\u0000");

function columnOf(column: ColumnModel): ColumnModel {
  const comment = column.comment?.replace(/ 🦊/u, "");
  const { comment: _comment, collation: _collation, ...rest } = column;
  const type = isEnum(column.type)
    ? { ...column.type, array: false }
    : (standIns[column.type] ?? column.type);
  return {
    ...rest,
    ...(comment === undefined ? {} : { comment }),
    type,
    // The other spellings are PostgreSQL's.
    spelling: 0,
    defaulted: column.defaulted && (isEnum(type) || !undefaulted.has(type)),
  };
}
