// Strict mode for statements that may meet a value that does not fit: without it the server cuts the value, and says nothing that anybody reads.
import type { AlterColumn, Operation } from "../../../operations/operation";
import type { Statement } from "../../dialect";
import { statement } from "../../layout";
import { misfit } from "../misfit";
import { isNumber, isText } from "../types";

/**
 * The statements under strict mode where one of the operations needs it, whatever `sql_mode` the session has ("Strict SQL Mode" in the manual).
 * When one fails, the session stays strict: what comes after a failure in it is refused sooner, and never cut.
 */
export function strictly(
  operations: readonly Operation[],
  statements: readonly Statement[],
): readonly Statement[] {
  return statements.length > 0 && operations.some(mayMeetMisfits)
    ? [
        statement(
          "SET @sql_mode_before = @@SESSION.sql_mode,",
          "SESSION sql_mode = CONCAT_WS(',', @@SESSION.sql_mode, 'STRICT_ALL_TABLES')",
        ),
        ...statements,
        statement("SET SESSION sql_mode = @sql_mode_before"),
      ]
    : statements;
}

function mayMeetMisfits(operation: Operation): boolean {
  switch (operation.kind) {
    case "addColumn":
      return operation.backfill !== undefined;
    case "alterColumn":
      return (
        operation.backfill !== undefined ||
        operation.cast !== undefined ||
        (operation.from.nullable && !operation.to.nullable) ||
        !holdsAll(operation)
      );
    default:
      return false;
  }
}

/** Whether every value of the one type is one of the other, as far as that can be told from the types. */
function holdsAll({ from, to }: AlterColumn): boolean {
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
  return alike && misfit(to.name, from, to) === undefined;
}
