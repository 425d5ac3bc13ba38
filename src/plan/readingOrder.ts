// Columns that come, each after those that it is worked out or filled from, and columns that change, each before those that its cast, or what its rows are filled with, reads.
import { castReaders, valueReaders } from "../operations/castReaders";
import { mentionsName, reads } from "../operations/mentions";
import type {
  AddColumn,
  AlterColumn,
  Operation,
} from "../operations/operation";
import { isWorkedOut } from "../operations/workedOut";
import { sameId } from "../schema/identity";

/** The operations with those that add columns, and those that change some, in the places of one another: what is generated comes after what is not. */
export const inReadingOrder = (operations: readonly Operation[]): Operation[] =>
  inPlaces(
    inPlaces(
      inPlaces(operations, addsPlain, filledFrom),
      addsGenerated,
      madeFrom,
    ),
    isAlterColumn,
    castFrom(operations),
  );

function inPlaces<O extends Operation>(
  operations: readonly Operation[],
  isOne: (operation: Operation) => operation is O,
  earlierThan: (operation: O) => ((other: O) => boolean) | undefined,
): Operation[] {
  const waiting = new Set(operations.filter(isOne));
  const placed: O[] = [];
  const place = (operation: O): void => {
    waiting.delete(operation);
    const isEarlier = earlierThan(operation);
    if (isEarlier !== undefined)
      for (const other of waiting) if (isEarlier(other)) place(other);
    placed.push(operation);
  };
  for (const operation of waiting) place(operation);
  let next = 0;
  return operations.map((operation) =>
    isOne(operation) ? (placed[next++] ?? operation) : operation,
  );
}

const addsGenerated = (operation: Operation): operation is AddColumn =>
  operation.kind === "addColumn" &&
  operation.column.generation?.kind === "expression";

const addsPlain = (operation: Operation): operation is AddColumn =>
  operation.kind === "addColumn" && !addsGenerated(operation);

const madeFrom =
  ({ table, column }: AddColumn) =>
  (other: AddColumn): boolean =>
    sameId(other.table, table) && reads(column, other.column.name);

/** They may be of other tables. */
const filledFrom = ({ backfill, column }: AddColumn) =>
  backfill === undefined
    ? undefined
    : (other: AddColumn): boolean =>
        other.column.name !== column.name &&
        mentionsName(backfill, other.column.name);

const isAlterColumn = (operation: Operation): operation is AlterColumn =>
  operation.kind === "alterColumn";

/** What reads a column comes before it changes. */
function castFrom(operations: readonly Operation[]) {
  const readersOf = valueReaders(operations);
  return (operation: AlterColumn) => {
    const readers = new Set(readersOf(operation));
    return readers.size === 0
      ? undefined
      : (other: AlterColumn): boolean => readers.has(other);
  };
}

/**
 * The rank of each operation, and no later one for a cast than for a change of what it reads. What enters an enum type waits for the type: a label that has
 * become a text reads the same.
 */
export function ranksForCasts(
  operations: readonly Operation[],
  rankOf: (operation: Operation) => number,
): (operation: Operation) => number {
  const ranks = new Map(operations.map((one) => [one, rankOf(one)]));
  const rank = (operation: Operation): number =>
    ranks.get(operation) ?? rankOf(operation);
  const readersOf = castReaders(operations);
  const advance = (operation: AlterColumn): void => {
    for (const reader of readersOf(operation)) {
      if (reader.to.enumType !== undefined || rank(reader) <= rank(operation))
        continue;
      ranks.set(reader, rank(operation));
      advance(reader);
    }
  };
  operations.filter(isAlterColumn).forEach(advance);
  return rank;
}

/** Whether a column goes that another one is worked out from until its expression is set in place. */
export function isReadUntilReworded(
  operations: readonly Operation[],
): (operation: Operation) => boolean {
  const reworded = operations.flatMap((operation) =>
    operation.kind === "alterColumn" &&
    isWorkedOut(operation.from) &&
    isWorkedOut(operation.to)
      ? [operation]
      : [],
  );
  return (operation) =>
    operation.kind === "dropColumn" &&
    reworded.some(
      ({ table, from }) =>
        sameId(table, operation.table) && reads(from, operation.column.name),
    );
}
