// Asks the server how it prints what was typed: temporary tables, which no other connection sees and which are dropped again.
import { mentionedIn } from "../../operations/mentions";
import type { Column, Table } from "../../schema/schema";
import type { Database } from "../dialect";
import { identifier } from "./quote";
import { baseOf, isText, modifiersOf, shownType } from "./types";

/** One column or check of a temporary table. */
export interface Probe {
  readonly name: string;
  /** The column's definition after its name, or the check's condition. */
  readonly kind: "column" | "check";
  readonly definition: string;
  /** The table whose columns the definition may speak of. */
  readonly table: Table;
}

export const probeName = (number: number): string =>
  `typeorm_autogenerate_${number}`;

interface CreateTableRow {
  readonly "Create Table": string;
}

/** How the server prints each probe, by its name: the whole rest of its line. */
export async function printed(
  database: Database,
  probes: readonly Probe[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const bench of benchesOf(probes))
    await onBench(database, bench, async () => {
      const [row] = await database.query<CreateTableRow>(
        `SHOW CREATE TABLE ${benchName}`,
      );
      for (const [name, text] of slices(row?.["Create Table"] ?? "", bench))
        texts.set(name, text);
    });
  return texts;
}

interface ShownColumn {
  readonly Field: string;
  readonly Type: string;
  readonly Collation: string | null;
}

/** What type and collation each probed column has. */
export async function described(
  database: Database,
  probes: readonly Probe[],
): Promise<
  ReadonlyMap<
    string,
    { readonly type: string; readonly collation: string | null }
  >
> {
  const found = new Map<
    string,
    { readonly type: string; readonly collation: string | null }
  >();
  for (const bench of benchesOf(probes))
    await onBench(database, bench, async () => {
      const rows = await database.query<ShownColumn>(
        `SHOW FULL COLUMNS FROM ${benchName}`,
      );
      for (const { Field, Type, Collation } of rows)
        found.set(Field, { type: Type, collation: Collation });
    });
  return found;
}

/** Whether we may make no temporary tables: access denied to the database, the table or a column, or a server that only reads. */
export function isForbidden(error: unknown): boolean {
  const { errno } = error as { readonly errno?: unknown };
  return (
    errno === 1044 ||
    errno === 1142 ||
    errno === 1143 ||
    errno === 1227 ||
    errno === 1290
  );
}

/** Of the one temporary table that there is at a time. */
export const benchName = identifier("typeorm_autogenerate_bench");

/** A temporary table in the making: columns of many real tables, as long as no two of one name differ in type. */
interface Bench {
  readonly columns: Map<string, string>;
  readonly probes: Probe[];
  bytes: number;
}

/** "Limits on Table Column Count and Row Size" in the manual, with room to spare. */
const mostColumns = 500;
const mostBytes = 50_000;

/** The columns that the definition may speak of, by name, as they are declared for it. */
export const columnsIn = (
  definition: string,
  { columns }: Table,
): [name: string, declared: string][] => {
  const isMentioned = mentionedIn(definition);
  return columns
    .filter(({ name }) => isMentioned(name))
    .map((column) => [column.name, declaration(column)]);
};

function benchesOf(probes: readonly Probe[]): Bench[] {
  const benches: Bench[] = [];
  for (const probe of probes) {
    const isMentioned = mentionedIn(probe.definition);
    const needed = probe.table.columns.filter(({ name }) => isMentioned(name));
    const own = sizeOf(probe.definition);
    let bench = benches.find((candidate) => fits(candidate, needed, own));
    if (bench === undefined) {
      bench = { columns: new Map(), probes: [], bytes: 0 };
      benches.push(bench);
    }
    bench.bytes += bytesFor(bench, needed) + own;
    for (const column of needed)
      bench.columns.set(column.name, declaration(column));
    bench.probes.push(probe);
  }
  return benches;
}

/** Those of columns that it has not got. */
const bytesFor = ({ columns }: Bench, needed: readonly Column[]): number =>
  needed.reduce(
    (sum, { name, type }) => (columns.has(name) ? sum : sum + sizeOf(type)),
    0,
  );

function fits(bench: Bench, needed: readonly Column[], own: number): boolean {
  return (
    bench.columns.size + bench.probes.length + needed.length < mostColumns &&
    bench.bytes + bytesFor(bench, needed) + own < mostBytes &&
    needed.every((column) => {
      const declared = bench.columns.get(column.name);
      return declared === undefined || declared === declaration(column);
    })
  );
}

/** At most so many bytes of a row. */
export function sizeOf(type: string): number {
  const [length = 8] = modifiersOf(type);
  return isText(type) || baseOf(type).endsWith("binary") ? 4 * length + 2 : 16;
}

/** Generated columns stand as plain ones: what is printed of an expression does not hang on where its columns have their values from. */
const declaration = (column: Column): string =>
  [
    shownType(column),
    column.charset === undefined ? "" : `CHARACTER SET ${column.charset}`,
    column.collation === undefined ? "" : `COLLATE ${column.collation}`,
    // A timestamp has a default of its own where it is not said to be nullable.
    "NULL",
  ]
    .filter((part) => part !== "")
    .join(" ");

async function onBench(
  database: Database,
  { columns, probes }: Bench,
  read: () => Promise<void>,
): Promise<void> {
  const items = [
    ...[...columns].map(([name, type]) => `${identifier(name)} ${type}`),
    ...inOrder(probes).map(({ kind, name, definition }) =>
      kind === "column"
        ? `${identifier(name)} ${definition}`
        : `CONSTRAINT ${identifier(name)} CHECK (${definition})`,
    ),
  ];
  await database.query(
    `CREATE TEMPORARY TABLE ${benchName} (\n  ${items.join(",\n  ")}\n)`,
  );
  try {
    await read();
  } finally {
    await database.query(`DROP TEMPORARY TABLE IF EXISTS ${benchName}`);
  }
}

/** Columns before checks, as the server prints them. */
const inOrder = (probes: readonly Probe[]): Probe[] => [
  ...probes.filter(({ kind }) => kind === "column"),
  ...probes.filter(({ kind }) => kind === "check"),
];

/** The text that the server printed between one probe's name and the next. What quotes it puts around names is for `sql_mode` to say. */
function slices(createTable: string, { probes }: Bench): [string, string][] {
  const quote = createTable.includes(benchName) ? "`" : '"';
  const places = probes
    .map(({ kind, name }) => {
      const start = `\n  ${kind === "check" ? "CONSTRAINT " : ""}${quote}${name}${quote} `;
      const position = createTable.indexOf(start);
      return { name, position, from: position + start.length };
    })
    .filter(({ position }) => position >= 0)
    .sort((a, b) => a.position - b.position);
  const end = createTable.lastIndexOf("\n)");
  return places.map(({ name, from }, number) => {
    const to = places[number + 1]?.position ?? end;
    // MariaDB adds a check of its own to a JSON column, which says its name.
    const text = createTable
      .slice(from, to)
      .replaceAll(quote + name + quote, quote + probeName(0) + quote);
    return [name, text.endsWith(",") ? text.slice(0, -1) : text];
  });
}
