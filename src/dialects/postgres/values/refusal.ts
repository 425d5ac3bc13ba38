// What the server says against a value that rows are to get: asked on an empty temporary table, in a transaction that is rolled back.
import type { Column } from "../../../schema/schema";
import type { AskedValue, Database } from "../../dialect";
import { identifier } from "../quote";
import { standingIn } from "../reading";

/** Undefined for what it accepts, and for what it cannot be asked. */
export async function refusal(
  database: Database,
  value: AskedValue,
): Promise<string | undefined> {
  await database.query(`START TRANSACTION; ${standingIn}`);
  try {
    try {
      await database.query(tableOf(value));
    } catch {
      // A type that this very file makes, or no right to make temporary tables.
      return undefined;
    }
    await database.query(useOf(value));
    return undefined;
  } catch (error) {
    const { code, message } = error as DriverError;
    return code !== undefined && isFinal(code) ? message : undefined;
  } finally {
    await database.query("ROLLBACK");
  }
}

interface DriverError {
  readonly code?: string;
  readonly message: string;
}

/**
 * What does not parse, is not there or of another type, values that do not read as theirs, and what such a statement cannot hold (a subquery, several rows); but
 * what the role may do is another matter.
 */
const isFinal = (code: string): boolean =>
  /^(?:22|42|0A)/.test(code) && code !== "42501";

/** The column that takes the result of a cast, beside those of the table. */
const result = "typeorm_autogenerate_value";

/** Named as the table is, in a schema that is looked into first: the expression may speak of it by its name. */
const tableOf = ({ table, columns, column, by }: AskedValue): string =>
  `CREATE TEMPORARY TABLE ${identifier(table.name)} (${[
    ...columns,
    ...(by === "cast" ? [{ ...column, name: result }] : []),
  ]
    .map(definition)
    .join(", ")})`;

const definition = ({ name, type }: Pick<Column, "name" | "type">): string =>
  `${identifier(name)} ${type}`;

/** As the file does it: what is assigned has to be of a type that the column takes. */
function useOf({ table, column, expression, by }: AskedValue): string {
  const name = `pg_temp.${identifier(table.name)}`;
  switch (by) {
    case "fill":
      return `EXPLAIN UPDATE ${name} SET ${identifier(column.name)} = ${expression} WHERE ${identifier(column.name)} IS NULL`;
    case "cast":
      return `ALTER TABLE ${name} ALTER COLUMN ${identifier(column.name)} TYPE ${column.type} USING ${expression}`;
  }
}
