// What PostgreSQL can do in place to a generated column, and since when.
import type { AlterColumn, Operation } from "../../operations/operation";
import { isWorkedOut, keepsExpression } from "../../operations/workedOut";

/** A column cannot become generated in place, nor can its expression change before PostgreSQL 17, nor is its type cast: it has no values of its own to lose. */
export function needsReplacement(
  operation: Operation,
  serverVersion: number,
): boolean {
  if (operation.kind !== "alterColumn") return false;
  const { from, to } = operation;
  if (to.generation?.kind !== "expression") return false;
  return (
    from.generation?.kind !== "expression" ||
    from.type !== to.type ||
    from.collation !== to.collation ||
    (from.generation.expression !== to.generation.expression &&
      serverVersion < setExpressionSince) ||
    from.generation.stored !== to.generation.stored
  );
}

/** `ALTER COLUMN … SET EXPRESSION` ("ALTER TABLE" in the manual of PostgreSQL 17). */
const setExpressionSince = 170_000;

/** Whether the expression becomes another one, wherever that can be in place. */
export const setsExpression = (operation: AlterColumn): boolean =>
  isWorkedOut(operation.from) &&
  isWorkedOut(operation.to) &&
  !keepsExpression(operation);

/** `DROP EXPRESSION` keeps the values, but is there since PostgreSQL 13, and does not take a virtual column, which has none ("ALTER TABLE" in its manual). */
export function losesExpressionByCopy(
  { from, to }: AlterColumn,
  serverVersion: number,
): boolean {
  return (
    from.generation?.kind === "expression" &&
    to.generation?.kind !== "expression" &&
    (!from.generation.stored || serverVersion < dropExpressionSince)
  );
}

const dropExpressionSince = 130_000;
