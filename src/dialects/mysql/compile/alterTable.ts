// All that happens to one table, in one ALTER TABLE as far as the server lets it.
import type { Operation, RenameColumn } from "../../../operations/operation";
import type { Constraint, TableId } from "../../../schema/schema";
import { unreachable } from "../../../schema/unreachable";
import type { Statement } from "../../dialect";
import { statement } from "../../layout";
import { identifier, literal, qualified } from "../quote";
import type { Variant } from "../variant";
import { addColumn, alterColumn, type Part } from "./column";
import {
  checkDefinition,
  columnDefinition,
  foreignKeyClauses,
  indexDefinition,
  primaryKeyDefinition,
} from "./definitions";
import type { PlaceOf } from "./standing";
import type { Rows } from "./update";

export function alterTable(
  rows: Rows,
  operations: readonly Operation[],
  placeOf: PlaceOf,
  variant: Variant,
): readonly Statement[] {
  const renames = operations.filter(
    (operation) => operation.kind === "renameColumn",
  );
  const parts = operations
    .filter((operation) => operation.kind !== "renameColumn")
    .map((operation) => partOf(operation, rows, placeOf, variant));
  const clauses = [
    ...renameClauses(renames, variant),
    ...parts.flatMap((part) => part.clauses),
  ];
  return [
    ...parts.flatMap((part) => part.before),
    ...(clauses.length === 0 ? [] : [altered(rows.table, clauses)]),
  ];
}

function altered(table: TableId, clauses: readonly string[]): Statement {
  const [only = "", ...more] = clauses;
  const head = `ALTER TABLE ${qualified(table)}`;
  return {
    sql:
      more.length === 0
        ? statement(head, only).sql
        : `${head}\n${clauses.map((clause) => `  ${clause}`).join(",\n")}`,
    transactional: true,
  };
}

function partOf(
  operation: Operation,
  rows: Rows,
  placeOf: PlaceOf,
  variant: Variant,
): Part {
  switch (operation.kind) {
    case "addColumn":
      return addColumn(operation, rows, placeOf(operation), variant);
    case "alterColumn":
      return alterColumn(operation, rows, variant);
    default:
      return { before: [], clauses: clausesOf(operation, variant) };
  }
}

function clausesOf(operation: Operation, variant: Variant): string[] {
  switch (operation.kind) {
    case "dropColumn":
      return [`DROP COLUMN ${identifier(operation.column.name)}`];
    case "addConstraint":
      return [`ADD ${constraintDefinition(operation.constraint, variant)}`];
    case "dropConstraint":
      return dropConstraint(operation.constraint, variant);
    case "renameConstraint": {
      const { definition, from, to } = operation;
      if (definition === undefined) return [];
      return [
        ...dropConstraint({ ...definition, name: from }, variant),
        `ADD ${constraintDefinition({ ...definition, name: to }, variant)}`,
      ];
    }
    case "createIndex":
      return [`ADD ${indexDefinition(operation.index, variant)}`];
    case "dropIndex":
      return [`DROP INDEX ${identifier(operation.index.name)}`];
    case "renameIndex":
      return [
        `RENAME INDEX ${identifier(operation.from)} TO ${identifier(operation.to)}`,
      ];
    case "alterTableComment":
      return [`COMMENT ${literal(operation.to ?? "")}`];
    case "alterTableEngine":
      return [`ENGINE=${operation.to ?? "InnoDB"}`];
    default:
      return [];
  }
}

function constraintDefinition(
  constraint: Constraint,
  variant: Variant,
): string {
  switch (constraint.kind) {
    case "primaryKey":
      return primaryKeyDefinition(constraint);
    case "check":
      return checkDefinition(constraint, variant);
    case "foreignKey":
      return foreignKeyClauses(constraint, variant).join("\n    ");
    case "unique":
    case "exclusion":
      // A unique constraint is a unique index here, and there are no exclusions.
      throw new Error(`There is no ${constraint.kind} constraint here.`);
    default:
      return unreachable(constraint);
  }
}

function dropConstraint(constraint: Constraint, variant: Variant): string[] {
  const name = identifier(constraint.name);
  switch (constraint.kind) {
    case "primaryKey":
      return ["DROP PRIMARY KEY"];
    case "check":
      return [variant.dropCheck(name)];
    case "foreignKey":
      return [
        `DROP FOREIGN KEY ${name}`,
        ...(constraint.withIndex ? [`DROP INDEX ${name}`] : []),
      ];
    case "unique":
    case "exclusion":
      throw new Error(`There is no ${constraint.kind} constraint here.`);
    default:
      return unreachable(constraint);
  }
}

/** All renames of a table at once, so that names can change places; with them, what MySQL does not let stand while a name in it changes. */
function renameClauses(
  renames: readonly RenameColumn[],
  variant: Variant,
): string[] {
  const readers = renames.find((rename) => rename.readers)?.readers;
  const names = renames.map(({ from, to }) => [from, to] as const);
  const columns = (readers?.to.columns ?? []).map((column) => ({
    column,
    before: names.find(([, to]) => to === column.name)?.[0],
  }));
  return [
    ...(readers?.from.indexes ?? []).map(
      (index) => `DROP INDEX ${identifier(index.name)}`,
    ),
    ...(readers?.from.checks ?? []).map((check) =>
      variant.dropCheck(identifier(check.name)),
    ),
    ...names
      .filter(([from]) => !columns.some(({ before }) => before === from))
      .map(
        ([from, to]) =>
          `RENAME COLUMN ${identifier(from)} TO ${identifier(to)}`,
      ),
    ...columns.map(({ column, before }) =>
      before === undefined
        ? `MODIFY COLUMN ${columnDefinition(column, variant)}`
        : `CHANGE COLUMN ${identifier(before)} ${columnDefinition(column, variant)}`,
    ),
    ...(readers?.to.checks ?? []).map(
      (check) => `ADD ${checkDefinition(check, variant)}`,
    ),
    ...(readers?.to.indexes ?? []).map(
      (index) => `ADD ${indexDefinition(index, variant)}`,
    ),
  ];
}
