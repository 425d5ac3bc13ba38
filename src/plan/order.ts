// In which order operations can be done: those that free a name or a dependency before those that need it.
import type { Dialect } from "../dialects/dialect";
import { isReadByFills } from "../operations/fills";
import type { AlterColumn, Operation } from "../operations/operation";
import { sequenceCalls } from "../operations/sequences";
import { unreachable } from "../schema/unreachable";
import {
  inReadingOrder,
  isReadUntilReworded,
  ranksForCasts,
} from "./readingOrder";
import { readersOfRenamed } from "./renamedViews";

export type Direction = "upgrade" | "downgrade";

/**
 * Sorted so that every operation finds what it needs. Foreign keys go first and come last, each by a statement of its own, so that no
 * order of tables matters and cycles are nothing special. Renames are outermost: all else speaks of the new names.
 */
export function ordered(
  operations: readonly Operation[],
  direction: Direction,
  dialect: Pick<Dialect, "viewsHold">,
): Operation[] {
  const isRead = isReadByFills(operations);
  const waits =
    direction === "downgrade" && !dialect.viewsHold
      ? readersOfRenamed(operations)
      : () => false;
  const isReadStill = isReadUntilReworded(operations);
  const { callsLeft, callsMade } = sequenceCalls(operations);
  const rank = ranksForCasts(operations, (operation) =>
    callsLeft(operation)
      ? beforeSequencesGo
      : callsMade(operation)
        ? afterSequencesCome
        : isRead(operation)
          ? afterFills
          : waits(operation)
            ? afterViewsAreRenamed
            : isReadStill(operation)
              ? afterExpressions
              : rankOf(operation, direction, dialect),
  );
  const sorted = operations
    .map((operation, position) => ({
      operation,
      position,
      rank: rank(operation),
    }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        (direction === "downgrade" && isAddColumn(a.operation, b.operation)
          ? b.position - a.position
          : a.position - b.position),
    )
    .map(({ operation }) => operation);
  return inReadingOrder(sorted);
}

/** A sequence goes with its table or column, and no default may call it then. */
const beforeSequencesGo = 13.5;

/** One comes with a table, with a column, or with a change of one. */
const afterSequencesCome = 34;

/** On the way back, where views do not follow renames. */
const afterViewsAreRenamed = 98.3;

/** A column goes when nothing is worked out from it any more. */
const afterExpressions = 33.5;

/** When all rows have their values, and before keys and checks come. */
const afterFills = 35;

/** Columns that come back do so in the order in which they were found: the reverse would put the last one first. */
const isAddColumn = (a: Operation, b: Operation): boolean =>
  a.kind === "addColumn" && b.kind === "addColumn";

function rankOf(
  operation: Operation,
  direction: Direction,
  { viewsHold }: Pick<Dialect, "viewsHold">,
): number {
  switch (operation.kind) {
    case "createSchema":
    case "createExtension":
      return 0;
    case "renameTable":
    case "renameColumn":
    case "renameEnumType":
    case "renameEnumLabel":
    case "renameSequence":
      return direction === "upgrade" ? 1 : 98;
    case "renameView":
      return direction === "upgrade" ? 1 : viewsHold ? 98 : 98.2;
    // A policy or rule may read views.
    case "takeDown":
      return 2;
    case "dropView":
      return 3;
    case "dropConstraint":
      if (operation.aroundRenames) return direction === "upgrade" ? 0.9 : 97.9;
      return dropRanks[operation.constraint.kind];
    case "dropIndex":
      return 11;
    // After the columns that refer to its rows: where this fails half way, they are not bound to a table that comes back empty.
    case "dropTable":
      return 16.5;
    // A generated column reads others.
    case "dropColumn":
      return operation.column.generation?.kind === "expression" ? 15 : 16;
    case "renameConstraint":
    case "renameIndex":
      if (operation.underWay) return direction === "upgrade" ? 1 : 98;
      return 17;
    case "createEnumType":
      return 21;
    case "alterEnumType":
      return 22;
    case "createTable":
      return 30;
    case "addColumn":
      return operation.column.generation?.kind === "expression" ? 33 : 31;
    case "alterColumn":
      return alterRank(operation);
    case "addConstraint":
      if (operation.aroundRenames) return direction === "upgrade" ? 1.1 : 98.1;
      return addRanks[operation.constraint.kind];
    case "createIndex":
      return 44;
    case "alterTableComment":
    case "alterTableEngine":
      return 50;
    case "dropEnumType":
      return 60;
    case "createView":
    case "alterView":
      // A view that does not follow renames speaks of what has its old name again.
      return viewsHold ? 70 : 98.1;
    case "putBack":
      return 80;
    case "alterRecord":
      return 81;
    case "dropExtension":
    case "dropSchema":
      return 99;
    default:
      return unreachable(operation);
  }
}

function alterRank({ from, to }: AlterColumn): number {
  // Before the columns that it was worked out from change or go.
  if (
    from.generation?.kind === "expression" &&
    to.generation?.kind !== "expression"
  )
    return 15;
  // A column leaves an enum type before the type changes under it, and enters one after.
  return from.enumType !== undefined && to.enumType === undefined ? 20 : 32;
}

const dropRanks = {
  foreignKey: 10,
  check: 12,
  exclusion: 12,
  unique: 12,
  primaryKey: 13,
} as const;

const addRanks = {
  primaryKey: 40,
  unique: 41,
  check: 42,
  exclusion: 43,
  foreignKey: 45,
} as const;
