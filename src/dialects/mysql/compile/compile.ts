// Operations → the statements that carry them out on MySQL and MariaDB.
import type { Operation } from "../../../operations/operation";
import { idKey } from "../../../schema/identity";
import type { Constraint, Table, TableId } from "../../../schema/schema";
import { unreachable } from "../../../schema/unreachable";
import type { Compiled, Place, Statement } from "../../dialect";
import { list, statement } from "../../layout";
import { identifier, qualified } from "../quote";
import type { Variant } from "../variant";
import { alterTable } from "./alterTable";
import {
  checkDefinition,
  columnDefinition,
  indexDefinition,
  primaryKeyDefinition,
  tableOptions,
} from "./definitions";
import { groupsOf, type Group } from "./groups";
import { inModes } from "./modes";
import { alterRecord } from "./record";
import { withoutDetours } from "./renames";
import { placesIn, standingAfter, standingIn, type PlaceOf } from "./standing";
import { touchedAfter, touchedIn, touchedOf, type Touched } from "./touched";
import { alterView, createView, dropView, renameView } from "./view";

/**
 * The statements of all operations. DDL commits by itself here, so everything that happens to one table is done in one ALTER TABLE: it happens
 * or it does not, the table is copied once, and a key or index that something rests on can be exchanged for another.
 */
export function compile(
  operations: readonly Operation[],
  variant: Variant,
  place?: Place,
  before: readonly Table[] = [],
  stood: readonly Table[] = [],
): Compiled[] {
  const own = place?.defaultSchema;
  const placed = withoutDetours(withIndexesInside(operations)).map(
    (operation) => (own === undefined ? operation : withPlace(operation, own)),
  );
  let touched = touchedIn(before);
  let standing = standingIn(before);
  const order = standingIn(stood);
  return groupsOf(placed).flatMap((group) => {
    const placeOf = placesIn(group, standing, order);
    const statements = statementsOf(group, touched, placeOf, variant);
    touched = touchedAfter(group.operations, touched);
    standing = standingAfter(group, standing);
    return spread(group, statements);
  });
}

/** In a table of another database, a name without one is in that database too. */
function withPlace(operation: Operation, own: string): Operation {
  const placed = (table: TableId, constraint: Constraint): Constraint =>
    constraint.kind === "foreignKey" &&
    table.schema !== undefined &&
    constraint.references.schema === undefined
      ? {
          ...constraint,
          references: { schema: own, name: constraint.references.name },
        }
      : constraint;
  if (operation.kind === "addConstraint")
    return {
      ...operation,
      constraint: placed(operation.table, operation.constraint),
    };
  if (operation.kind === "renameConstraint" && operation.definition)
    return {
      ...operation,
      definition: placed(operation.table, operation.definition),
    };
  return operation;
}

/** The statements come with the last operation of the group. */
const spread = (
  { operations }: Group,
  statements: readonly Statement[],
): Compiled[] =>
  operations.map((operation, position) => ({
    operation,
    statements: position === operations.length - 1 ? statements : [],
  }));

function statementsOf(
  { table, operations }: Group,
  touched: Touched,
  placeOf: PlaceOf,
  variant: Variant,
): readonly Statement[] {
  if (table !== undefined) {
    const rows = { table, touched: touchedOf(touched, table) };
    const statements = alterTable(rows, operations, placeOf, variant);
    return inModes(operations, statements, variant);
  }
  return operations.flatMap((operation) =>
    inModes([operation], single(operation, variant), variant),
  );
}

/** What is not done by ALTER TABLE. */
function single(operation: Operation, variant: Variant): Statement[] {
  switch (operation.kind) {
    case "createSchema":
      return [
        statement(
          `CREATE DATABASE IF NOT EXISTS ${identifier(operation.schema)}`,
        ),
      ];
    case "createTable":
      return [createTable(operation.table, variant)];
    case "dropTable":
      return [statement(`DROP TABLE ${qualified(operation.table)}`)];
    case "renameTable":
      return [renameTable(operation.from, operation.to)];
    case "dropSchema": // DROP DATABASE would take tables along that came in the meantime
    case "createExtension": // PostgreSQL's, as the next
    case "dropExtension":
    case "createEnumType":
    case "dropEnumType":
    case "renameEnumType":
    case "renameEnumLabel":
    case "renameSequence":
    case "alterEnumType":
      return [];
    case "createView":
      return [createView(operation.view)];
    case "dropView":
      return [dropView(operation.view)];
    case "alterView":
      return [alterView(operation.to)];
    case "renameView":
      return [renameView(operation.from, operation.to)];
    case "alterRecord":
      return alterRecord(operation);
    case "takeDown": // nothing keeps a table here from changing, as the next
    case "putBack":
      return [];
    case "alterTableComment":
    case "alterTableEngine":
    case "addColumn":
    case "dropColumn":
    case "renameColumn":
    case "alterColumn":
    case "addConstraint":
    case "dropConstraint":
    case "renameConstraint":
    case "createIndex":
    case "dropIndex":
    case "renameIndex":
      // Each is in a group of its table.
      return [];
    default:
      return unreachable(operation);
  }
}

function createTable(table: Table, variant: Variant): Statement {
  const items = [
    ...table.columns.map((column) => columnDefinition(column, variant)),
    ...(table.primaryKey === undefined
      ? []
      : [primaryKeyDefinition(table.primaryKey.columns)]),
    ...table.indexes.map((index) => indexDefinition(index, variant)),
    ...table.checks.map((check) => checkDefinition(check, variant)),
  ];
  return {
    sql: `${list(`CREATE TABLE ${qualified(table)}`, items, "broken")} ${tableOptions(table)}`,
    transactional: true,
  };
}

const renameTable = (from: TableId, to: TableId): Statement =>
  statement(`RENAME TABLE ${qualified(from)}`, `TO ${qualified(to)}`);

/** A table that is created has its indexes from the start: an AUTO_INCREMENT column may need one. */
function withIndexesInside(operations: readonly Operation[]): Operation[] {
  const created = new Set(
    operations.flatMap((operation) =>
      operation.kind === "createTable" ? [idKey(operation.table)] : [],
    ),
  );
  const isInside = (operation: Operation): boolean =>
    operation.kind === "createIndex" && created.has(idKey(operation.table));
  return operations
    .filter((operation) => !isInside(operation))
    .map((operation) => {
      if (operation.kind !== "createTable") return operation;
      const key = idKey(operation.table);
      const indexes = operations.flatMap((other) =>
        other.kind === "createIndex" && idKey(other.table) === key
          ? [other.index]
          : [],
      );
      return {
        ...operation,
        table: {
          ...operation.table,
          indexes: [...operation.table.indexes, ...indexes],
        },
      };
    });
}
