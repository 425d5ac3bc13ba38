// What the server says against a value that rows are to get: a query on no table is prepared, and never run.
import { mentionsName } from "../../../operations/mentions";
import type { AskedValue, Database } from "../../dialect";
import { identifier, literal } from "../quote";

const name = "typeorm_autogenerate_value";

/** Undefined for what it accepts. Whether a value fits is only known once there is one. */
export async function refusal(
  database: Database,
  value: AskedValue,
): Promise<string | undefined> {
  // The default of a column is not to be had without the table.
  if (mentionsName(value.expression, "default")) return undefined;
  try {
    await database.query(`PREPARE ${name} FROM ${literal(queryOf(value))}`);
  } catch (error) {
    const { errno, message } = error as DriverError;
    return errno !== undefined && final.has(errno) ? message : undefined;
  }
  await database.query(`DEALLOCATE PREPARE ${name}`);
  return undefined;
}

interface DriverError {
  readonly errno?: number;
  readonly message: string;
}

/** What no type or collation would mend: the columns are asked about without theirs. */
const final: ReadonlySet<number> = new Set([
  1054, // ER_BAD_FIELD_ERROR
  1064, // ER_PARSE_ERROR
  1111, // ER_INVALID_GROUP_FUNC_USE
  1146, // ER_NO_SUCH_TABLE
  1241, // ER_OPERAND_COLUMNS
  1305, // ER_SP_DOES_NOT_EXIST
  1582, // ER_WRONG_PARAMCOUNT_TO_NATIVE_FCT
  3593, // ER_WINDOW_INVALID_WINDOW_FUNC_USE of MySQL
  4015, // ER_WRONG_PLACEMENT_OF_WINDOW_FUNCTION of MariaDB
]);

/** In a function, whose arguments an expression cannot leave, and where it is worked out for each row by itself. */
const queryOf = ({ table, columns, expression }: AskedValue): string => `
  SELECT 1
    FROM (SELECT ${columns.map((column) => `NULL AS ${identifier(column.name)}`).join(", ")}) AS ${identifier(table.name)}
   WHERE IF(TRUE, ${expression}
         , NULL) IS NULL`;
