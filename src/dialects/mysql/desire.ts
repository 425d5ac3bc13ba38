// What the entities ask for, in the terms of MySQL and MariaDB.
import { MetadataError } from "../../schema/errors";
import { idOf, nameOf } from "../../schema/identity";
import type {
  Check,
  Column,
  ForeignKey,
  Generation,
  Index,
  PrimaryKey,
  Schema,
  Table,
  View,
} from "../../schema/schema";
import { unreachable } from "../../schema/unreachable";
import { queryText } from "../../schema/views";
import type {
  DeclaredColumn,
  DeclaredForeignKey,
  DeclaredIndex,
  DeclaredTable,
  DeclaredUnique,
  DeclaredView,
} from "../declared";
import {
  constant,
  currentTimestamp,
  withoutOnUpdate,
  fittingTime,
} from "./constant";
import { withImpliedIndexes } from "./impliedIndexes";
import { literal } from "./quote";
import { plainly } from "./session";
import { labelledType, spelled } from "./types";
import type { Variant } from "./variant";

/** The desired schema, not canonical yet: expressions and some types are as they were typed. */
export function desire(
  declared: readonly DeclaredTable[],
  views: readonly DeclaredView[],
  variant: Variant,
): Schema {
  return {
    schemas: [
      ...new Set([...declared, ...views].flatMap(({ schema }) => schema ?? [])),
    ].sort(),
    enumTypes: [],
    tables: declared.map((table) =>
      withImpliedIndexes(tableOf(table, variant)),
    ),
    views: views.map((view) => viewOf(view, variant)),
  };
}

/** No view is materialized here, whatever its entity says. */
function viewOf(declared: DeclaredView, variant: Variant): View {
  const query = read(queryText(declared.expression), variant);
  return {
    ...idOf(declared),
    materialized: false,
    definition: query,
    typed: query,
    indexes: [],
    reads: declared.dependsOn.map((view) => ({ ...idOf(view), columns: [] })),
  };
}

/** What is typed for the application's sessions. */
const read = (typed: string, { reading }: Variant): string =>
  reading === undefined ? typed : plainly(typed, reading);

function tableOf(declared: DeclaredTable, variant: Variant): Table {
  const primaryKey = primaryKeyOf(declared);
  return {
    ...idOf(declared),
    ...commentOf(declared),
    ...(declared.engine === undefined ? {} : { engine: declared.engine }),
    columns: declared.columns.map((column) =>
      columnOf(declared, column, variant),
    ),
    ...(primaryKey === undefined ? {} : { primaryKey }),
    uniques: [],
    checks: declared.checks.map(({ name, expression }): Check => ({
      kind: "check",
      name,
      expression: read(expression, variant),
    })),
    exclusions: [],
    foreignKeys: declared.foreignKeys.map(foreignKeyOf),
    indexes: indexesOf(declared),
  };
}

function columnOf(
  table: DeclaredTable,
  declared: DeclaredColumn,
  variant: Variant,
): Column {
  const typed = typeOf(table, declared, variant);
  const generation = generationOf(declared, variant);
  const given =
    declared.default === undefined || generation !== undefined
      ? undefined
      : withoutOnUpdate(declared.default);
  const value =
    given === undefined
      ? undefined
      : (labelled(given.value, declared, variant) ??
        constant(read(given.value, variant), typed.type));
  const onUpdate =
    declared.onUpdate === undefined
      ? given?.onUpdate
      : (currentTimestamp(declared.onUpdate) ?? declared.onUpdate);
  const fitting = (text: string): string =>
    variant.fitsCurrentTime ? fittingTime(text, typed.type) : text;
  const alwaysNullable =
    generation?.kind === "expression" && !variant.generatedNotNull;
  return {
    name: declared.name,
    ...typed,
    nullable: (declared.nullable && !declared.primary) || alwaysNullable,
    ...(value === undefined ? {} : { default: fitting(value) }),
    ...(generation === undefined ? {} : { generation }),
    ...(onUpdate === undefined ? {} : { onUpdate: fitting(onUpdate) }),
    ...(declared.collation === undefined
      ? {}
      : { collation: declared.collation }),
    ...(declared.charset === undefined || declared.collation !== undefined
      ? {}
      : { charset: declared.charset }),
    ...(declared.srid === undefined || !variant.mindsSrid
      ? {}
      : { srid: declared.srid }),
    ...commentOf(declared),
  };
}

