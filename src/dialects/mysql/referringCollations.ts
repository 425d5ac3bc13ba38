// A column that refers to text has the collation of what it refers to, or the server refuses the foreign key.
import { columnName, idKey, tableByKey } from "../../schema/identity";
import type { Column, ForeignKey, Schema, Table } from "../../schema/schema";
import { isLabelled, isText } from "./types";
import type { UsualCollation } from "./usualCollations";

/** The `whole` schema, in which columns of `declared` that are silent about their collation follow those that they refer to. */
export function withReferringCollations(
  declared: Schema,
  whole: Schema,
  usualOf: UsualCollation,
): Schema {
  const silent = silentReferrers(declared);
  if (silent.size === 0) return whole;
  const tables = new Map(tableByKey(whole));
  const followed = new Set<string>();
  let next = whole;
  // What a column refers to may follow another one itself.
  for (let size = -1; size !== followed.size;) {
    size = followed.size;
    next = {
      ...next,
      tables: next.tables.map((table) => {
        const after = following(table, tables, usualOf, (column) => {
          const name = columnName(table, column);
          if (!silent.has(name) || followed.has(name)) return false;
          followed.add(name);
          return true;
        });
        tables.set(idKey(table), after);
        return after;
      }),
    };
  }
  return next;
}

/** Whether a text refers to another one, or a label, so that collations matter. */
export const hasReferrers = ({ tables }: Schema): boolean =>
  tables.some(({ columns, foreignKeys }) =>
    foreignKeys.some((key) =>
      columns.some(
        (column) => key.columns.includes(column.name) && hasCollation(column),
      ),
    ),
  );

function silentReferrers({ tables }: Schema): ReadonlySet<string> {
  return new Set(
    tables.flatMap((table) => {
      const referring = new Set(
        table.foreignKeys.flatMap(({ columns }) => columns),
      );
      return table.columns
        .filter(
          (column) =>
            referring.has(column.name) &&
            hasCollation(column) &&
            column.collation === undefined &&
            column.charset === undefined,
        )
        .map(({ name }) => columnName(table, name));
    }),
  );
}

const hasCollation = ({ type }: Column): boolean =>
  isText(type) || isLabelled(type);

function following(
  table: Table,
  tables: ReadonlyMap<string, Table>,
  usualOf: UsualCollation,
  mayFollow: (column: string) => boolean,
): Table {
  const own = usualOf(table);
  const columns = table.columns.map((column) => {
    const wanted = table.foreignKeys.flatMap(
      (key) => collationReferredTo(key, column, tables, usualOf) ?? [],
    )[0];
    if (wanted === undefined || wanted === (column.collation ?? own))
      return column;
    if (!mayFollow(column.name)) return column;
    const { collation: _collation, ...rest } = column;
    return wanted === own ? rest : { ...rest, collation: wanted };
  });
  return columns.every((column, index) => column === table.columns[index])
    ? table
    : { ...table, columns };
}

function collationReferredTo(
  { columns, references, referencedColumns }: ForeignKey,
  { name }: Column,
  tables: ReadonlyMap<string, Table>,
  usualOf: UsualCollation,
): string | undefined {
  const target = tables.get(idKey(references));
  const referred = target?.columns.find(
    (column) => column.name === referencedColumns[columns.indexOf(name)],
  );
  return target === undefined ||
    referred === undefined ||
    !hasCollation(referred)
    ? undefined
    : (referred.collation ?? usualOf(target));
}
