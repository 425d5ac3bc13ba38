// Constants that information_schema cannot hold, in defaults and labels: the server gives them to the rows of a temporary table with such columns.
import { columnName } from "../../../schema/identity";
import type { Column, Table } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { binaryConstant, bytesOf } from "../values/binary";
import { benchName, isForbidden, sizeOf } from "../probe";
import { identifier, literal, literalValue, qualified } from "../quote";
import { baseOf, isBinary, isLabelled, isText, labelledType } from "../types";

/** The tables with what is shown otherwise as it is. Four queries for all of them together, as long as one temporary table has room. */
export async function withExactValues(
  database: Database,
  tables: readonly Table[],
): Promise<readonly Table[]> {
  const doubts = tables.flatMap((table) =>
    table.columns.flatMap((column) => doubtsIn(table, column)),
  );
  if (doubts.length === 0) return tables;
  const found: Found = new Map();
  for (const part of parted(doubts))
    for (const [key, values] of await valuesOf(database, part))
      found.set(key, values);
  return tables.map((table) => {
    const columns = table.columns.map((column) =>
      exactColumn(column, columnName(table, column.name), found),
    );
    return columns.every((column, at) => column === table.columns[at])
      ? table
      : { ...table, columns };
  });
}

/** What may not be as it is shown: a character of four bytes is shown as a question mark, and bytes end at a zero. */
interface Doubt {
  readonly table: Table;
  readonly column: Column;
  readonly about: "default" | "labels";
}

function doubtsIn(table: Table, column: Column): Doubt[] {
  const { type, default: value, labels = [] } = column;
  const isDefault =
    value !== undefined &&
    (isBinary(type)
      ? bytesOf(value) !== undefined
      : (isText(type) || isLabelled(type)) &&
        value.includes("?") &&
        literalValue(value) !== undefined);
  return [
    ...(isDefault ? [{ table, column, about: "default" as const }] : []),
    ...(labels.some((label) => label.includes("?"))
      ? [{ table, column, about: "labels" as const }]
      : []),
  ];
}

/** "Limits on Table Column Count and Row Size" in the manual, and 61 tables in a join, with room to spare. */
const mostTables = 50;
const mostColumns = 500;
const mostBytes = 50_000;

function parted(doubts: readonly Doubt[]): Doubt[][] {
  const parts: Doubt[][] = [];
  let [tables, bytes] = [new Set<Table>(), 0];
  for (const doubt of doubts) {
    const size = sizeOf(doubt.column.type);
    const last = parts.at(-1);
    tables.add(doubt.table);
    bytes += size;
    if (
      last !== undefined &&
      tables.size <= mostTables &&
      last.length < mostColumns &&
      bytes < mostBytes
    )
      last.push(doubt);
    else {
      parts.push([doubt]);
      [tables, bytes] = [new Set([doubt.table]), size];
    }
  }
  return parts;
}

/** In hexadecimal, by what they are of. */
type Found = Map<string, readonly string[]>;

const keyOf = (column: string, about: Doubt["about"]): string =>
  `${about} ${column}`;

/** None where this user may not read one of the tables, or make another. */
async function valuesOf(
  database: Database,
  doubts: readonly Doubt[],
): Promise<Found> {
  const tables = [...new Set(doubts.map(({ table }) => table))];
  const columns = doubts.map(
    ({ table, column }, at) =>
      `t${tables.indexOf(table)}.${identifier(column.name)} AS c${at}`,
  );
  const from = tables.map((table, at) => `${qualified(table)} AS t${at}`);
  try {
    await database.query(
      `CREATE TEMPORARY TABLE ${benchName} (place int PRIMARY KEY) AS SELECT 0 AS place, ${columns.join(", ")} FROM ${from.join(", ")} LIMIT 0`,
    );
    return await valuesOnBench(database, doubts);
  } catch (error) {
    if (isForbidden(error)) return new Map();
    throw error;
  } finally {
    await database.query(`DROP TEMPORARY TABLE IF EXISTS ${benchName}`);
  }
}

async function valuesOnBench(
  database: Database,
  doubts: readonly Doubt[],
): Promise<Found> {
  const labelled = doubts.flatMap(({ column, about }, at) =>
    about === "labels" ? [{ column, name: `c${at}` }] : [],
  );
  const most = Math.max(
    1,
    ...labelled.map(({ column: { labels = [] } }) => labels.length),
  );
  const rows = Array.from(
    { length: most },
    (_, place) =>
      `(${[place, ...labelled.map(({ column }) => numberOf(column, place))].join(", ")})`,
  );
  await database.query(
    `INSERT INTO ${benchName} (${["place", ...labelled.map(({ name }) => name)].join(", ")}) VALUES ${rows.join(", ")}`,
  );
  const values = doubts.map(({ column: { type } }, at) =>
    isBinary(type)
      ? `HEX(c${at}) AS c${at}`
      : `HEX(CONVERT(c${at} USING utf8mb4)) AS c${at}`,
  );
  const read = await database.query<Readonly<Record<string, string>>>(
    `SELECT ${values.join(", ")} FROM ${benchName} ORDER BY place`,
  );
  return new Map(
    doubts.map(({ table, column, about }, at) => [
      keyOf(columnName(table, column.name), about),
      read
        .slice(0, about === "labels" ? (column.labels ?? []).length : 1)
        .flatMap((row) => row[`c${at}`] ?? []),
    ]),
  );
}

/** The number of a label: in a set each is a bit. Where a column has no more labels, its first. */
function numberOf({ type, labels = [] }: Column, place: number): string {
  const at = place < labels.length ? place : 0;
  return baseOf(type) === "set" ? String(2n ** BigInt(at)) : String(at + 1);
}

function exactColumn(column: Column, name: string, found: Found): Column {
  const [value] = found.get(keyOf(name, "default")) ?? [];
  const labels = found.get(keyOf(name, "labels"))?.map(textOf);
  if (value === undefined && labels === undefined) return column;
  return {
    ...column,
    ...(labels === undefined
      ? {}
      : { labels, type: labelledType(baseOf(column.type), labels) }),
    ...(value === undefined
      ? {}
      : {
          default: isBinary(column.type)
            ? binaryConstant(Buffer.from(value, "hex"), column.type)
            : literal(textOf(value)),
        }),
  };
}

const textOf = (hex: string): string =>
  Buffer.from(hex, "hex").toString("utf8");
