// The live schema under its new names, expressions included.
import { renamed, type Rename } from "../../operations/rename";
import { idKey } from "../../schema/identity";
import type {
  Column,
  Constraint,
  Index,
  Schema,
  Table,
} from "../../schema/schema";
import { withNames } from "./names";
import type { Variant } from "./variant";

export function rename(
  schema: Schema,
  renames: readonly Rename[],
  variant: Variant,
): Schema {
  const names = new Map<string, Map<string, string>>();
  for (const operation of renames)
    if (operation.kind === "renameColumn") {
      const key = idKey(operation.table);
      const columns = names.get(key) ?? new Map<string, string>();
      names.set(key, columns.set(operation.from, operation.to));
    }
  const target = withGivenNames(renamed(schema, renames), renames, variant);
  return names.size === 0
    ? target
    : {
        ...target,
        tables: target.tables.map((table) => {
          const columns = names.get(idKey(table));
          return columns === undefined
            ? table
            : reworded(table, (name) => columns.get(name) ?? name);
        }),
      };
}

/** What the server named after a table, it names anew with the table. */
function withGivenNames(
  schema: Schema,
  renames: readonly Rename[],
  { givenCheckMark }: Variant,
): Schema {
  const names = new Map(
    renames.flatMap((operation) =>
      operation.kind === "renameTable"
        ? [[idKey(operation.to), operation.from.name] as const]
        : [],
    ),
  );
  return names.size === 0
    ? schema
    : {
        ...schema,
        tables: schema.tables.map((table) => {
          const before = names.get(idKey(table));
          if (before === undefined) return table;
          const named = <Item extends Constraint>(
            items: readonly Item[],
            mark: string | undefined,
          ): readonly Item[] =>
            items.map((item) => ({
              ...item,
              name: nameAfter(item.name, mark, before, table.name),
            }));
          return {
            ...table,
            foreignKeys: named(table.foreignKeys, "_ibfk_"),
            checks: named(table.checks, givenCheckMark),
          };
        }),
      };
}

/** `c_ibfk_1` is given to a key of the table `c`. */
function nameAfter(
  name: string,
  mark: string | undefined,
  before: string,
  after: string,
): string {
  const start = `${before}${mark ?? ""}`;
  const number = name.slice(start.length);
  return mark !== undefined && name.startsWith(start) && /^\d+$/.test(number)
    ? `${after}${mark}${number}`
    : name;
}

function reworded(table: Table, nameOf: (column: string) => string): Table {
  const text = (printed: string): string => withNames(printed, nameOf);
  const column = (before: Column): Column => ({
    ...before,
    ...(before.default === undefined ? {} : { default: text(before.default) }),
    ...(before.check === undefined ? {} : { check: text(before.check) }),
    ...(before.generation?.kind === "expression"
      ? {
          generation: {
            ...before.generation,
            expression: text(before.generation.expression),
          },
        }
      : {}),
  });
  const index = (before: Index): Index => ({
    ...before,
    keys: before.keys.map((key) =>
      key.expression === undefined
        ? key
        : { ...key, expression: text(key.expression) },
    ),
  });
  return {
    ...table,
    columns: table.columns.map(column),
    checks: table.checks.map((check) => ({
      ...check,
      expression: text(check.expression),
    })),
    indexes: table.indexes.map(index),
    ...(table.handmadeIndexes === undefined
      ? {}
      : { handmadeIndexes: table.handmadeIndexes.map(index) }),
  };
}
