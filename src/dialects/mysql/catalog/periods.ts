// Periods of a table (`PERIOD FOR`), which the catalogs show among its checks, and keys without overlaps, which they show with the columns of the period.
import type { Index, Period, PrimaryKey, Table } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { periodDefinition, primaryKeyDefinition } from "../compile/definitions";
import { identifier } from "../quote";
import { definitionLines } from "./definition";

/** One query for each table with a check that reads as a period would: only the table's whole definition tells the two apart. */
export async function withPeriods(
  database: Database,
  tables: readonly Table[],
): Promise<readonly Table[]> {
  const known: Table[] = [];
  for (const table of tables)
    known.push(
      periodsIn(table).length > 0
        ? withPeriod(table, await definitionLines(database, table))
        : table,
    );
  return known;
}

/** Those that there may be. A period begins before it ends, and says no more. */
const periodsIn = ({ checks, columns }: Table): Period[] =>
  checks.flatMap(({ name, expression }) =>
    columns.flatMap((start) =>
      columns
        .filter(
          (end) =>
            expression ===
            `${identifier(start.name)} < ${identifier(end.name)}`,
        )
        .map((end) => ({ name, start: start.name, end: end.name })),
    ),
  );

function withPeriod(table: Table, printed: readonly string[]): Table {
  const lines = printed.map(compact);
  const isPrinted = (definition: string): boolean =>
    lines.some((line) => line.startsWith(compact(definition)));
  const period = periodsIn(table).find((candidate) =>
    isPrinted(periodDefinition(candidate)),
  );
  if (period === undefined) return table;
  const { primaryKey, handmadeIndexes } = table;
  const key = (plain: PrimaryKey): PrimaryKey => {
    const marked = { ...plain, withoutOverlaps: period.name };
    return isPrinted(primaryKeyDefinition(marked)) ? marked : plain;
  };
  const index = (plain: Index): Index =>
    isPrinted(uniqueDefinition(plain, period))
      ? { ...plain, withoutOverlaps: period.name }
      : plain;
  return {
    ...table,
    period,
    checks: table.checks.filter(({ name }) => name !== period.name),
    ...(primaryKey === undefined ? {} : { primaryKey: key(primaryKey) }),
    indexes: table.indexes.map(index),
    ...(handmadeIndexes === undefined
      ? {}
      : { handmadeIndexes: handmadeIndexes.map(index) }),
  };
}

/** As SHOW CREATE TABLE has it, but for blanks. */
const compact = (line: string): string => line.replaceAll(" ", "");

const uniqueDefinition = ({ name, keys }: Index, period: Period): string =>
  `UNIQUE KEY ${identifier(name)} (${[
    ...keys
      .slice(0, -2)
      .map(
        ({ column = "", length, descending }) =>
          `${identifier(column)}${length === undefined ? "" : `(${length})`}${descending ? " DESC" : ""}`,
      ),
    `${identifier(period.name)} WITHOUT OVERLAPS`,
  ].join(",")})`;
