// Values that cannot be worked out: for rows that exist, for a type without a cast, for a label that goes.
import type { Dialect } from "../dialects/dialect";
import type { AlterEnumType, Operation } from "../operations/operation";
import { columnName, nameOf } from "../schema/identity";
import type { Column, TableId } from "../schema/schema";
import { countWords, type Facts } from "./facts";
import { quotedColumn, shellWord } from "./names";
import type { Question } from "./question";

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
): Question[] {
  return operations.flatMap((operation) =>
    operation.kind === "addColumn" &&
    lacksBackfill(operation) &&
    !isDoubtful(operation.table)
      ? [backfill(operation.table, operation.column, facts)]
      : [],
  );
}

function backfill(table: TableId, column: Column, facts: Facts): Question {
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
      "the column is added without values, which fails where the table has rows.",
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

/** A change of type that the server has no cast for; that of a key is asked together with what refers to it. */
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
    if (from.type === to.type || facts.castable(from, to)) return [];
    const name = columnName(table, to.name);
    return [
      {
        kind: "cast" as const,
        subject: name,
        message: `How do the values of ${quotedColumn(table, to.name)} become ${to.type}?`,
        evidence: [`the server has no cast from ${from.type} to ${to.type}`],
        asWritten: "the change of type fails.",
        choices: [
          ...keyCasts(from, to).map(({ meaning, expression }) => ({
            meaning,
            flags: `--cast ${shellWord(`${name}=${expression(to.name)}`)}`,
            answers: { casts: { [name]: expression(to.name) } },
          })),
          {
            meaning: "An SQL expression that gives the new value",
            flags: `--cast ${shellWord(`${name}=<expression>`)}`,
            answers: { casts: { [name]: "<expression>" } },
          },
        ],
        tables: [table],
      },
    ];
  });
}

/** A label goes that rows hold. */
export function enumLabels(
  operations: readonly Operation[],
  facts: Facts,
): Question[] {
  return operations.flatMap((operation) => {
    if (operation.kind !== "alterEnumType") return [];
    const open = removedLabels(operation).filter(
      (label) => operation.labels?.[label] === undefined,
    );
    const holders = operation.uses.filter(
      (use) => (facts.countLabels(use.table, use.to.name)?.rows ?? 0) > 0,
    );
    if (open.length === 0 || holders.length === 0) return [];
    const name = nameOf(operation.to);
    return [
      {
        kind: "enumLabels" as const,
        subject: name,
        message: `Which value do rows get that hold ${open.map((label) => `'${label}'`).join(" or ")} of enum "${name}"?`,
        evidence: holders.map(
          (use) =>
            `${countWords(facts.countLabels(use.table, use.to.name), "row")} in ${quotedColumn(use.table, use.to.name)}`,
        ),
        asWritten: "the change fails while rows hold a value that goes.",
        choices: [
          {
            meaning: "Another value",
            flags: open
              .map(
                (label) =>
                  `--enum-value ${shellWord(`${name}:${label}=<value>`)}`,
              )
              .join(" "),
            answers: {
              enumValues: {
                [name]: Object.fromEntries(
                  open.map((label) => [label, "<value>"]),
                ),
              },
            },
          },
        ],
        tables: holders.map((use) => use.table),
      },
    ];
  });
}

export function removedLabels({ from, to }: AlterEnumType): string[] {
  return from.labels.filter((label) => !to.labels.includes(label));
}
