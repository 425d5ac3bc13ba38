// What was found, as Alembic says it: one line a finding.
import { columnChanges, type ColumnChange } from "../operations/describeColumn";
import { describe } from "../operations/describe";
import { viewWord } from "../operations/describeView";
import type { AlterColumn, Operation } from "../operations/operation";
import { columnName, idKey, nameOf } from "../schema/identity";
import type { Constraint, TableId, View } from "../schema/schema";
import { unreachable } from "../schema/unreachable";

/** A line for each finding, in order. The keys and indexes of a table that comes or goes are a part of it. */
export function findings(operations: readonly Operation[]): string[] {
  const whole = new Set(
    operations.flatMap((operation) =>
      operation.kind === "createTable" || operation.kind === "dropTable"
        ? [idKey(operation.table)]
        : [],
    ),
  );
  return operations
    .filter((operation) => {
      const table = partOf(operation);
      return table === undefined || !whole.has(idKey(table));
    })
    .flatMap(found)
    .map((what) => `Detected ${what}`);
}

/** The table that this is only a detail of. */
function partOf(operation: Operation): TableId | undefined {
  switch (operation.kind) {
    case "addConstraint":
    case "dropConstraint":
    case "createIndex":
    case "dropIndex":
      return operation.table;
    default:
      return undefined;
  }
}

function found(operation: Operation): string[] {
  const { detail } = describe(operation);
  switch (operation.kind) {
    case "createSchema":
      return [`added schema '${operation.schema}'`];
    case "dropSchema":
      return [`removed schema '${operation.schema}'`];
    case "createExtension":
      return [`added extension '${operation.extension}'`];
    case "dropExtension":
      return [`removed extension '${operation.extension}'`];
    case "createEnumType":
      return [`added enum '${nameOf(operation.enumType)}'`];
    case "dropEnumType":
      return [`removed enum '${nameOf(operation.enumType)}'`];
    case "renameEnumType":
      return [renamed("enum", nameOf(operation.from), nameOf(operation.to))];
    case "renameEnumLabel":
      return [
        `${renamed("label", operation.from, operation.to)} of enum '${nameOf(operation.enumType)}'`,
      ];
    case "renameSequence":
      return [
        renamed("sequence", nameOf(operation.from), nameOf(operation.to)),
      ];
    case "alterEnumType":
      return [`changed enum '${nameOf(operation.to)}': ${detail}`];
    case "createTable":
      return [`added table '${nameOf(operation.table)}'`];
    case "dropTable":
      return [`removed table '${nameOf(operation.table)}'`];
    case "renameTable":
      return [renamed("table", nameOf(operation.from), nameOf(operation.to))];
    case "alterTableComment":
      return [`comment on table '${nameOf(operation.table)}'`];
    case "alterTableEngine":
      return [`engine of table '${nameOf(operation.table)}': ${detail}`];
    case "addColumn":
      return [
        `added column '${columnName(operation.table, operation.column.name)}'`,
      ];
    case "dropColumn":
      return [
        `removed column '${columnName(operation.table, operation.column.name)}'`,
      ];
    case "renameColumn":
      return [
        renamed(
          "column",
          columnName(operation.table, operation.from),
          operation.to,
        ),
      ];
    case "alterColumn":
      return columnChanges(operation).map((change) =>
        changed(operation, change),
      );
    case "addConstraint":
      return [`added ${constraint(operation)} ${detail}`];
    case "dropConstraint":
      return [`removed ${constraint(operation)} ${detail}`];
    case "renameConstraint":
      return [
        `${renamed(constraintWords[operation.constraint], operation.from, operation.to)} on '${nameOf(operation.table)}'`,
      ];
    case "createIndex":
      return [`added ${index(operation)} ${detail}`];
    case "dropIndex":
      return [`removed ${index(operation)} ${detail}`];
    case "renameIndex":
      return [
        `${renamed("index", operation.from, operation.to)} on '${nameOf(operation.table)}'`,
      ];
    case "createView":
      return [`added ${viewName(operation.view)}`];
    case "dropView":
      return [`removed ${viewName(operation.view)}`];
    case "alterView":
      return [`changed ${viewName(operation.from)}: ${detail}`];
    case "renameView":
      return [
        renamed(
          viewWord(operation.materialized),
          nameOf(operation.from),
          nameOf(operation.to),
        ),
      ];
    case "alterRecord":
    case "takeDown":
    case "putBack":
      // Nothing that was found: it goes along with what was.
      return [];
    default:
      return unreachable(operation);
  }
}

const constraintWords: Readonly<Record<Constraint["kind"], string>> = {
  primaryKey: "primary key",
  unique: "unique constraint",
  check: "check constraint",
  exclusion: "exclusion constraint",
  foreignKey: "foreign key",
};

function changed(
  { table, from, to }: AlterColumn,
  change: ColumnChange,
): string {
  const column = `'${columnName(table, to.name)}'`;
  switch (change.property) {
    case "type":
      return `type change from ${from.type} to ${to.type} on ${column}`;
    case "nullable":
      return `${change.detail} on column ${column}`;
    case "default":
      return `default change from ${from.default ?? "none"} to ${to.default ?? "none"} on ${column}`;
    case "generation":
    case "collation":
    case "onUpdate":
    case "srid":
      return `${change.property} change on ${column}: ${change.detail}`;
    case "comment":
      return `comment on column ${column}`;
    default:
      return unreachable(change.property);
  }
}

const viewName = (view: View): string =>
  `${viewWord(view.materialized)} '${nameOf(view)}'`;

const renamed = (what: string, from: string, to: string): string =>
  `renamed ${what} '${from}' to '${to}'`;

const constraint = (operation: {
  readonly table: TableId;
  readonly constraint: Constraint;
}): string =>
  `${constraintWords[operation.constraint.kind]} '${operation.constraint.name}' on '${nameOf(operation.table)}'`;

const index = (operation: {
  readonly table: TableId;
  readonly index: { readonly name: string };
}): string => `index '${operation.index.name}' on '${nameOf(operation.table)}'`;
