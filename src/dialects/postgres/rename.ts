// How a live schema's expressions read after renames: the server renames a temporary copy and prints it.
import { idKey } from "../../schema/identity";
import type { Column, Schema, Table } from "../../schema/schema";
import { rephrased, renamed, type Rename } from "../../operations/rename";
import type { Database, Place, Renaming } from "../dialect";
import { withoutOwnType } from "./constant";
import { isForbidden, printed, probeName, type Printed } from "./probe";
import { withSequenceCalls } from "./sequenceCalls";
import { typeRenames } from "./typeRenames";
import { identifier } from "./quote";
import { enumTypeText, isArray } from "./types";
import { definitionsAfter } from "./viewsAfter";

/** The schema under its new names. Without the privilege to make temporary tables or to rename a type, expressions stay as they are. */
export async function rename(
  database: Database,
  schema: Schema,
  renames: readonly Rename[],
  place: Place,
): Promise<Schema> {
  if (renames.length === 0) return schema;
  const target = await withViews(
    database,
    await withSequenceCalls(
      database,
      retyped(renamed(schema, renames)),
      schema,
      renames,
    ),
    { found: schema, renames, place },
  );
  const copies = rephrased(schema, renames).map(copyOf);
  const definitions = copies.flatMap((copy) => copy.definitions);
  if (definitions.length === 0) return target;
  try {
    const texts = await printed(database, [
      ...definitions,
      ...typeRenames(schema, renames, place),
    ]);
    return reworded(target, copies, texts);
  } catch (error) {
    if (isForbidden(error)) return target;
    throw error;
  }
}

async function withViews(
  database: Database,
  target: Schema,
  renaming: Renaming,
): Promise<Schema> {
  const texts = await definitionsAfter(
    database,
    renaming.found.views,
    renaming,
  );
  return {
    ...target,
    views: target.views.map((view, position) => ({
      ...view,
      definition: texts[position] ?? view.definition,
    })),
  };
}

/** Names of types are a matter of the dialect, so the type's text follows the enum type's new name here. */
function retyped(schema: Schema): Schema {
  const typed = (column: Column): Column =>
    column.enumType === undefined
      ? column
      : {
          ...column,
          type: enumTypeText(column.enumType, isArray(column.type)),
        };
  return {
    ...schema,
    tables: schema.tables.map((table) => ({
      ...table,
      columns: table.columns.map(typed),
    })),
  };
}

/** A temporary table with one table's columns and expressions, and under which name each expression is read back. */
interface Copy {
  readonly table: Table;
  readonly definitions: readonly string[];
  readonly name: (part: string) => string;
}

function copyOf(
  { before, after }: { readonly before: Table; readonly after: Table },
  number: number,
): Copy {
  const names = new Map<string, string>();
  const name = (part: string): string => {
    const known = names.get(part);
    if (known !== undefined) return known;
    const fresh = `${probeName(number)}_${names.size}`;
    names.set(part, fresh);
    return fresh;
  };
  const table = `${probeName(number)}_copy`;
  // Defaults are read from columns of their own, so that they too come back under a name of ours.
  const items = [
    ...before.columns.map(
      (column) => `${identifier(column.name)} ${column.type}`,
    ),
    ...before.columns.flatMap((column, position) =>
      column.enumType === undefined || column.default === undefined
        ? []
        : [
            `${name(`default ${position}`)} ${column.type} DEFAULT ${column.default}`,
          ],
    ),
    ...before.columns.flatMap((column, position) =>
      column.generation?.kind === "expression"
        ? [
            `${name(`generated ${position}`)} ${column.type} GENERATED ALWAYS AS (${column.generation.expression}) STORED`,
          ]
        : [],
    ),
    ...before.checks.map(
      (check) =>
        `CONSTRAINT ${name(`check ${check.name}`)} CHECK (${check.expression})`,
    ),
    ...before.indexes.flatMap((index) =>
      index.predicate === undefined
        ? []
        : [
            `CONSTRAINT ${name(`predicate ${index.name}`)} CHECK (${index.predicate})`,
          ],
    ),
    ...before.exclusions.map(
      (exclusion) =>
        `CONSTRAINT ${name(`exclusion ${exclusion.name}`)} EXCLUDE ${exclusion.expression}`,
    ),
  ];
  const keys = before.indexes
    .filter((index) => index.keys.some((key) => key.expression !== undefined))
    .map(
      (index) =>
        `CREATE INDEX ${name(`keys ${index.name}`)} ON ${table} USING ${index.method} (${index.keys
          .map(
            (key) =>
              `${key.column === undefined ? `(${key.expression ?? ""})` : identifier(key.column)} ${key.operatorClass ?? ""}`,
          )
          .join(", ")})`,
    );
  const columnRenames = before.columns.flatMap((column, position) => {
    const to = after.columns[position]?.name ?? column.name;
    return to === column.name ? [] : [{ from: column.name, to }];
  });
  return {
    table: after,
    name,
    definitions: [
      `CREATE TEMPORARY TABLE ${table} (\n  ${items.join(",\n  ")}\n)`,
      ...keys,
      // By way of names that nothing has, so that two columns can change places.
      ...columnRenames.map(
        ({ from }, position) =>
          `ALTER TABLE ${table} RENAME COLUMN ${identifier(from)} TO typeorm_autogenerate_way_${position}`,
      ),
      ...columnRenames.map(
        ({ to }, position) =>
          `ALTER TABLE ${table} RENAME COLUMN typeorm_autogenerate_way_${position} TO ${identifier(to)}`,
      ),
    ],
  };
}

function reworded(
  schema: Schema,
  copies: readonly Copy[],
  texts: ReadonlyMap<string, Printed>,
): Schema {
  const copyByTable = new Map(copies.map((copy) => [idKey(copy.table), copy]));
  return {
    ...schema,
    tables: schema.tables.map((table) => {
      const copy = copyByTable.get(idKey(table));
      return copy === undefined ? table : rewordedTable(table, copy, texts);
    }),
  };
}

function rewordedTable(
  table: Table,
  copy: Copy,
  texts: ReadonlyMap<string, Printed>,
): Table {
  const text = (part: string, otherwise: string): string =>
    texts.get(copy.name(part))?.expression ?? otherwise;
  const defaultOf = (part: string, otherwise: string): string =>
    withoutOwnType(
      text(part, otherwise),
      texts.get(copy.name(part))?.type ?? "",
    );
  return {
    ...table,
    columns: table.columns.map((column, position) => ({
      ...column,
      ...(column.default === undefined
        ? {}
        : { default: defaultOf(`default ${position}`, column.default) }),
      ...(column.generation?.kind === "expression"
        ? {
            generation: {
              ...column.generation,
              expression: text(
                `generated ${position}`,
                column.generation.expression,
              ),
            },
          }
        : {}),
    })),
    checks: table.checks.map((check) => ({
      ...check,
      expression: text(`check ${check.name}`, check.expression),
    })),
    exclusions: table.exclusions.map((exclusion) => ({
      ...exclusion,
      expression: text(`exclusion ${exclusion.name}`, exclusion.expression),
    })),
    indexes: table.indexes.map((index) => ({
      ...index,
      keys: index.keys.map((key, position) =>
        key.expression === undefined
          ? key
          : {
              ...key,
              expression:
                texts.get(copy.name(`keys ${index.name}`))?.keys?.[position] ??
                key.expression,
            },
      ),
      ...(index.predicate === undefined
        ? {}
        : { predicate: text(`predicate ${index.name}`, index.predicate) }),
    })),
  };
}
