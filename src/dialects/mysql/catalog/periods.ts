// Periods of a table (`PERIOD FOR`), which the catalog shows among its checks: entities can say none, and nothing alters them.
import type { Check, Table } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { isForbidden } from "../probe";
import { identifier, qualified } from "../quote";

/** One query for each table with a check that reads as a period would: only the table's whole definition tells the two apart. */
export async function withoutPeriods(
  database: Database,
  tables: readonly Table[],
): Promise<readonly Table[]> {
  const without: Table[] = [];
  for (const table of tables)
    without.push(
      table.checks.some((check) => mayBePeriod(check, table))
        ? checksAlone(table, await definitionOf(database, table))
        : table,
    );
  return without;
}

/** A period begins before it ends, and says no more. */
const mayBePeriod = ({ expression }: Check, { columns }: Table): boolean =>
  columns.some(({ name }) => {
    const start = `${identifier(name)} < `;
    return (
      expression.startsWith(start) &&
      columns.some(
        (end) => identifier(end.name) === expression.slice(start.length),
      )
    );
  });

const checksAlone = (table: Table, definition: string): Table => ({
  ...table,
  checks: table.checks.filter(
    ({ name }) =>
      !definition
        .split("\n")
        .some((line) =>
          line.trimStart().startsWith(`PERIOD FOR ${identifier(name)} (`),
        ),
  ),
});

interface CreateTableRow {
  readonly "Create Table": string;
}

async function definitionOf(database: Database, table: Table): Promise<string> {
  try {
    const [row] = await database.query<CreateTableRow>(
      `SHOW CREATE TABLE ${qualified(table)}`,
    );
    return row?.["Create Table"] ?? "";
  } catch (error) {
    // Who may see a table need not be one who may read it.
    if (isForbidden(error)) return "";
    throw error;
  }
}
