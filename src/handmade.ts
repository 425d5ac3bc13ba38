// What is made by hand around the operations: asked for only where one of them changes, drops or fills something that it may hang on.
import { columnsLost } from "./columnsLost";
import type {
  Affected,
  ColumnRef,
  Database,
  Renaming,
  Target,
} from "./dialects/dialect";
import { invert } from "./operations/invert";
import { usingNewLabels } from "./operations/newLabels";
import { setsDefault } from "./operations/setsDefault";
import type { Operation } from "./operations/operation";
import { originalNames, type Rename } from "./operations/rename";
import { sequencesLeft, sequencesOf } from "./operations/sequences";
import { columnName, idKey, idOf, sameId, tableByKey } from "./schema/identity";
import type { Handmade, Schema, TableId, ViewId } from "./schema/schema";

/** Under the names after `renames`. One query at most; `disturbed` are the columns that are made anew in either direction, `views` those that may be taken down in one. */
export async function handmadeAround(
  database: Database,
  target: Target,
  operations: readonly Operation[],
  renaming: Renaming,
  live: Schema,
  disturbed: readonly ColumnRef[],
  views: readonly ViewId[],
): Promise<readonly Handmade[]> {
  const { renames } = renaming;
  const original = originalNames(renames);
  const named = (columns: readonly ColumnRef[]): ColumnRef[] =>
    columns.map(({ table, column }) => ({
      table: original.table(table),
      column: original.column(table, column),
    }));
  const found = await target.dialect.handmade(
    database,
    {
      columns: named([...disturbed, ...operations.flatMap(columnDropped)]),
      defaults: named(operations.flatMap(defaultSet)),
      dropped: {
        columns: named(operations.flatMap(columnDropped)),
        views: operations.flatMap((operation) =>
          operation.kind === "dropView"
            ? [original.table(idOf(operation.view))]
            : [],
        ),
      },
      tables: operations.flatMap((operation) =>
        operation.kind === "dropTable"
          ? [original.table(idOf(operation.table))]
          : [],
      ),
      changed: operations
        .flatMap(tablesChanged)
        .map((table) => original.table(table)),
      views: views.map((view) => original.table(view)),
      sequencesOf: named(operations.flatMap(columnsLeft)),
      filled: operations
        .flatMap(tablesFilled)
        .map((table) => original.table(table)),
      enumTypes: remadeEnumTypes(operations, target, renames, named),
      serverVersion: target.serverVersion,
    },
    renaming,
  );
  const changed = new Set(
    operations.flatMap(defaultsChanged).map(({ table, column }) => {
      const id = original.table(table);
      return columnName(id, original.column(table, column));
    }),
  );
  const set = new Set(
    operations
      .flatMap(defaultSet)
      .map(({ table, column }) => columnName(table, column)),
  );
  return found.filter(
    (object) =>
      !isIndexOf(live, object) &&
      !(object.overwrittenBy === "default" && isOnOneOf(set, object)) &&
      !(object.subject === "default" && changed.has(object.name)),
  );
}

/** Those that lose their sequences. */
function columnsLeft(operation: Operation): ColumnRef[] {
  if (sequencesLeft(operation).length === 0) return [];
  switch (operation.kind) {
    case "dropTable":
      return operation.table.columns
        .filter((column) => sequencesOf(column).length > 0)
        .map(({ name }) => ({ table: idOf(operation.table), column: name }));
    case "dropColumn":
      return [{ table: operation.table, column: operation.column.name }];
    case "alterColumn":
      return [{ table: operation.table, column: operation.to.name }];
    default:
      return [];
  }
}

/** Columns that are told another default, which tables that inherit are told too. */
const defaultSet = (operation: Operation): ColumnRef[] =>
  setsDefault(operation)
    ? [{ table: operation.table, column: operation.to.name }]
    : [];

/** Columns whose defaults go or become others. */
const defaultsChanged = (operation: Operation): ColumnRef[] =>
  operation.kind !== "alterColumn"
    ? columnsLost(operation)
    : operation.from.default === operation.to.default
      ? []
      : [{ table: operation.table, column: operation.to.name }];

/** Those with a column whose rows may be given a value, in either direction. */
function tablesFilled(operation: Operation): TableId[] {
  switch (operation.kind) {
    case "addColumn":
    case "dropColumn":
      return operation.column.nullable ? [] : [operation.table];
    case "alterColumn":
      return operation.from.nullable === operation.to.nullable
        ? []
        : [operation.table];
    default:
      return [];
  }
}

/** Those that are there and get or lose something, where more than a column goes; and those that foreign keys come to refer to. */
function tablesChanged(operation: Operation): TableId[] {
  switch (operation.kind) {
    case "addConstraint":
      return operation.constraint.kind === "foreignKey"
        ? [operation.table, operation.constraint.references]
        : [operation.table];
    case "dropConstraint":
    case "createIndex":
    case "addColumn":
    case "alterColumn":
    case "alterTableEngine":
      return [operation.table];
    default:
      return [];
  }
}

const columnDropped = (operation: Operation): ColumnRef[] =>
  operation.kind === "dropColumn"
    ? [{ table: operation.table, column: operation.column.name }]
    : [];

/** A table that inherits may be compared too, and get its default from an operation of its own. */
const isOnOneOf = (
  columns: ReadonlySet<string>,
  { table, uses }: Handmade,
): boolean =>
  table !== undefined &&
  uses.some(({ column }) => columns.has(columnName(table, column)));

/** An index that is compared steps aside by operations of its own. */
function isIndexOf(live: Schema, { subject, name, table }: Handmade): boolean {
  return (
    subject === "index" &&
    table !== undefined &&
    (tableByKey(live)
      .get(idKey(table))
      ?.indexes.some((index) => name === `${index.name} on ${table.name}`) ??
      false)
  );
}

/** Enum types that are made anew in either direction, by their names before the renames. */
function remadeEnumTypes(
  operations: readonly Operation[],
  { dialect, serverVersion }: Target,
  renames: readonly Rename[],
  named: (columns: readonly ColumnRef[]) => ColumnRef[],
): Affected["enumTypes"] {
  const inverted = operations.map(invert);
  const remade = [
    ...operations.map(usingNewLabels(operations)),
    ...inverted.map(usingNewLabels(inverted)),
  ].flatMap((operation) => {
    if (operation.kind !== "alterEnumType") return [];
    const columns = dialect.disturbed(operation, serverVersion);
    if (columns.length === 0) return [];
    const { to } = operation;
    const enumType =
      renames.flatMap((rename) =>
        rename.kind === "renameEnumType" && sameId(rename.to, to)
          ? [rename.from]
          : [],
      )[0] ?? idOf(to);
    return [{ enumType, columns: named(columns) }];
  });
  return [
    ...new Map(remade.map((item) => [idKey(item.enumType), item])).values(),
  ];
}
