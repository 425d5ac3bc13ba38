// Values that cannot be worked out: for rows that exist, for a type without a cast, for a label that goes.
import type { Dialect, RowCount } from "../dialects/dialect";
import type { AlterColumn, Operation } from "../operations/operation";
import { carriesValues, isRetyped } from "../operations/workedOut";
import { columnName } from "../schema/identity";
import type { Column, TableId } from "../schema/schema";
import { countWords, type Facts } from "./facts";
import { quotedColumn, shellWord } from "./names";
import type { Answers, Choice, Question } from "./question";

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

/** Whether rows that exist may hold the NULL that the column takes no more. Its default is for rows to come. */
export const forbidsNull = (operation: Operation): operation is AlterColumn =>
  operation.kind === "alterColumn" &&
  operation.from.nullable &&
  !operation.to.nullable &&
  operation.to.generation === undefined;

/** The expression that says of a column which becomes NOT NULL that nothing is to be filled in. */
export const isNothing = (expression: string): boolean =>
  expression.trim().toUpperCase() === "NULL";

/**
 * A new NOT NULL column without a default, or one that becomes NOT NULL: what do existing rows get? An empty table here settles nothing. Not asked while it is open
 * whether the column is new at all.
 */
export function backfills(
  operations: readonly Operation[],
  { backfills: answered = {} }: Answers,
  facts: Facts,
  isDoubtful: (table: TableId) => boolean,
  { impliedValue }: Pick<Dialect, "impliedValue">,
): Question[] {
  return operations.flatMap((operation) => {
    if (
      operation.kind === "addColumn" &&
      lacksBackfill(operation) &&
      !isDoubtful(operation.table)
    )
      return [
        backfill(
          operation.table,
          operation.column,
          facts,
          impliedValue(operation.column),
        ),
      ];
    return forbidsNull(operation) &&
      answered[columnName(operation.table, operation.to.name)] === undefined
      ? [nullFill(operation, facts)]
      : [];
  });
}

function backfill(
  table: TableId,
  column: Column,
  facts: Facts,
  impliedValue: string | undefined,
): Question {
  const rows = facts.count(table);
  return {
    ...backfillOf(table, column),
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
      ...filledBySql(table, column, rows),
      filledWith(
        table,
        column,
        "The table is empty everywhere, or it shall fail",
        "NULL",
      ),
    ],
  };
}

function nullFill({ table, to }: AlterColumn, facts: Facts): Question {
  const [rows, values] = [facts.count(table), facts.count(table, to.name)];
  return {
    ...backfillOf(table, to),
    message: `What do rows get that hold NULL in ${quotedColumn(table, to.name)}?`,
    evidence: [
      `${to.type} becomes NOT NULL`,
      ...(rows === undefined || values === undefined
        ? []
        : [
            `${countWords({ rows: Math.max(0, rows.rows - values.rows), estimated: rows.estimated || values.estimated }, "row")} in this database`,
          ]),
    ],
    asWritten: "it fails while rows hold NULL.",
    choices: [
      ...(to.default === undefined
        ? []
        : [filledWith(table, to, "The column's default", to.default)]),
      ...filledBySql(table, to, rows),
      filledWith(table, to, "No row holds NULL, or it shall fail", "NULL"),
    ],
  };
}

const backfillOf = (
  table: TableId,
  { name }: Column,
): Pick<Question, "kind" | "subject" | "tables"> => ({
  kind: "backfill",
  subject: columnName(table, name),
  tables: [table],
});

/** From so many rows on, locking all of them at once is worth a thought. */
const many = 100_000;
const atATime = 10_000;

/** With an expression; where there are many rows, also some of them at a time. */
function filledBySql(
  table: TableId,
  column: Column,
  rows: RowCount | undefined,
): Choice[] {
  const choice = filledWith(table, column, "An SQL expression", "<expression>");
  if (rows === undefined || rows.rows < many) return [choice];
  const name = columnName(table, column.name);
  return [
    choice,
    {
      meaning: `The same, ${atATime} rows at a time, each lot committed by itself`,
      flags: `${choice.flags} --batch ${shellWord(`${name}=${atATime}`)}`,
      answers: { ...choice.answers, batches: { [name]: atATime } },
    },
  ];
}

function filledWith(
  table: TableId,
  column: Column,
  meaning: string,
  expression: string,
): Choice {
  const name = columnName(table, column.name);
  return {
    meaning,
    flags: `--backfill ${shellWord(`${name}=${expression}`)}`,
    answers: { backfills: { [name]: expression } },
  };
}

/**
 * A change of type that the server has no cast for, or several that mean different things, or that rows here do not survive; that of a key is asked
 * together with what refers to it.
 */
export function casts(
  operations: readonly Operation[],
  { casts: answered = {} }: Answers,
  facts: Facts,
  {
    choicesNeedCast,
    keyCasts,
    valueOf,
  }: Pick<Dialect, "choicesNeedCast" | "keyCasts" | "valueOf">,
  isOfKey: (operation: Operation) => boolean,
): Question[] {
  return operations.flatMap((operation) => {
    if (!carriesValues(operation) || operation.cast !== undefined) return [];
    if (isOfKey(operation)) return [];
    const { table, from, to } = operation;
    const name = columnName(table, to.name);
    if (!isRetyped(operation) || answered[name] !== undefined) return [];
    const misfits = facts.misfits(table, to.name);
    const castable = facts.castable(from, to);
    const meanings =
      castable || !choicesNeedCast ? facts.castChoices(from, to) : [];
    const fits = (misfits?.rows ?? 0) === 0;
    if (meanings.length === 0 && castable && fits) return [];
    const choice = (meaning: string, expression: string): Choice => ({
      meaning,
      flags: `--cast ${shellWord(`${name}=${expression}`)}`,
      answers: { casts: { [name]: expression } },
    });
    return [
      {
        kind: "cast" as const,
        subject: name,
        message: `How do the values of ${quotedColumn(table, to.name)} become ${typeWords(from, to)}?`,
        evidence: [
          castWords(from, to, castable, meanings.length),
          ...(misfits === undefined
            ? []
            : [
                `values that do not fit: ${countWords(misfits, "row")} in this database`,
              ]),
        ],
        asWritten: castable
          ? "the change of type fails on a value that does not fit."
          : "the change of type fails.",
        choices: [
          ...meanings.map(({ meaning, expression }) =>
            choice(meaning, expression),
          ),
          ...(castable && meanings.length === 0
            ? [
                choice(
                  "All values fit by the time it runs, or it shall fail",
                  valueOf(to),
                ),
              ]
            : []),
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

function castWords(
  from: Column,
  to: Column,
  castable: boolean,
  meanings: number,
): string {
  if (!castable && meanings === 0)
    return `the server has no cast from ${from.type} to ${to.type}`;
  return meanings > 1
    ? `the change from ${from.type} to ${to.type} can mean different things`
    : `not every ${from.type} is one`;
}

function typeWords(from: Column, { type, srid, collation }: Column): string {
  if (srid !== undefined && from.srid !== srid)
    return `${type} of the reference system ${srid}`;
  return from.type === type && collation !== undefined
    ? `${type} in ${collation}`
    : type;
}
