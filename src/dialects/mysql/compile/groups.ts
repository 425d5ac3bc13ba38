// Which operations are one ALTER TABLE.
import { valueReaders } from "../../../operations/castReaders";
import { isReadByFills, isReadWhenNew } from "../../../operations/fills";
import { invert } from "../../../operations/invert";
import type { AlterColumn, Operation } from "../../../operations/operation";
import { idKey, idOf } from "../../../schema/identity";
import type { Index, ObjectId, TableId } from "../../../schema/schema";
import type { Unit } from "../../dialect";
import { passes } from "./detour";

/** Operations of one table that are done together; without `table`, one operation by itself. */
export interface Group {
  readonly table?: TableId;
  readonly operations: readonly Operation[];
}

/**
 * Foreign keys go before everything else and come after it, so that tables can be taken in any order; a key of the same name cannot go and come
 * in one statement either. The rest of what happens to a table happens where its first part did.
 */
export function groupsOf(operations: readonly Operation[]): Group[] {
  const among = amongThem(operations);
  const groups = new Map<string, Positioned>();
  const bodies = new Map<string, number>();
  operations.forEach((operation, position) => {
    if (operation.kind === "dropSchema") return;
    const part = partOf(operation, among);
    if (part === undefined) {
      groups.set(String(position), { operations: [operation], position, rank });
      return;
    }
    const { phase, table } = part;
    const unit = nameOfUnit(part);
    const known = groups.get(unit);
    if (known !== undefined) {
      known.operations.push(operation);
      return;
    }
    const isBody = phase in ranks && !among.isRead(operation);
    const body = bodies.get(idKey(table)) ?? position;
    if (isBody) bodies.set(idKey(table), body);
    groups.set(unit, {
      table: idOf(table),
      operations: [operation],
      position: isBody ? body : position,
      rank: ranks[phase] ?? rank,
    });
  });
  return [...groups.values()].sort(
    (a, b) => a.position - b.position || a.rank - b.rank,
  );
}

interface Positioned extends Group {
  readonly operations: Operation[];
  /** Of the operation that it stands in the place of. */
  readonly position: number;
  /** Among those at one position. */
  readonly rank: number;
}

/**
 * What happens to a table in the place of its first part, in this order: a column that is filled may read one that goes. "InnoDB presently supports one
 * FULLTEXT index creation at a time", and one that is dropped and created under its name in one statement is left as it was. Under a spatial index the
 * reference system of its column cannot change, and in the statement that drops it neither.
 */
const ranks: Partial<Record<Part["phase"], number>> = {
  "index dropped": 0,
  "checks dropped": 0,
  "column made": 1,
  body: 2,
  "column changed": 3,
  "column dropped": 3,
  "index made": 4,
  "checks added": 4,
};
const rank = 2;

const isApart = ({ method }: Index): boolean =>
  method === "fulltext" || method === "spatial";

interface Part {
  readonly phase:
    | "keys aside"
    | "columns renamed"
    | "keys put back"
    | "keys dropped"
    | "index dropped"
    | "checks dropped"
    | "column made"
    | "body"
    | "column changed"
    | "column dropped"
    | "index made"
    | "checks added"
    | "keys added";
  readonly table: TableId;
  /** The column or index that is by itself. A column is where it takes several statements, so that its way back has to be a statement of its own. */
  readonly object?: string;
}

const nameOfUnit = ({ phase, table, object }: Part): string =>
  `${phase}\u0000${idKey(table)}\u0000${object ?? ""}`;

/** For each of them, or one like it: what happens at once or in a few statements that stand together. Undefined for what no statement does. */
export function unitsOf(
  operations: readonly Operation[],
): (operation: Operation) => Unit | undefined {
  const among = amongThem(operations);
  return (operation) => unitOf(operation, among);
}

