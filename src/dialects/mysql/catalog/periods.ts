// Periods of a table (`PERIOD FOR`), which the catalog shows among its checks: entities can say none, and nothing alters them.
import type { Check, Table } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { identifier } from "../quote";
import { definitionLines } from "./definition";

/** One query for each table with a check that reads as a period would: only the table's whole definition tells the two apart. */
export async function withoutPeriods(
  database: Database,
  tables: readonly Table[],
): Promise<readonly Table[]> {
  const without: Table[] = [];
  for (const table of tables)
    without.push(
      table.checks.some((check) => mayBePeriod(check, table))
        ? checksAlone(table, await definitionLines(database, table))
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

const checksAlone = (table: Table, lines: readonly string[]): Table => ({
  ...table,
  checks: table.checks.filter(
    ({ name }) =>
      !lines.some((line) =>
        line.trimStart().startsWith(`PERIOD FOR ${identifier(name)} (`),
      ),
  ),
});
