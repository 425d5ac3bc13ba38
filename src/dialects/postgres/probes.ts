// Definitions of the temporary objects that a batch of probes needs: as few tables as will hold them all.
import { mentionedIn } from "../../operations/mentions";
import type { Column, Table } from "../../schema/schema";
import { collate } from "./collations";
import { probeName } from "./probe";
import { identifier } from "./quote";

export type Probe = ValueProbe | ConditionProbe;

/** A type, and a default of that type. */
export interface ValueProbe {
  readonly kind: "value";
  readonly name: string;
  readonly column: Column;
  /** What it is about, for an error. */
  readonly subject: string;
  /** The same on the types that are there, where a temporary one stands in: for functions that take no other. */
  readonly actual?: Column;
}

/** An expression over a table's columns. */
export interface ConditionProbe {
  readonly kind: "check" | "exclusion" | "generated";
  readonly name: string;
  readonly table: Table;
  readonly expression: string;
  readonly subject: string;
  /** Of a generated column. */
  readonly type?: string;
  /** The same on the types that are there, where a temporary one stands in: for functions that take no other. */
  readonly actual?: Table;
}

/** To print one expression the server goes through all columns of its table, so many small tables are read sooner than a large one. */
const columnsPerTable = 50;

/** One column for each type and default. */
export function valueDefinitions(probes: readonly ValueProbe[]): string[] {
  const definitions: string[] = [];
  for (let start = 0; start < probes.length; start += columnsPerTable) {
    const columns = probes
      .slice(start, start + columnsPerTable)
      .map(({ name, column }) =>
        column.default === undefined
          ? `${name} ${column.type}`
          : `${name} ${column.type} DEFAULT ${column.default}`,
      );
    definitions.push(temporaryTable(`${probeName(start)}_values`, columns));
  }
  return definitions;
}

/** A temporary table in the making: columns of many real tables, as long as no two of one name differ in type. */
interface Bench {
  readonly columns: Map<string, string>;
  readonly items: string[];
}

/**
 * The conditions of a thousand tables in a handful of temporary ones. A bench holds only the columns whose names occur in the text:
 * a superset of those it uses, unless a name is written in an unusual way; `wholeDefinition` then serves.
 */
export function conditionDefinitions(
  probes: readonly ConditionProbe[],
): string[] {
  const benches: Bench[] = [];
  for (const probe of probes) {
    const needed = mentionedColumns(probe.table, probe.expression);
    const bench =
      benches.find((candidate) => fits(candidate, needed)) ?? newBench(benches);
    for (const column of needed)
      bench.columns.set(column.name, declaration(column));
    bench.items.push(itemOf(probe));
  }
  return benches.map(({ columns: declared, items }, number) =>
    temporaryTable(`${probeName(number)}_conditions`, [
      ...[...declared].map(([name, type]) => `${identifier(name)} ${type}`),
      ...items,
    ]),
  );
}

/** One condition on a table with all columns and the name of the one that it is for, of which it may speak: `person.age > 0`. */
export function wholeDefinition(probe: ConditionProbe): string[] {
  return [
    temporaryTable(identifier(probe.table.name), [
      ...probe.table.columns.map(
        (column) => `${identifier(column.name)} ${declaration(column)}`,
      ),
      itemOf(probe),
    ]),
  ];
}

/** The columns that the text can be speaking of: none is missing, for names written as they are. */
export function mentionedColumns(
  table: Table,
  expression: string,
): readonly Column[] {
  const isMentioned = mentionedIn(expression);
  return table.columns.filter(({ name }) => isMentioned(name));
}

const temporaryTable = (name: string, items: readonly string[]): string =>
  `CREATE TEMPORARY TABLE ${name} (\n  ${items.join(",\n  ")}\n)`;

function newBench(benches: Bench[]): Bench {
  const bench: Bench = { columns: new Map(), items: [] };
  benches.push(bench);
  return bench;
}

function fits(bench: Bench, needed: readonly Column[]): boolean {
  return (
    bench.columns.size + bench.items.length + needed.length < columnsPerTable &&
    needed.every((column) => {
      const declared = bench.columns.get(column.name);
      return declared === undefined || declared === declaration(column);
    })
  );
}

const declaration = (column: Column): string =>
  `${column.type}${collate(column)}`;

function itemOf({ kind, name, expression, type }: ConditionProbe): string {
  switch (kind) {
    case "check":
      return `CONSTRAINT ${name} CHECK (${expression})`;
    case "exclusion":
      return `CONSTRAINT ${name} EXCLUDE ${expression}`;
    case "generated":
      return `${name} ${type ?? "text"} GENERATED ALWAYS AS (${expression}) STORED`;
  }
}
