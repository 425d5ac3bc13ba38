// What a schema is called after renames: names and references only. How expressions read then is for the server to say.
import { idKey, idOf, sameId } from "../schema/identity";
import type {
  Column,
  EnumTypeId,
  Index,
  ObjectId,
  PrimaryKey,
  Schema,
  SequenceId,
  Table,
  TableId,
  Unique,
  View,
} from "../schema/schema";
import type { Operation, RenameColumn } from "./operation";

/** The operations that `renamed` knows. Columns and labels are renamed in tables and enum types that have their new names already. */
export type Rename = Extract<
  Operation,
  {
    kind:
      | "renameTable"
      | "renameColumn"
      | "renameEnumType"
      | "renameEnumLabel"
      | "renameSequence"
      | "renameView";
  }
>;

/** The schema with the new names everywhere that a name stands by itself; expressions are left as they are. */
export function renamed(schema: Schema, renames: readonly Rename[]): Schema {
  if (renames.length === 0) return schema;
  const tableNames = new Map<string, ObjectId>();
  const enumNames = new Map<string, EnumTypeId>();
  const columnNames = new Map<string, RenameColumn[]>();
  const sequenceNames = new Map<string, SequenceId>();
  const labelNames = labelsByType(renames);
  for (const rename of renames) {
    if (rename.kind === "renameTable")
      tableNames.set(idKey(rename.from), rename.to);
    else if (rename.kind === "renameEnumType")
      enumNames.set(idKey(rename.from), rename.to);
    else if (rename.kind === "renameColumn") {
      const key = idKey(rename.table);
      columnNames.set(key, [...(columnNames.get(key) ?? []), rename]);
    } else if (rename.kind === "renameSequence")
      sequenceNames.set(sequenceKey(rename.table, rename.from), rename.to);
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
              ...renamedKey(table.primaryKey, column),
            },
          }),
      ...(table.period === undefined
        ? {}
        : {
            period: {
              ...table.period,
              start: column(table.period.start),
              end: column(table.period.end),
            },
          }),
      uniques: table.uniques.map((unique) => ({
        ...unique,
        ...renamedKey(unique, column),
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
      indexes: table.indexes.map((index) => renamedIndex(index, column)),
      ...(table.handmadeIndexes === undefined
        ? {}
        : {
            handmadeIndexes: table.handmadeIndexes.map((index) =>
              renamedIndex(index, column),
            ),
          }),
    };
  };

  return {
    ...schema,
    enumTypes: schema.enumTypes.map((enumType) => {
      const { schema: _before, ...rest } = enumType;
      const to = enumNames.get(idKey(enumType));
      const named = to === undefined ? enumType : { ...rest, ...to };
      const labels = labelNames.get(idKey(named));
      return labels === undefined
        ? named
        : {
            ...named,
            labels: named.labels.map((label) => labels.get(label) ?? label),
          };
    }),
    tables: schema.tables.map(renamedTable),
    views: schema.views.map((view) => renamedView(view, newNames(renames))),
  };
}

const renamedIndex = (
  index: Index,
  column: (name: string) => string,
): Index => ({
  ...index,
  keys: index.keys.map((key) =>
    key.column === undefined ? key : { ...key, column: column(key.column) },
  ),
  ...(index.include === undefined
    ? {}
    : { include: index.include.map(column) }),
});

const renamedKey = (
  { columns, include }: PrimaryKey | Unique,
  column: (name: string) => string,
): Pick<Unique, "columns" | "include"> => ({
  columns: columns.map(column),
  ...(include === undefined ? {} : { include: include.map(column) }),
});

/** By the enum type's new name: labels before and after. */
function labelsByType(
  renames: readonly Rename[],
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const rename of renames)
    if (rename.kind === "renameEnumLabel") {
      const key = idKey(rename.enumType);
      const labels = found.get(key) ?? new Map<string, string>();
      found.set(key, labels.set(rename.from, rename.to));
    }
  return found;
}

/** A view under its new name, with the new names of what it reads. Its own columns keep theirs. */
export function renamedView(view: View, names: NewNames): View {
  const { schema: _before, ...rest } = view;
  return {
    ...rest,
    ...names.relation(idOf(view)),
    reads: view.reads.map(({ columns, groupsByKey, ...read }) => {
      const id = names.relation(read);
      return {
        ...id,
        columns: columns.map((column) => names.column(id, column)),
        ...(groupsByKey === undefined ? {} : { groupsByKey }),
      };
    }),
  };
}

/** Tables from two schemas can bring sequences of one name. */
const sequenceKey = (table: TableId, sequence: SequenceId): string =>
  `${idKey(table)}\u0000${idKey(sequence)}`;

/** A sequence goes with its table to another schema, and is renamed there. */
function renamedSequence(
  { generation }: Column,
  table: TableId,
  sequenceNames: ReadonlyMap<string, SequenceId>,
): Pick<Column, "generation"> {
  if (generation?.kind !== "serial" && generation?.kind !== "identity")
    return {};
  if (generation.sequence === undefined) return {};
  const moved = { ...idOf(table), name: generation.sequence.name };
  const sequence = sequenceNames.get(sequenceKey(table, moved)) ?? moved;
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
  const relabelled = labelsByType(renames);
  return schema.tables.flatMap((before, position) => {
    const table = after[position];
    if (table === undefined) return [];
    const enumRenamed = before.columns.some((column, index) => {
      if (column.enumType === undefined) return false;
      const enumType = table.columns[index]?.enumType ?? column.enumType;
      return (
        !sameId(column.enumType, enumType) || relabelled.has(idKey(enumType))
      );
    });
    return withRenamedColumns.has(idKey(table)) || enumRenamed
      ? [{ before, after: table }]
      : [];
  });
}

/** What tables, views and columns are called in the database before the renames. */
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
    if (rename.kind === "renameTable" || rename.kind === "renameView")
      tables.set(idKey(rename.to), rename.from);
    if (rename.kind === "renameColumn")
      columns.set(columnKey(rename.table, rename.to), rename.from);
  }
  return {
    table: (table) => tables.get(idKey(table)) ?? table,
    column: (table, column) => columns.get(columnKey(table, column)) ?? column,
  };
}

/** What tables, views and columns are called after the renames. */
export interface NewNames {
  relation(id: ObjectId): ObjectId;
  /** Of a table by its new name. */
  column(table: TableId, column: string): string;
}

export function newNames(renames: readonly Rename[]): NewNames {
  const relations = new Map<string, ObjectId>();
  const columns = new Map<string, string>();
  const columnKey = (table: TableId, column: string): string =>
    `${idKey(table)}\u0000${column}`;
  for (const rename of renames) {
    if (rename.kind === "renameTable" || rename.kind === "renameView")
      relations.set(idKey(rename.from), rename.to);
    if (rename.kind === "renameColumn")
      columns.set(columnKey(rename.table, rename.from), rename.to);
  }
  return {
    relation: (id) => relations.get(idKey(id)) ?? id,
    column: (table, column) => columns.get(columnKey(table, column)) ?? column,
  };
}