/** The servers keep comments in an UTF-8 of three bytes, whatever the character set of the table is. */
const commentOf = ({
  comment,
}: Pick<DeclaredTable, "comment">): Pick<Table, "comment"> =>
  comment === undefined
    ? {}
    : { comment: comment.replace(/[\u{10000}-\u{10ffff}]/gu, "?") };

/** A label as a default is taken as the labels themselves are. */
function labelled(
  value: string,
  declared: DeclaredColumn,
  variant: Variant,
): string | undefined {
  const { enumLabels: labels } = declared;
  if (labels === undefined || !/^'.*'$/s.test(value)) return undefined;
  const bare = value.slice(1, -1);
  const parts = labels.includes(bare) ? [bare] : bare.split(",");
  return parts.every((label) => labels.includes(label))
    ? literal(parts.map((label) => labelOf(label, declared, variant)).join(","))
    : undefined;
}

/**
 * TypeORM writes a backslash in a label as it is. Where each stands before another, the server reads half of them, and TypeORM finds what it wrote in what the
 * server prints. Otherwise it finds a change for ever, and the label is what the application writes. The servers cut blanks at the end.
 */
function labelOf(
  typed: string,
  { charset, collation }: DeclaredColumn,
  { reading }: Variant,
): string {
  const isEscaped = !typed.replaceAll("\\\\", "").includes("\\");
  const label =
    isEscaped && reading?.escapes !== false
      ? typed.replaceAll("\\\\", "\\")
      : typed;
  return charset === "binary" || collation === "binary"
    ? label
    : label.replace(/ +$/, "");
}

function typeOf(
  table: DeclaredTable,
  declared: DeclaredColumn,
  variant: Variant,
): Pick<Column, "type" | "labels"> {
  const { type, enumLabels: labels } = declared;
  if (type === "enum" || type === "set") {
    if (labels === undefined)
      throw new MetadataError(
        `Column "${declared.name}" of table "${nameOf(table)}" is of type ${type} without values (${table.entities.join(" and ")}). Give it \`enum: …\`.`,
      );
    const meant = labels.map((label) => labelOf(label, declared, variant));
    return { type: labelledType(type, meant), labels: meant };
  }
  return {
    type: variant.declaredType(
      declared,
      spelled(declared.fullType, declared.unsigned === true),
    ),
  };
}

function generationOf(
  declared: DeclaredColumn,
  variant: Variant,
): Generation | undefined {
  if (declared.expression !== undefined)
    return {
      kind: "expression",
      expression: read(declared.expression, variant),
      stored: declared.stored,
    };
  switch (declared.generated) {
    case "increment":
    case "identity":
      return { kind: "increment" };
    case "uuid": // TypeORM makes the value
    case undefined:
      return undefined;
    default:
      return unreachable(declared.generated);
  }
}

function primaryKeyOf(declared: DeclaredTable): PrimaryKey | undefined {
  const columns = declared.columns.filter((column) => column.primary);
  return columns.length === 0
    ? undefined
    : {
        kind: "primaryKey",
        name: "PRIMARY",
        columns: columns.map((column) => column.name),
      };
}

const foreignKeyOf = (declared: DeclaredForeignKey): ForeignKey => ({
  kind: "foreignKey",
  name: declared.name,
  columns: declared.columns,
  references: idOf(declared.references),
  referencedColumns: declared.referencedColumns,
  onDelete: declared.onDelete,
  onUpdate: declared.onUpdate,
});

/** Unique constraints are unique indexes here; one is enough for one list of columns. */
function indexesOf(declared: DeclaredTable): Index[] {
  const indexes = declared.indexes.map(indexOf);
  const uniques = declared.uniques.map(uniqueOf);
  return [
    ...indexes,
    ...uniques.filter(
      (unique) => !indexes.some((index) => isSameUnique(index, unique)),
    ),
  ];
}

const isSameUnique = (a: Index, b: Index): boolean =>
  a.name === b.name ||
  (a.unique &&
    a.keys.length === b.keys.length &&
    a.keys.every((key, position) => key.column === b.keys[position]?.column));

const uniqueOf = ({ name, columns }: DeclaredUnique): Index => ({
  name,
  unique: true,
  method: "btree",
  keys: columns.map((column) => ({ column })),
});

const indexOf = (declared: DeclaredIndex): Index => ({
  name: declared.name,
  unique: declared.unique,
  method: declared.spatial
    ? "spatial"
    : declared.fulltext === true
      ? "fulltext"
      : "btree",
  keys: declared.columns.map((column) => ({ column })),
  ...(declared.fulltext === true && declared.parser !== undefined
    ? { parser: declared.parser }
    : {}),
});
