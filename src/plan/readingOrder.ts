// Generated columns that come, each after those that it reads.
import { reads } from "../operations/mentions";
import type { AddColumn, Operation } from "../operations/operation";
import { sameId } from "../schema/identity";

/** The operations with those that add generated columns in the places of one another. */
export function inReadingOrder(operations: readonly Operation[]): Operation[] {
  const waiting = new Set(operations.filter(addsGenerated));
  const placed: AddColumn[] = [];
  const place = (operation: AddColumn): void => {
    waiting.delete(operation);
    for (const other of waiting)
      if (
        sameId(other.table, operation.table) &&
        reads(operation.column, other.column.name)
      )
        place(other);
    placed.push(operation);
  };
  for (const operation of waiting) place(operation);
  let next = 0;
  return operations.map((operation) =>
    addsGenerated(operation) ? (placed[next++] ?? operation) : operation,
  );
}

const addsGenerated = (operation: Operation): operation is AddColumn =>
  operation.kind === "addColumn" &&
  operation.column.generation?.kind === "expression";
