// A model → TypeORM's entities.
import type {
  EntitySchema,
  EntitySchemaColumnOptions,
  EntitySchemaOptions,
} from "typeorm";
import { entity, type Row } from "../judges/entities";
import {
  isEnum,
  labelsOf,
  type ColumnModel,
  type EnumModel,
  type IdKind,
  type ReferenceModel,
  type SetModel,
  type TableModel,
} from "./model";
import { factsOf } from "./types";

type Columns = Record<string, EntitySchemaColumnOptions>;

/** `quote` is what names stand between in SQL. */
export function entitiesOf(
  set: SetModel,
  quote: '"' | "`" = '"',
): EntitySchema<Row>[] {
  const inQuotes = (expression: string): string =>
    expression.replaceAll('"', quote);
  return set.tables.map((table) =>
    entity(
      table.name,
      {
        ...keyColumns(table),
        ...Object.fromEntries(
          table.columns.map((column) => [column.name, columnOf(set, column)]),
        ),
        ...Object.fromEntries(
          table.references.flatMap((reference) =>
            referenceColumns(set, reference),
          ),
        ),
      },
      {
        tableName: table.name,
        ...(table.schema === undefined ? {} : { schema: table.schema }),
        ...(table.comment === undefined ? {} : { comment: table.comment }),
        uniques: table.uniques.map(({ name, columns }) => ({
          ...named(table, name),
          columns: [...columns],
        })),
        checks: table.checks.map(({ name, columns }) => ({
          ...named(table, name),
          expression: inQuotes(
            columns
              .map((column) => `(${conditionOn(set, table, column)})`)
              .join(" AND "),
          ),
        })),
        indices: table.indexes.map(({ name, columns, unique, partial }) => ({
          ...named(table, name),
          columns: [...columns],
          unique,
          ...(partial
            ? {
                where: columns
                  .map((column) => predicateOn(set, table, column))
                  .join(" AND "),
              }
            : {}),
        })),
        foreignKeys: table.references.map((reference) =>
          foreignKey(set, reference),
        ),
      },
    ),
  );
}

/** Names of constraints and indexes are unique in a schema, so they say their table's. */
const named = (table: TableModel, name: string | undefined) =>
  name === undefined ? {} : { name: `${table.name} ${name}` };

function conditionOn(
  set: SetModel,
  { columns }: TableModel,
  name: string,
): string {
  const column = columns.find((candidate) => candidate.name === name);
  if (column === undefined) return "true";
  return isEnum(column.type)
    ? `"${name}" IS NOT NULL OR ${hasFirstLabel(set, name, column.type)}`
    : (factsOf(column.type).check?.(`"${name}"`) ?? "true");
}

function predicateOn(
  set: SetModel,
  { columns }: TableModel,
  name: string,
): string {
  const column = columns.find((candidate) => candidate.name === name);
  return column !== undefined && isEnum(column.type)
    ? hasFirstLabel(set, name, column.type)
    : `"${name}" IS NOT NULL`;
}

const hasFirstLabel = (set: SetModel, name: string, type: EnumModel): string =>
  `"${name}" = '${labelsOf(set, type)[0]?.replaceAll("'", "''") ?? ""}'`;

const keys: Readonly<Record<IdKind, EntitySchemaColumnOptions>> = {
  integer: { type: "integer" },
  serial: { type: "integer", generated: "increment" },
  bigserial: { type: "bigint", generated: "increment" },
  // TypeORM takes it, though its type does not say so.
  identity: { type: "integer", generated: "identity" as "increment" },
  uuid: { type: "uuid", generated: "uuid" },
  varchar: { type: "varchar", length: 40 },
};

function keyColumns({ id, composite }: TableModel): Columns {
  return {
    id: { ...keys[id], primary: true },
    ...(composite ? { part: { type: "integer", primary: true } } : {}),
  };
}

function columnOf(
  set: SetModel,
  { type, nullable, defaulted, comment }: ColumnModel,
): EntitySchemaColumnOptions {
  const more = { nullable, ...(comment === undefined ? {} : { comment }) };
  if (!isEnum(type)) {
    const facts = factsOf(type);
    return {
      ...facts.options,
      ...more,
      ...(defaulted ? { default: facts.default } : {}),
    };
  }
  const labels = labelsOf(set, type);
  return {
    type: "enum",
    enum: [...labels],
    ...(type.labels === "shared" ? { enumName: "shared kind" } : {}),
    ...more,
    // TypeORM puts it between quotes as it is.
    ...(defaulted ? { default: labels[0]?.replaceAll("'", "''") } : {}),
  };
}

function referenceColumns(
  set: SetModel,
  { name, target, nullable }: ReferenceModel,
): [string, EntitySchemaColumnOptions][] {
  const referenced = set.tables.find((table) => table.name === target);
  const { generated: _own, ...type } = keys[referenced?.id ?? "integer"];
  const column: EntitySchemaColumnOptions = { ...type, nullable };
  return referenced?.composite === true
    ? [
        [name, column],
        [`${name} part`, { type: "integer", nullable }],
      ]
    : [[name, column]];
}

type ForeignKey = NonNullable<EntitySchemaOptions<Row>["foreignKeys"]>[number];

function foreignKey(
  set: SetModel,
  { name, target, onDelete }: ReferenceModel,
): ForeignKey {
  const composite = set.tables.some(
    (table) => table.name === target && table.composite,
  );
  return {
    target,
    columnNames: composite ? [name, `${name} part`] : [name],
    referencedColumnNames: composite ? ["id", "part"] : ["id"],
    onDelete,
  };
}
