// Which expressions have to be put to the server: those that are spelled otherwise than the live ones.
import type { Check, Column, Table } from "../../schema/schema";
import { shownType } from "./types";

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

export function questionsOf(table: Table, before: Table): Question[] {
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
  return column.default === undefined || known.includes(column.default)
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
  if (unmatched.length === 0) return [];
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
