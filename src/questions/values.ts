// Values that cannot be worked out: for rows that exist, for a type without a cast, for a label that goes.
import type { Dialect } from "../dialects/dialect";
import type { Operation } from "../operations/operation";
import { columnName } from "../schema/identity";
import type { Column, TableId } from "../schema/schema";
import { countWords, type Facts } from "./facts";
import { quotedColumn, shellWord } from "./names";
import type { Choice, Question } from "./question";

/** Whether rows that exist would be left without a value. */
export function lacksBackfill(operation: Operation): boolean {
  return (
    operation.kind === "addColumn" &&
    operation.backfill === undefined &&
    !operation.column.nullable &&
    operation.column.default === undefined &&
    operation.column.generation === undefined
  );
}

/**
 * A new NOT NULL column without a default: what do existing rows get? An empty table here settles nothing. Not asked while it is open
 * whether the column is new at all.
 */
export function backfills(
  operations: readonly Operation[],
  facts: Facts,
  isDoubtful: (table: TableId) => boolean,
  { impliedValue }: Pick<Dialect, "impliedValue">,
): Question[] {
  return operations.flatMap((operation) =>
    operation.kind === "addColumn" &&
    lacksBackfill(operation) &&
    !isDoubtful(operation.table)
      ? [backfill(operation.table, operation.column, facts, impliedValue)]
      : [],
  );
}

function backfill(
  table: TableId,
  column: Column,
  facts: Facts,
  impliedValue: string | undefined,
): Question {
  const name = columnName(table, column.name);
  const rows = facts.count(table);
  return {
    kind: "backfill",
    subject: name,
    message: `What do existing rows get in ${quotedColumn(table, column.name)}?`,
    evidence: [
      `${column.type} NOT NULL without a default`,
      ...(rows === undefined
        ? []
        : [`${countWords(rows, "row")} in this database`]),
    ],
    asWritten:
      impliedValue === undefined
        ? "the column is added without values, which fails where the table has rows."
        : `rows that are there get ${impliedValue}, which nobody chose.`,
    choices: [
      {
        meaning: "An SQL expression",
        flags: `--backfill ${shellWord(`${name}=<expression>`)}`,
        answers: { backfills: { [name]: "<expression>" } },
      },
    ],
    tables: [table],
  };
}

/** A change of type that the server has no cast for, or several that mean different things; that of a key is asked together with what refers to it. */
export function casts(
  operations: readonly Operation[],
  facts: Facts,
  { keyCasts }: Pick<Dialect, "keyCasts">,
  isOfKey: (operation: Operation) => boolean,
): Question[] {
  return operations.flatMap((operation) => {
    if (operation.kind !== "alterColumn" || operation.cast !== undefined)
      return [];
    if (isOfKey(operation)) return [];
    const { table, from, to } = operation;
    if (from.type === to.type) return [];
    const meanings = facts.castChoices(from, to);
    if (meanings.length === 0 && facts.castable(from, to)) return [];
    const name = columnName(table, to.name);
    const choice = (meaning: string, expression: string): Choice => ({
      meaning,
      flags: `--cast ${shellWord(`${name}=${expression}`)}`,
      answers: { casts: { [name]: expression } },
    });
    return [
      {
        kind: "cast" as const,
        subject: name,
        message: `How do the values of ${quotedColumn(table, to.name)} become ${to.type}?`,
        evidence: [
          meanings.length === 0
            ? `the server has no cast from ${from.type} to ${to.type}`
            : `the change from ${from.type} to ${to.type} can mean different things`,
        ],
        asWritten: "the change of type fails.",
        choices: [
          ...meanings.map(({ meaning, expression }) =>
            choice(meaning, expression),
          ),
          ...keyCasts(from, to).map(({ meaning, expression }) =>
            choice(meaning, expression(to.name)),
          ),
          choice("An SQL expression that gives the new value", "<expression>"),
        ],
        tables: [table],
      },
    ];
  });
}
