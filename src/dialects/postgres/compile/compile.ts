// An operation → the statements that carry it out on PostgreSQL.
import type { Operation } from "../../../operations/operation";
import { idOf, sameId } from "../../../schema/identity";
import type { Table, TableId } from "../../../schema/schema";
import { unreachable } from "../../../schema/unreachable";
import type { Place, Statement } from "../../dialect";
import { identifier, literal, qualified } from "../quote";
import { addColumn, alterColumn, columnComment } from "./column";
import {
  columnDefinition,
  constraintClauses,
  constraintDefinition,
  createIndex,
  sequenceRename,
} from "./definitions";
import { alterEnumType, createEnumType } from "./enumType";
import { list, statement } from "./layout";
import { columnMarks, constraintMarks } from "./marks";
import { createView, dropView } from "./view";

/** The statements of one operation, in order. */
export function compile(
  operation: Operation,
  place: Place = { defaultSchema: "public" },
): readonly Statement[] {
  switch (operation.kind) {
    case "createSchema":
      return [
        statement(
          `CREATE SCHEMA IF NOT EXISTS ${identifier(operation.schema)}`,
        ),
      ];
    case "dropSchema":
      return [statement(`DROP SCHEMA ${identifier(operation.schema)}`)];
    case "createEnumType":
      return [createEnumType(operation.enumType)];
    case "dropEnumType":
      return [statement(`DROP TYPE ${qualified(operation.enumType)}`)];
    case "renameEnumType":
      return renameType(operation.from, operation.to);
    case "renameSequence":
      return [
        statement(
          `ALTER SEQUENCE ${qualified(operation.from)} RENAME TO ${identifier(operation.to.name)}`,
        ),
      ];
    case "alterEnumType":
      return alterEnumType(operation);
    case "createTable":
      return createTable(operation.table);
    case "dropTable":
      return [statement(`DROP TABLE ${qualified(operation.table)}`)];
    case "renameTable":
      return renameTable(operation.from, operation.to, place);
    case "alterTableComment":
      return [tableComment(operation.table, operation.to)];
    case "addColumn":
      return addColumn(operation);
    case "dropColumn":
      return [
        statement(
          `ALTER TABLE ${qualified(operation.table)}`,
          `DROP COLUMN ${identifier(operation.column.name)}`,
        ),
      ];
    case "renameColumn":
      return [
        statement(
          `ALTER TABLE ${qualified(operation.table)}`,
          `RENAME COLUMN ${identifier(operation.from)} TO ${identifier(operation.to)}`,
        ),
      ];
    case "alterColumn":
      return alterColumn(operation);
    case "addConstraint":
      return [
        statement(
          `ALTER TABLE ${qualified(operation.table)}`,
          ...constraintClauses(operation.constraint).map((clause, position) =>
            position === 0 ? `ADD ${clause}` : clause,
          ),
        ),
        ...constraintMarks(operation.table, operation.constraint),
      ];
    case "dropConstraint":
      return [
        statement(
          `ALTER TABLE ${qualified(operation.table)}`,
          `DROP CONSTRAINT ${identifier(operation.constraint.name)}`,
        ),
      ];
    case "renameConstraint":
      return [
        statement(
          `ALTER TABLE ${qualified(operation.table)}`,
          `RENAME CONSTRAINT ${identifier(operation.from)}`,
          `TO ${identifier(operation.to)}`,
        ),
      ];
    case "createIndex":
      return createIndex(operation.table, operation.index);
    case "dropIndex":
      return [
        statement(
          `DROP INDEX ${besides(operation.table, operation.index.name)}`,
        ),
      ];
    case "renameIndex":
      return [
        statement(
          `ALTER INDEX ${besides(operation.table, operation.from)}`,
          `RENAME TO ${identifier(operation.to)}`,
        ),
      ];
    case "createView":
      return createView(operation.view);
    case "dropView":
      return [dropView(operation.view)];
    case "takeDown":
      return operation.bystander.down.map(verbatim);
    case "putBack":
      return operation.bystander.up.map(verbatim);
    default:
      return unreachable(operation);
  }
}

/** As the server printed it. */
const verbatim = (sql: string): Statement => ({ sql, transactional: true });

function createTable(table: Table): Statement[] {
  const constraints = [
    ...(table.primaryKey === undefined ? [] : [table.primaryKey]),
    ...table.uniques,
    ...table.checks,
    ...table.exclusions,
  ];
  const items = [
    ...table.columns.map(columnDefinition),
    ...constraints.map(constraintDefinition),
  ];
  return [
    {
      sql: list(`CREATE TABLE ${qualified(table)}`, items, "broken"),
      transactional: true,
    },
    ...table.columns.flatMap((column) => sequenceRename(table, column)),
    ...(table.comment === undefined
      ? []
      : [tableComment(table, table.comment)]),
    ...table.columns
      .filter((column) => column.comment !== undefined)
      .map((column) => columnComment(table, column)),
    ...table.columns.flatMap((column) => columnMarks(table, column)),
    ...constraints.flatMap((constraint) => constraintMarks(table, constraint)),
  ];
}

function tableComment(table: TableId, comment: string | undefined): Statement {
  return statement(
    `COMMENT ON TABLE ${qualified(table)}`,
    `IS ${comment === undefined ? "NULL" : literal(comment)}`,
  );
}

function renameTable(
  from: TableId,
  to: TableId,
  { defaultSchema }: Place,
): Statement[] {
  const moved = { ...idOf(to), name: from.name };
  return [
    ...(from.schema === to.schema
      ? []
      : [
          statement(
            `ALTER TABLE ${qualified(from)}`,
            `SET SCHEMA ${identifier(to.schema ?? defaultSchema)}`,
          ),
        ]),
    ...(from.name === to.name
      ? []
      : [
          statement(
            `ALTER TABLE ${qualified(moved)}`,
            `RENAME TO ${identifier(to.name)}`,
          ),
        ]),
  ];
}

function renameType(from: TableId, to: TableId): Statement[] {
  return sameId(from, to)
    ? []
    : [
        statement(
          `ALTER TYPE ${qualified(from)} RENAME TO ${identifier(to.name)}`,
        ),
      ];
}

/** An index is in its table's schema. */
const besides = (table: TableId, index: string): string =>
  qualified(
    table.schema === undefined
      ? { name: index }
      : { schema: table.schema, name: index },
  );
