// What the entities ask for, in PostgreSQL's terms.
import { idOf } from "../../schema/identity";
import type {
  Check,
  Column,
  EnumTypeId,
  Exclusion,
  ForeignKey,
  Generation,
  Index,
  PrimaryKey,
  Schema,
  Table,
  TableId,
  Unique,
  View,
} from "../../schema/schema";
import { unreachable } from "../../schema/unreachable";
import { queryText } from "../../schema/views";
import type {
  DeclaredColumn,
  DeclaredConnection,
  DeclaredExpression,
  DeclaredForeignKey,
  DeclaredIndex,
  DeclaredTable,
  DeclaredUnique,
  DeclaredView,
} from "../declared";
import { isBuiltIn } from "./builtIns";
import { enumTypesOf } from "./desiredEnumTypes";
import { wanted } from "./extensions";
import { cut, truncated } from "./quote";
import { enumTypeText, spelled } from "./types";

/** The desired schema, not canonical yet: expressions and some types are as they were typed. */
export function desire(
  declared: readonly DeclaredTable[],
  { defaultSchema, extensions }: DeclaredConnection,
  views: readonly DeclaredView[] = [],
): Schema {
  const enumId = enumIdIn(defaultSchema ?? "public");
  const tables = declared.map((table) => tableOf(table, enumId));
  return {
    schemas: [
      ...new Set([...declared, ...views].flatMap(({ schema }) => schema ?? [])),
    ].sort(),
    extensions: extensions === undefined ? [] : wanted(declared, extensions),
    enumTypes: enumTypesOf(declared, enumId),
    tables,
    views: views.map(viewOf),
  };
}

type EnumId = (declared: EnumTypeId) => EnumTypeId;

const enumIdIn =
  (defaultSchema: string): EnumId =>
  (declared) => {
    const id = truncatedId(declared);
    return id.schema === undefined && isBuiltIn(id.name)
      ? { ...id, schema: defaultSchema }
      : id;
  };

function tableOf(declared: DeclaredTable, enumId: EnumId): Table {
  const columns = declared.columns.map((column) =>
    columnOf(declared, column, enumId),
  );
  const primaryKey = primaryKeyOf(declared);
  return {
    ...truncatedId(declared),
    ...(declared.comment === undefined ? {} : { comment: declared.comment }),
    columns,
    ...(primaryKey === undefined ? {} : { primaryKey }),
    uniques: declared.uniques.map(uniqueOf),
    checks: declared.checks.map(checkOf),
    exclusions: declared.exclusions.map(exclusionOf),
    foreignKeys: declared.foreignKeys.map(foreignKeyOf),
    indexes: declared.indexes.map(indexOf),
  };
}

function columnOf(
  table: DeclaredTable,
  declared: DeclaredColumn,
  enumId: EnumId,
): Column {
  const generation = generationOf(table, declared);
  return {
    name: truncated(declared.name),
    ...typeOf(declared, enumId),
    nullable: declared.nullable && !declared.primary,
    ...valueOf(declared, generation),
    ...rarelySaid(declared),
  };
}

/** What is spread into most columns: making an object of its own for each costs time where there are many. */
const nothing = {};

function valueOf(
  declared: DeclaredColumn,
  generation: Generation | undefined,
): Pick<Column, "default" | "generation"> {
  if (generation !== undefined) return { generation };
  return declared.default === undefined
    ? nothing
    : { default: declared.default };
}

function rarelySaid({
  collation,
  comment,
}: DeclaredColumn): Pick<Column, "collation" | "comment"> {
  if (collation === undefined && comment === undefined) return nothing;
  return {
    // The one that a type has by itself goes by this name.
    ...(collation === undefined || collation === "default"
      ? {}
      : { collation }),
    ...(comment === undefined ? {} : { comment }),
  };
}

function typeOf(
  declared: DeclaredColumn,
  enumId: EnumId,
): Pick<Column, "type" | "enumType"> {
  if (declared.enumType === undefined)
    return { type: spelled(declared.fullType) };
  const enumType = enumId(declared.enumType);
  return { type: enumTypeText(enumType, declared.array), enumType };
}

