// Which expressions have to be put to the server: those that are spelled otherwise than the live ones, and all new ones.
import type { Check, Column, Table } from "../../schema/schema";
import { literalValue } from "./quote";
import { baseOf, isInteger, modifiersOf, shownType } from "./types";

/** Whether the server takes what is typed for one of the live texts. */
export interface Question {
  readonly kind: "column" | "check";
  /** The column or check of the desired schema that it is about. */
  readonly item: Column | Check;
  readonly table: Table;
  readonly before: Table;
  readonly typed: string;
  /** None where there is nothing to compare with: then it is only asked whether the server accepts it. */
  readonly live: readonly string[];
  /** A probe's definition with one of the texts in it. */
  readonly definition: (text: string) => string;
  readonly subject: string;
}

/** Of a table that is not there yet, everything: where DDL commits by itself, what the server refuses is to be known before. */
export function questionsOf(table: Table, live: Table | undefined): Question[] {
  const before = live ?? { ...table, columns: [], checks: [] };
  const columns = new Map(
    before.columns.map((column) => [column.name, column]),
  );
  return [
    ...table.columns.flatMap((column) =>
      columnQuestions(column, columns.get(column.name), table, before),
    ),
    ...checkQuestions(table, before),
  ];
}

function columnQuestions(
  column: Column,
  live: Column | undefined,
  table: Table,
  before: Table,
): Question[] {
  return [
    ...valueQuestions(column, live, table, before),
    ...updateQuestions(column, live, table, before),
  ];
}

/** What it is set to whenever its row changes has nothing to be compared with: there is one way to write it. */
const updateQuestions = (
  column: Column,
  live: Column | undefined,
  table: Table,
  before: Table,
): Question[] =>
  column.onUpdate === undefined ||
  (column.onUpdate === live?.onUpdate && column.type === live.type)
    ? []
    : [
        {
          kind: "column",
          item: column,
          table,
          before,
          typed: column.onUpdate,
          live: [],
          definition: (text) => `${typeOf(column)} NULL ON UPDATE ${text}`,
          subject: `ON UPDATE of column "${column.name}"`,
        },
      ];

function valueQuestions(
  column: Column,
  live: Column | undefined,
  table: Table,
  before: Table,
): Question[] {
  const about = { kind: "column" as const, item: column, table, before };
  const type = typeOf(column);
  if (column.generation?.kind === "expression") {
    const { expression } = column.generation;
    const known =
      live?.generation?.kind === "expression"
        ? [live.generation.expression]
        : [];
    return known.includes(expression)
      ? []
      : [
          {
            ...about,
            typed: expression,
            live: known,
            definition: (text) =>
              `${type} GENERATED ALWAYS AS (${text}) VIRTUAL`,
            subject: `Generated column "${column.name}"`,
          },
        ];
  }
  const known =
    live?.default === undefined || column.type !== live.type
      ? []
      : [live.default];
  return column.default === undefined ||
    known.includes(column.default) ||
    (known.length === 0 && isPlain(column.default, column))
    ? []
    : [
        {
          ...about,
          typed: column.default,
          live: known,
          definition: (text) => `${type} NULL DEFAULT ${text}`,
          subject: `The default of column "${column.name}"`,
        },
      ];
}

/** Whether it is a value that the column takes for sure: most defaults are, and no two tables need have the same ones. */
function isPlain(text: string, { type, labels }: Column): boolean {
  const value = literalValue(text);
  if (isInteger(type)) {
    const number = value ?? text;
    return /^\d+$/.test(number) && number.length <= digits(baseOf(type));
  }
  if (value === undefined) return false;
  const [length = 1] = modifiersOf(type);
  switch (baseOf(type)) {
    case "char":
    case "varchar":
      return value.length <= length;
    case "enum":
      return labels?.includes(value) ?? false;
    default:
      return false;
  }
}

/** So many that any number of them is in range. */
function digits(base: string): number {
  switch (base) {
    case "tinyint":
      return 2;
    case "smallint":
      return 4;
    case "mediumint":
      return 6;
    default:
      return 9;
  }
}

const typeOf = (column: Column): string =>
  column.collation === undefined
    ? shownType(column)
    : `${shownType(column)} COLLATE ${column.collation}`;

function checkQuestions(table: Table, before: Table): Question[] {
  const known = new Set(before.checks.map(({ expression }) => expression));
  const typed = new Set(table.checks.map(({ expression }) => expression));
  const unmatched = before.checks
    .map(({ expression }) => expression)
    .filter((expression) => !typed.has(expression));
  return table.checks
    .filter(({ expression }) => !known.has(expression))
    .map((check): Question => ({
      kind: "check",
      item: check,
      table,
      before,
      typed: check.expression,
      live: unmatched,
      definition: (text) => text,
      subject: `Check "${check.name}"`,
    }));
}
