// What a schema is called after renames: names and references only. How expressions read then is for the server to say.
import { idKey, idOf, sameId } from "../schema/identity";
import type {
  Column,
  EnumTypeId,
  IndexMarks,
  ObjectId,
  Schema,
  SequenceId,
  Table,
  TableId,
} from "../schema/schema";
import type { Operation, RenameColumn } from "./operation";

/** The operations that `renamed` knows. Columns are renamed in tables that have their new names already. */
export type Rename = Extract<
  Operation,
  {
    kind: "renameTable" | "renameColumn" | "renameEnumType" | "renameSequence";
  }
>;

/** The schema with the new names everywhere that a name stands by itself; expressions are left as they are. */
export function renamed(schema: Schema, renames: readonly Rename[]): Schema {
  if (renames.length === 0) return schema;
  const tableNames = new Map<string, ObjectId>();
  const enumNames = new Map<string, EnumTypeId>();
  const columnNames = new Map<string, RenameColumn[]>();
  const sequenceNames = new Map<string, SequenceId>();
  for (const rename of renames) {
    if (rename.kind === "renameTable")
      tableNames.set(idKey(rename.from), rename.to);
    else if (rename.kind === "renameEnumType")
      enumNames.set(idKey(rename.from), rename.to);
    else if (rename.kind === "renameColumn") {
      const key = idKey(rename.table);
      columnNames.set(key, [...(columnNames.get(key) ?? []), rename]);
    } else sequenceNames.set(idKey(rename.from), rename.to);
  }
  const tableId = (id: TableId): TableId => tableNames.get(idKey(id)) ?? id;
  const columnsIn = (table: TableId) => {
    const names = new Map(
      (columnNames.get(idKey(table)) ?? []).map(({ from, to }) => [from, to]),
    );
    return (name: string): string => names.get(name) ?? name;
  };

  const renamedTable = (table: Table): Table => {
    const id = tableId(table);
    const column = columnsIn(id);
    const included = ({ include }: IndexMarks): Pick<IndexMarks, "include"> =>
      include === undefined ? {} : { include: include.map(column) };
    const { schema: _before, ...rest } = table;
    return {
      ...rest,
      ...id,
      columns: table.columns.map((item) => ({
        ...renamedEnum(item, enumNames),
        ...renamedSequence(item, id, sequenceNames),
        name: column(item.name),
      })),
      ...(table.primaryKey === undefined
        ? {}
        : {
            primaryKey: {
              ...table.primaryKey,
              columns: table.primaryKey.columns.map(column),
              ...included(table.primaryKey),
            },
          }),
      uniques: table.uniques.map((unique) => ({
        ...unique,
        columns: unique.columns.map(column),
        ...included(unique),
      })),
      foreignKeys: table.foreignKeys.map((key) => {
        const references = tableId(key.references);
        return {
          ...key,
          columns: key.columns.map(column),
          references,
          referencedColumns: key.referencedColumns.map(columnsIn(references)),
          ...(key.setColumns === undefined
            ? {}
            : { setColumns: key.setColumns.map(column) }),
        };
      }),
      indexes: table.indexes.map((index) => ({
        ...index,
        keys: index.keys.map((key) =>
          key.column === undefined
            ? key
            : { ...key, column: column(key.column) },
        ),
        ...included(index),
      })),
    };
  };

  return {
    ...schema,
    enumTypes: schema.enumTypes.map((enumType) => {
      const { schema: _before, ...rest } = enumType;
      const to = enumNames.get(idKey(enumType));
      return to === undefined ? enumType : { ...rest, ...to };
    }),
    tables: schema.tables.map(renamedTable),
  };
}

/** A sequence goes with its table to another schema, and is renamed there. */
function renamedSequence(
  { generation }: Column,
  table: TableId,
  sequenceNames: ReadonlyMap<string, SequenceId>,
): Pick<Column, "generation"> {
  if (generation === undefined || generation.kind === "expression") return {};
  if (generation.sequence === undefined) return {};
  const moved = { ...idOf(table), name: generation.sequence.name };
  const sequence = sequenceNames.get(idKey(moved)) ?? moved;
  return { generation: { ...generation, sequence } };
}

function renamedEnum(
  column: Column,
  enumNames: ReadonlyMap<string, EnumTypeId>,
): Column {
  const to = column.enumType && enumNames.get(idKey(column.enumType));
  return to === undefined ? column : { ...column, enumType: to };
}

/** Tables whose expressions read differently after the renames, as they are called before and after. */
export function rephrased(
  schema: Schema,
  renames: readonly Rename[],
): { readonly before: Table; readonly after: Table }[] {
  if (renames.length === 0) return [];
  const after = renamed(schema, renames).tables;
  const withRenamedColumns = new Set(
    renames.flatMap((rename) =>
      rename.kind === "renameColumn" ? [idKey(rename.table)] : [],
    ),
  );
  return schema.tables.flatMap((before, position) => {
    const table = after[position];
    if (table === undefined) return [];
    const enumRenamed = before.columns.some(
      (column, index) =>
        column.enumType !== undefined &&
        !sameId(
          column.enumType,
          table.columns[index]?.enumType ?? column.enumType,
        ),
    );
    return withRenamedColumns.has(idKey(table)) || enumRenamed
      ? [{ before, after: table }]
      : [];
  });
}

/** What tables and columns are called in the database before the renames. */
export interface OriginalNames {
  table(table: TableId): TableId;
  column(table: TableId, column: string): string;
}

export function originalNames(renames: readonly Rename[]): OriginalNames {
  const tables = new Map<string, TableId>();
  const columns = new Map<string, string>();
  const columnKey = (table: TableId, column: string): string =>
    `${idKey(table)}\u0000${column}`;
  for (const rename of renames) {
    if (rename.kind === "renameTable")
      tables.set(idKey(rename.to), rename.from);
    if (rename.kind === "renameColumn")
      columns.set(columnKey(rename.table, rename.to), rename.from);
  }
  return {
    table: (table) => tables.get(idKey(table)) ?? table,
    column: (table, column) => columns.get(columnKey(table, column)) ?? column,
  };
}
