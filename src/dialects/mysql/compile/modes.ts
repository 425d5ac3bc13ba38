// Modes of the session in which statements do what they are there for: without them the server cuts values that do not fit, numbers rows anew and takes a backslash for two, and says nothing that anybody reads.
import type { AlterColumn, Operation } from "../../../operations/operation";
import type { Statement } from "../../dialect";
import { statement } from "../../layout";
import { misfit } from "../values/misfit";
import { literal } from "../quote";
import { holdsBare } from "../scan";
import { isNumber, isText } from "../types";
import type { Variant } from "../variant";
import { movesByExpression } from "./detour";

/**
 * The statements under the modes that they need, whatever `sql_mode` the session has ("Server SQL Modes" in the manual).
 * When one fails, the session keeps them: what comes after a failure in it is refused sooner, and never cut.
 */
export function inModes(
  operations: readonly Operation[],
  statements: readonly Statement[],
  variant: Variant,
): readonly Statement[] {
  const bars = statements.some(({ sql }) => holdsBare(sql, "||"))
    ? variant.reading?.concatenates
    : undefined;
  const added = [
    ...(operations.some((operation) => mayMeetMisfits(operation, variant))
      ? ["STRICT_ALL_TABLES"]
      : []),
    ...(operations.some(startsToCount) ? ["NO_AUTO_VALUE_ON_ZERO"] : []),
    ...(bars === true ? ["PIPES_AS_CONCAT"] : []),
  ];
  const removed = [
    ...(statements.some(({ sql }) => sql.includes("\\"))
      ? ["NO_BACKSLASH_ESCAPES"]
      : []),
    ...(bars === false
      ? ["PIPES_AS_CONCAT", "ANSI_QUOTES", ...variant.shorthandModes]
      : []),
  ];
  if (statements.length === 0 || added.length + removed.length === 0)
    return statements;
  const before = "@@SESSION.sql_mode";
  return [
    statement(
      `SET @sql_mode_before = ${before},`,
      `SESSION sql_mode = ${without(removed, added.length === 0 ? before : `CONCAT_WS(',', ${before}, ${literal(added.join(","))})`)}`,
    ),
    ...statements,
    statement("SET SESSION sql_mode = @sql_mode_before"),
  ];
}

/** ANSI_QUOTES stands before ANSI, which is a part of that name. */
const without = ([first, ...more]: readonly string[], modes: string): string =>
  first === undefined
    ? modes
    : more.length === 0
      ? `REPLACE(${modes}, ${literal(first)}, '')`
      : `REGEXP_REPLACE(${modes}, ${literal([first, ...more].join("|"))}, '')`;

/** A row with the key 0 would get the next number. */
const startsToCount = (operation: Operation): boolean =>
  operation.kind === "alterColumn" &&
  operation.to.generation?.kind === "increment" &&
  (operation.from.generation?.kind !== "increment" ||
    movesByExpression(operation));

function mayMeetMisfits(operation: Operation, variant: Variant): boolean {
  switch (operation.kind) {
    case "addColumn":
      return operation.backfill !== undefined;
    case "alterColumn":
      return (
        operation.backfill !== undefined ||
        operation.cast !== undefined ||
        (operation.from.nullable && !operation.to.nullable) ||
        !holdsAll(operation, variant)
      );
    default:
      return false;
  }
}

/** Whether every value of the one type is one of the other, as far as that can be told from the types. */
function holdsAll({ from, to }: AlterColumn, variant: Variant): boolean {
  if (from.collation !== to.collation || from.charset !== to.charset)
    return false;
  if (from.type === to.type) return true;
  if (from.labels !== undefined && to.labels !== undefined) {
    const labels = new Set(to.labels);
    return from.labels.every((label) => labels.has(label));
  }
  const alike =
    (isText(from.type) && isText(to.type)) ||
    (isNumber(from.type) && isNumber(to.type));
  return alike && misfit(to.name, from, to, variant) === undefined;
}