function unitOf(operation: Operation, among: Among): Unit | undefined {
  const part = partOf(operation, among);
  if (part !== undefined)
    return {
      name: nameOfUnit(part),
      leaves: halving.has(part.phase) ? "halves" : "nothing",
    };
  switch (operation.kind) {
    case "createTable":
    case "dropTable":
      return whole("table", operation.table);
    case "renameTable":
      return whole("table renamed", operation.to);
    case "createView":
    case "dropView":
      return whole("view", operation.view);
    case "alterView":
      return whole("view", operation.to);
    case "renameView":
      return whole("view renamed", operation.to);
    case "alterRecord":
      return { name: "record", leaves: "nothing" };
    default:
      return undefined;
  }
}

/** Of several statements. */
const halving: ReadonlySet<Part["phase"]> = new Set([
  "column made",
  "column changed",
]);

const whole = (what: string, id: ObjectId): Unit => ({
  name: `${what}\u0000${idKey(id)}`,
  leaves: "nothing",
});

/** What of an operation hangs on those that it is among. */
interface Among {
  readonly isRead: (operation: Operation) => boolean;
  readonly isReadWhenNew: (operation: Operation) => boolean;
  /** Whether a cast or fill of another one reads the column that changes, on either way. */
  readonly isReadByOther: (operation: AlterColumn) => boolean;
  /** Whether rows of the table get other labels, which a check of the old ones would refuse. */
  readonly relabels: (table: TableId) => boolean;
}

function amongThem(operations: readonly Operation[]): Among {
  const relabelled = new Set(
    operations.flatMap((operation) =>
      operation.kind === "alterColumn" &&
      (operation.labels ?? operation.inverseLabels) !== undefined
        ? [idKey(operation.table)]
        : [],
    ),
  );
  const readers = [operations, operations.map(invert)].map(valueReaders);
  return {
    isRead: isReadByFills(operations),
    isReadWhenNew: isReadWhenNew(operations),
    isReadByOther: (operation) =>
      readers.some((readersOf) => readersOf(operation).length > 0),
    relabels: (table) => relabelled.has(idKey(table)),
  };
}

function partOf(
  operation: Operation,
  { isRead, isReadWhenNew, isReadByOther, relabels }: Among,
): Part | undefined {
  switch (operation.kind) {
    case "renameColumn":
      return { phase: "columns renamed", table: operation.table };
    case "dropConstraint":
    case "addConstraint":
      if (operation.aroundRenames)
        return {
          phase:
            operation.kind === "addConstraint" ? "keys put back" : "keys aside",
          table: operation.table,
        };
      if (operation.constraint.kind === "check" && relabels(operation.table))
        return {
          phase:
            operation.kind === "addConstraint"
              ? "checks added"
              : "checks dropped",
          table: operation.table,
        };
      if (operation.constraint.kind !== "foreignKey")
        return { phase: "body", table: operation.table };
      return {
        phase:
          operation.kind === "addConstraint" ? "keys added" : "keys dropped",
        table: operation.table,
      };
    case "addColumn":
    case "dropColumn":
      return operation.backfill === undefined &&
        !isRead(operation) &&
        !isReadWhenNew(operation)
        ? { phase: "body", table: operation.table }
        : {
            phase:
              operation.kind === "addColumn" ? "column made" : "column dropped",
            table: operation.table,
            object: operation.column.name,
          };
    case "alterColumn":
      return passes(operation) || passes(invert(operation) as AlterColumn)
        ? {
            // Casts are a part of the body.
            phase: isReadByOther(operation) ? "column changed" : "column made",
            table: operation.table,
            object: operation.to.name,
          }
        : { phase: "body", table: operation.table };
    case "createIndex":
    case "dropIndex":
      return isApart(operation.index)
        ? {
            phase:
              operation.kind === "createIndex" ? "index made" : "index dropped",
            table: operation.table,
            object: operation.index.name,
          }
        : { phase: "body", table: operation.table };
    case "renameConstraint":
    case "renameIndex":
    case "alterTableComment":
    case "alterTableEngine":
      return { phase: "body", table: operation.table };
    default:
      return undefined;
  }
}
