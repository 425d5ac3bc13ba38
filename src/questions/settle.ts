// Operations and answers → operations that carry the answers, and the questions that are left.
import type { Dialect } from "../dialects/dialect";
import type { AlterEnumType, Operation } from "../operations/operation";
import { carriesValues, isRetyped, isWorkedOut } from "../operations/workedOut";
import { AnswerError } from "../schema/errors";
import { columnName, nameOf, sameId } from "../schema/identity";
import type { TableId } from "../schema/schema";
import { renamedColumns } from "./columns";
import type { Facts } from "./facts";
import { keyGroups, keyTypes } from "./keyTypes";
import { labelAnswers } from "./labelRenames";
import {
  labelChange,
  labelledColumns,
  labelName,
  type LabelChange,
} from "./labelChange";
import { renamedLabels } from "./labels";
import { withMovesAsOne } from "./movesAsOne";
import { enclosed } from "./enclosed";
import { droppedBy } from "./names";
import type { Answers, Question } from "./question";
import { movedTables } from "./schemaMoves";
import { withSpellingAsOne } from "./spelling";
import { unmappedTables } from "./tables";
import { takenOver } from "./takenOver";
import { backfills, casts, isNothing } from "./values";
import { unmappedViews } from "./views";

export interface Settled {
  readonly operations: readonly Operation[];
  /** Unanswered. */
  readonly questions: readonly Question[];
}

/**
 * Renames are answered before (`settledRenames`); all other answers are given to the operations here.
 * @throws AnswerError when an answer fits none of them.
 */
export function settle(
  operations: readonly Operation[],
  answers: Answers,
  facts: Facts,
  dialect: Pick<
    Dialect,
    | "castBack"
    | "wayBack"
    | "choicesNeedCast"
    | "keyCasts"
    | "impliedValue"
    | "valueOf"
    | "fillOf"
  >,
): Settled {
  rejectMisfits(operations, answers);
  const answered = operations.map((operation) =>
    withCastBack(withAnswer(operation, answers, dialect), facts, dialect),
  );
  const isDropped = droppedBy(answers.drops ?? []);
  const renames = [
    ...renamedColumns(answered, facts, isDropped),
    ...takenOver(answered, facts, isDropped),
  ];
  const isDoubtful = (table: TableId): boolean =>
    renames.some(({ tables }) => tables.some((asked) => sameId(asked, table)));
  const keys = keyGroups(answered, facts);
  const inKeys = new Set<Operation>(
    keys.flatMap(({ key, referring }) => [key, ...referring]),
  );
  return {
    operations: answered,
    questions: withSpellingAsOne([
      ...withMovesAsOne(unmappedTables(answered, facts, isDropped)),
      ...movedTables(answered, answers, facts),
      ...unmappedViews(answered, isDropped),
      ...renames,
      ...backfills(answered, answers, facts, isDoubtful, dialect),
      ...keyTypes(keys, dialect),
      ...casts(answered, answers, facts, dialect, (operation) =>
        inKeys.has(operation),
      ),
      ...renamedLabels(answered, facts, isDropped),
    ]),
  };
}

function withAnswer(
  operation: Operation,
  answers: Answers,
  { valueOf, fillOf }: Pick<Dialect, "valueOf" | "fillOf">,
): Operation {
  switch (operation.kind) {
    case "addColumn":
    case "dropColumn": {
      const { table, column } = operation;
      const answer = answers.backfills?.[columnName(table, column.name)];
      const backfill =
        answer === undefined ? fillOf?.(column) : enclosed(answer);
      return backfill === undefined ? operation : { ...operation, backfill };
    }
    case "alterColumn": {
      const name = columnName(operation.table, operation.to.name);
      const backfill = answers.backfills?.[name];
      const cast = answers.casts?.[name];
      const change = labelChange(operation);
      return {
        ...operation,
        ...(backfill === undefined || isNothing(backfill)
          ? {}
          : { backfill: enclosed(backfill) }),
        // The value as it is needs no cast: the type is changed in place, and takes or refuses it.
        ...(cast === undefined || cast === valueOf(operation.to)
          ? {}
          : { cast: enclosed(cast) }),
        ...(change === undefined ? {} : mapped(change, answers)),
      };
    }
    case "alterEnumType": {
      const change = labelChange(operation);
      return change === undefined
        ? operation
        : { ...operation, ...mapped(change, answers) };
    }
    default:
      return operation;
  }
}

/** What the rows of a label that goes get, and what they get on the way back. */
function mapped(
  change: LabelChange,
  answers: Answers,
): Pick<AlterEnumType, "labels" | "inverseLabels"> {
  const labels = Object.fromEntries(
    labelAnswers(change.name, labelledColumns(change), answers),
  );
  return Object.keys(labels).length === 0
    ? {}
    : { labels, inverseLabels: inverted(labels, change.from) };
}

