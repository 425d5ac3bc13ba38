// The live schema under its new names, expressions included.
import { renamed, type Rename } from "../../operations/rename";
import { idKey } from "../../schema/identity";
import type { Column, Schema, Table } from "../../schema/schema";
import { withNames } from "./names";

export function rename(schema: Schema, renames: readonly Rename[]): Schema {
  const names = new Map<string, Map<string, string>>();
  for (const operation of renames)
    if (operation.kind === "renameColumn") {
      const key = idKey(operation.table);
      const columns = names.get(key) ?? new Map<string, string>();
      names.set(key, columns.set(operation.from, operation.to));
    }
  const target = renamed(schema, renames);
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
  return {
    ...table,
    columns: table.columns.map(column),
    checks: table.checks.map((check) => ({
      ...check,
      expression: text(check.expression),
    })),
    indexes: table.indexes.map((index) => ({
      ...index,
      keys: index.keys.map((key) =>
        key.expression === undefined
          ? key
          : { ...key, expression: text(key.expression) },
      ),
    })),
  };
}
