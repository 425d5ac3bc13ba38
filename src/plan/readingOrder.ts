// Columns that come, each after those that it is worked out or filled from.
import { mentionsName, reads } from "../operations/mentions";
import type { AddColumn, Operation } from "../operations/operation";
import { sameId } from "../schema/identity";

/** The operations with those that add columns in the places of one another: what is generated comes after what is not. */
export const inReadingOrder = (operations: readonly Operation[]): Operation[] =>
  inPlaces(
    inPlaces(operations, addsPlain, filledFrom),
    addsGenerated,
    madeFrom,
  );

function inPlaces(
  operations: readonly Operation[],
  isOne: (operation: Operation) => operation is AddColumn,
  sourcesOf: (
    operation: AddColumn,
  ) => ((other: AddColumn) => boolean) | undefined,
): Operation[] {
  const waiting = new Set(operations.filter(isOne));
  const placed: AddColumn[] = [];
  const place = (operation: AddColumn): void => {
    waiting.delete(operation);
    const isSource = sourcesOf(operation);
    if (isSource !== undefined)
      for (const other of waiting) if (isSource(other)) place(other);
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

/** Whether a column goes that another one is worked out from until its expression is set in place. */
export function isReadUntilReworded(
  operations: readonly Operation[],
): (operation: Operation) => boolean {
  const reworded = operations.flatMap((operation) =>
    operation.kind === "alterColumn" &&
    operation.from.generation?.kind === "expression" &&
    operation.to.generation?.kind === "expression"
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