/** A label that is new here goes back to what it came from; one that was there before says nothing about that. */
function inverted(
  labels: Readonly<Record<string, string>>,
  before: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels)
      .filter(([, to]) => !before.includes(to))
      .map(([from, to]) => [to, from]),
  );
}

/**
 * The way back of a cast that was chosen is its mirror image, or that of the server where it has none of several meanings; what the server cannot cast
 * back goes as a key would, or by way of text, and fails on values that cannot be read.
 */
function withCastBack(
  operation: Operation,
  facts: Facts,
  {
    castBack,
    wayBack,
    keyCasts,
  }: Pick<Dialect, "castBack" | "wayBack" | "keyCasts">,
): Operation {
  if (operation.kind !== "alterColumn") return operation;
  const { from, to, cast } = operation;
  if (!isRetyped(operation) || isWorkedOut(from)) return operation;
  const chosen = facts
    .castChoices(from, to)
    .findIndex(({ expression }) => expression === cast);
  const choicesBack = facts.castChoices(to, from);
  const mirrored = choicesBack[chosen]?.expression;
  if (mirrored !== undefined) return { ...operation, inverseCast: mirrored };
  const [back] = keyCasts(to, from);
  const castable = facts.castable(to, from);
  const [asKey] = keyCasts(from, to);
  const isAsKey = cast !== undefined && asKey?.expression(to.name) === cast;
  const undone =
    cast === undefined ||
    (chosen >= 0 && choicesBack.length === 0) ||
    (isAsKey && (!castable || back !== undefined));
  const inverseCast =
    castable && !(isAsKey && back !== undefined)
      ? wayBack?.(to, from)
      : (back?.expression(to.name) ?? castBack(to, from));
  return {
    ...operation,
    ...(inverseCast === undefined ? {} : { inverseCast }),
    ...(undone ? {} : { oneWay: true as const }),
  };
}

const enumNames = (change: LabelChange): string[] => [
  ...new Set([change.name, ...labelledColumns(change)]),
];

/** Every answer has to have something to say to. */
function rejectMisfits(
  operations: readonly Operation[],
  answers: Answers,
): void {
  const droppable = operations.flatMap((operation) => {
    if (operation.kind === "dropTable") return [nameOf(operation.table)];
    if (operation.kind === "dropView") return [nameOf(operation.view)];
    if (operation.kind === "dropColumn")
      return [columnName(operation.table, operation.column.name)];
    const change = labelChange(operation);
    return change?.removed.map((label) => labelName(change, label)) ?? [];
  });
  for (const pattern of answers.drops ?? [])
    if (!droppable.some((name) => droppedBy([pattern])(name)))
      throw misfit(`drop ${pattern}`, "nothing of that name goes", droppable);

  const fillable = operations.flatMap((operation) => {
    // What the server makes values of takes no other ones.
    if (operation.kind === "addColumn" && operation.column.generation)
      return [];
    if (operation.kind === "addColumn" || operation.kind === "dropColumn")
      return [columnName(operation.table, operation.column.name)];
    if (
      carriesValues(operation) &&
      operation.from.nullable &&
      !operation.to.nullable
    )
      return [columnName(operation.table, operation.to.name)];
    return [];
  });
  for (const name of Object.keys(answers.backfills ?? {}))
    if (!fillable.includes(name))
      throw misfit(
        `backfill ${name}`,
        "no such column is added or becomes NOT NULL",
        fillable,
      );

  const castables = operations.flatMap((operation) =>
    carriesValues(operation) && isRetyped(operation)
      ? [columnName(operation.table, operation.to.name)]
      : [],
  );
  for (const name of Object.keys(answers.casts ?? {}))
    if (!castables.includes(name))
      throw misfit(
        `cast ${name}`,
        "no such column changes its type",
        castables,
      );

  const altered = operations.flatMap(
    (operation) => labelChange(operation) ?? [],
  );
  for (const [name, labels] of Object.entries(answers.enumValues ?? {})) {
    const change = altered.find((candidate) =>
      enumNames(candidate).includes(name),
    );
    if (change === undefined)
      throw misfit(
        `enum-value ${name}`,
        "no such enum type changes",
        altered.flatMap(enumNames),
      );
    const { removed } = change;
    for (const [label, target] of Object.entries(labels)) {
      if (!removed.includes(label))
        throw misfit(
          `enum-value ${name}:${label}`,
          "that value stays",
          removed,
        );
      if (!change.to.includes(target))
        throw misfit(
          `enum-value ${name}:${label}=${target}`,
          `the enum has no value "${target}"`,
          change.to,
        );
    }
  }
}

function misfit(
  answer: string,
  reason: string,
  possible: readonly string[],
): AnswerError {
  const offer =
    possible.length === 0
      ? "There is nothing of the kind to answer."
      : `It could be: ${[...new Set(possible)].slice(0, 10).join(", ")}.`;
  return new AnswerError(
    `The answer ${answer} fits nothing: ${reason}. ${offer}`,
  );
}