function generationOf(
  table: DeclaredTable,
  declared: DeclaredColumn,
): Generation | undefined {
  if (declared.expression !== undefined)
    return {
      kind: "expression",
      expression: declared.expression,
      stored: declared.stored,
    };
  switch (declared.generated) {
    case "increment":
      return { kind: "serial", sequence: sequenceOf(table, declared.name) };
    case "identity":
      return { kind: "identity", mode: declared.identityMode ?? "BY DEFAULT" };
    case "uuid": // a default like any other
    case undefined:
      return undefined;
    default:
      return unreachable(declared.generated);
  }
}

/** The name that SERIAL would give. */
export function sequenceOf(table: TableId, column: string): TableId {
  const name = sequenceName(table.name, column);
  return table.schema === undefined ? { name } : { schema: table.schema, name };
}

/** Cut the way the server cuts it (makeObjectName): the longer part first. */
function sequenceName(table: string, column: string): string {
  const room = 63 - "__seq".length;
  let [first, second] = [Buffer.byteLength(table), Buffer.byteLength(column)];
  while (first + second > room) {
    if (first > second) first -= 1;
    else second -= 1;
  }
  return `${cut(table, first)}_${cut(column, second)}_seq`;
}

function primaryKeyOf(declared: DeclaredTable): PrimaryKey | undefined {
  const columns = declared.columns.filter((column) => column.primary);
  if (columns.length === 0) return undefined;
  return {
    kind: "primaryKey",
    name: truncated(declared.primaryKeyName ?? `${declared.name}_pkey`),
    columns: columns.map((column) => truncated(column.name)),
  };
}

function uniqueOf(declared: DeclaredUnique): Unique {
  return {
    kind: "unique",
    name: truncated(declared.name),
    columns: declared.columns.map(truncated),
    ...deferrableOf(declared),
  };
}

function checkOf(declared: DeclaredExpression): Check {
  return {
    kind: "check",
    name: truncated(declared.name),
    expression: declared.expression,
  };
}

function exclusionOf(declared: DeclaredExpression): Exclusion {
  return {
    kind: "exclusion",
    name: truncated(declared.name),
    expression: declared.expression,
    ...deferrableOf(declared),
  };
}

function foreignKeyOf(declared: DeclaredForeignKey): ForeignKey {
  return {
    kind: "foreignKey",
    name: truncated(declared.name),
    columns: declared.columns.map(truncated),
    references: truncatedId(declared.references),
    referencedColumns: declared.referencedColumns.map(truncated),
    onDelete: declared.onDelete,
    onUpdate: declared.onUpdate,
    ...deferrableOf(declared),
  };
}

function indexOf(declared: DeclaredIndex): Index {
  return {
    name: truncated(declared.name),
    unique: declared.unique,
    method: declared.spatial ? "gist" : (declared.type ?? "btree"),
    keys: declared.columns.map((column) => ({ column: truncated(column) })),
    ...(declared.where === undefined ? {} : { predicate: declared.where }),
  };
}

function viewOf(declared: DeclaredView): View {
  const query = queryText(declared.expression);
  return {
    ...truncatedId(declared),
    materialized: declared.materialized,
    definition: query,
    typed: query,
    ...(declared.columns.length === 0
      ? {}
      : { mapped: declared.columns.map(truncated) }),
    indexes: declared.indexes.map(indexOf),
    reads: declared.dependsOn.map((view) => ({
      ...truncatedId(view),
      columns: [],
    })),
  };
}

function deferrableOf(declared: {
  readonly deferrable?: "IMMEDIATE" | "DEFERRED";
}): { readonly deferrable?: "IMMEDIATE" | "DEFERRED" } {
  return declared.deferrable === undefined
    ? {}
    : { deferrable: declared.deferrable };
}

function truncatedId(id: TableId): TableId {
  const { schema, name } = idOf(id);
  return schema === undefined
    ? { name: truncated(name) }
    : { schema: truncated(schema), name: truncated(name) };
}
