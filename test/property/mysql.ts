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
      // A unique constraint is an index here, and TypeORM names both after their columns, in any order.
      uniques: table.uniques.filter(
        ({ columns }) =>
          !table.indexes.some(
            (index) => sorted(index.columns) === sorted(columns),
          ),
      ),
    })),
  });
}

const sorted = (columns: readonly string[]): string =>
  [...columns].sort().join("\u0000");

function columnOf(column: ColumnModel): ColumnModel {
  const comment = column.comment?.replace(/ 🦊/u, "");
  const { comment: _comment, ...rest } = column;
  const type = isEnum(column.type)
    ? column.type
    : (standIns[column.type] ?? column.type);
  return {
    ...rest,
    ...(comment === undefined ? {} : { comment }),
    type,
    defaulted: column.defaulted && (isEnum(type) || !undefaulted.has(type)),
  };
}
