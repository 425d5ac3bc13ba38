// An operation → the statements that carry it out on PostgreSQL.
import type { Operation } from "../../../operations/operation";
import type {
  Constraint,
  EnumTypeId,
  Partition,
  Table,
  TableId,
} from "../../../schema/schema";
import { unreachable } from "../../../schema/unreachable";
import type { Place, Statement } from "../../dialect";
import { createExtensions } from "../extensions";
import { identifier, literal, qualified } from "../quote";
import { addColumn, alterColumn, columnComment } from "./column";
import {
  columnDefinition,
  constraintClauses,
  constraintDefinition,
  createIndex,
} from "./definitions";
import { alterEnumType, createEnumType, enumTypeMarks } from "./enumType";
import { list, statement } from "../../layout";
import { besides, columnMarks, constraintMarks } from "./marks";
import { alterRecord } from "./record";
import { renameObject } from "./renameObject";
import { ownSequence } from "./sequence";
import { alterView, createView, dropView } from "./view";

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
      return [dropSchema(operation.schema)];
    // TypeORM makes the extensions that it thinks of when it connects, so this one may be there when the migration is run.
    case "createExtension":
      return createExtensions([operation.extension]).map((sql) =>
        statement(sql),
      );
    case "dropExtension":
      return [statement(`DROP EXTENSION ${identifier(operation.extension)}`)];
    case "createEnumType":
      return [
        createEnumType(operation.enumType),
        ...enumTypeMarks(operation.enumType),
      ];
    case "dropEnumType":
      return [statement(`DROP TYPE ${qualified(operation.enumType)}`)];
    case "renameEnumType":
      return renameType(operation.from, operation.to, place);
    case "renameEnumLabel":
      return [
        statement(
          `ALTER TYPE ${qualified(operation.enumType)}`,
          `RENAME VALUE ${literal(operation.from)} TO ${literal(operation.to)}`,
        ),
      ];
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
      return renameObject("TABLE", operation.from, operation.to, place);
    case "alterTableEngine": // no table here has one
      return [];
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
      return alterColumn(operation, place);
    case "addConstraint":
      return [
        addedConstraint(operation.table, operation.constraint),
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
      return createView(operation.view, place);
    case "dropView":
      return [dropView(operation.view)];
    case "alterView":
      return alterView(operation.from, operation.to, place);
    case "renameView":
      return renameObject(
        operation.materialized ? "MATERIALIZED VIEW" : "VIEW",
        operation.from,
        operation.to,
        place,
      );
    case "alterRecord":
      return alterRecord(operation);
    case "takeDown":
      return operation.object.down.map(verbatim);
    case "putBack":
      return operation.object.up.map(verbatim);
    default:
      return unreachable(operation);
  }
}

/** What somebody else put there meanwhile is neither lost nor a reason to fail. */
const dropSchema = (schema: string): Statement =>
  statement(
    `DO ${literal(`BEGIN DROP SCHEMA ${identifier(schema)}; EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END`)}`,
  );
/** As the server printed it. */
const verbatim = (sql: string): Statement => ({ sql, transactional: true });

function createTable(table: Table): Statement[] {
  const constraints = [
    ...(table.primaryKey === undefined ? [] : [table.primaryKey]),
    ...table.uniques,
    ...table.checks,
    ...table.exclusions,
  ];
  // CREATE TABLE takes NOT VALID for what an empty table does not need.
  const later = constraints.filter(
    (constraint) => constraint.kind === "check" && constraint.notValid,
  );
  const items = [
    ...table.columns.map(columnDefinition),
    ...constraints
      .filter((constraint) => !later.includes(constraint))
      .map(constraintDefinition),
  ];
  return [
    {
      sql: `${list(`CREATE TABLE ${qualified(table)}`, items, "broken")}${partitionedBy(table.partitioned)}`,
      transactional: true,
    },
    ...(table.partitioned?.partitions ?? []).map(createPartition),
    ...table.columns.flatMap((column) => ownSequence(table, column)),
    ...later.map((constraint) => addedConstraint(table, constraint)),
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

const createPartition = (partition: Partition): Statement =>
  statement(
    `CREATE TABLE ${qualified(partition)} PARTITION OF ${qualified(partition.of)}`,
    `${partition.bound}${partitionedBy(partition)}`,
  );

const partitionedBy = (partitioned: Pick<Partition, "by"> = {}): string =>
  partitioned.by === undefined ? "" : ` PARTITION BY ${partitioned.by}`;

const addedConstraint = (table: TableId, constraint: Constraint): Statement =>
  statement(
    `ALTER TABLE ${qualified(table)}`,
    ...constraintClauses(constraint).map((clause, position) =>
      position === 0 ? `ADD ${clause}` : clause,
    ),
  );

function tableComment(table: TableId, comment: string | undefined): Statement {
  return statement(
    `COMMENT ON TABLE ${qualified(table)}`,
    `IS ${comment === undefined ? "NULL" : literal(comment)}`,
  );
}

const renameType = (
  from: EnumTypeId,
  to: EnumTypeId,
  place: Place,
): Statement[] => renameObject("TYPE", from, to, place);
