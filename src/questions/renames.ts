// Renames that are settled before anything is compared: those that were answered, and those that follow from them.
import type {
  RenameColumn,
  RenameTable,
  RenameView,
} from "../operations/operation";
import type { Rename } from "../operations/rename";
import { renamed } from "../operations/rename";
import { AnswerError } from "../schema/errors";
import {
  columnName,
  idKey,
  idOf,
  nameOf,
  sameId,
  tableByKey,
} from "../schema/identity";
import type { Schema, Table, TableId } from "../schema/schema";
import {
  enumTypeRenames,
  sequenceRenames,
  type SequenceName,
} from "./followingRenames";
import { joinRenames } from "./joinRenames";
import { labelRenames } from "./labelRenames";
import { subjectNamed } from "./names";
import { spelledOut } from "./spelling";
import { columnsAside, tablesAside } from "./stepsAside";
import type { Answers } from "./question";

/**
 * The renames that the answers ask for, with the join tables, sequences and enum types that are named after what is renamed, and enum types that differ
 * from the desired ones in nothing but the name.
 * @throws AnswerError when an answer names nothing, or contradicts the entities or another answer.
 */
export function settledRenames(
  live: Schema,
  desired: Schema,
  answers: Answers,
  sequenceName: SequenceName,
): Rename[] {
  const given = answeredRenames(live, desired, answers);
  const answered = [
    ...given,
    ...joinRenames(
      renamed(live, given),
      desired,
      given.filter((rename) => rename.kind === "renameTable"),
      answers,
    ),
  ];
  const types = enumTypeRenames(renamed(live, answered), desired);
  return [
    ...answered,
    ...sequenceRenames(live, answered, sequenceName),
    ...types,
    ...labelRenames(renamed(live, [...answered, ...types]), desired, answers),
  ];
}

type AnsweredRename = RenameTable | RenameView | RenameColumn;

function answeredRenames(
  live: Schema,
  desired: Schema,
  answers: Answers,
): AnsweredRename[] {
  const all = Object.entries(spelledOut(answers, live, desired));
  const views = all.flatMap(([from, to]) =>
    viewRename(from, to, live, desired),
  );
  const viewNames = new Set(live.views.map(nameOf));
  const entries = all.filter(([from]) => !viewNames.has(from));
  // In a chain or a circle a name that is taken becomes free, and so does that of what is dropped.
  const left = new Set([
    ...entries.map(([from]) => from),
    ...(answers.drops ?? []),
  ]);
  const tables = entries.flatMap(([from, to]) =>
    tableRename(from, to, live, desired, left),
  );
  const aside = tablesAside(tables, live, desired, answers);
  const moved = [...aside, ...tables];
  const after = renamed(live, moved);
  const columns = entries.flatMap(([from, to]) =>
    columnRename(from, to, live, after, desired),
  );
  const within = columnsAside(columns, after, desired, answers, moved);
  rejectOccupied([...within, ...columns], after);
  rejectKept(columns, after, desired);
  rejectDoubles([...tables, ...views, ...columns], answers);
  return [...moved, ...views, ...within, ...columns];
}

function tableRename(
  from: string,
  to: string,
  live: Schema,
  desired: Schema,
  left: ReadonlySet<string>,
): RenameTable[] {
  const subject = subjectNamed(from, live.tables);
  if (subject?.column !== undefined) return [];
  if (subject === undefined) {
    // A column of a table by the table's new name is `columnRename`'s to judge.
    if (subjectNamed(from, desired.tables) !== undefined || from.includes("."))
      return [];
    throw new AnswerError(
      `The answer rename ${from}:${to} names no table of the database.`,
    );
  }
  const target = desired.tables.find(
    (table) =>
      nameOf(table) === to ||
      (table.name === to && table.schema === subject.table.schema),
  );
  if (target === undefined)
    throw new AnswerError(
      `The answer rename ${from}:${to} cannot be: no entity has a table "${to}".`,
    );
  if (
    live.tables.some((table) => sameId(table, target)) &&
    !left.has(nameOf(target))
  )
    throw new AnswerError(
      `The answer rename ${from}:${to} cannot be: the database has a table "${to}" already.`,
    );
  return [{ kind: "renameTable", from: idOf(subject.table), to: idOf(target) }];
}

function viewRename(
  from: string,
  to: string,
  live: Schema,
  desired: Schema,
): RenameView[] {
  const view = live.views.find((candidate) => nameOf(candidate) === from);
  if (view === undefined) return [];
  const target = desired.views.find(
    (candidate) =>
      nameOf(candidate) === to ||
      (candidate.name === to && candidate.schema === view.schema),
  );
  if (target === undefined)
    throw new AnswerError(
      `The answer rename ${from}:${to} cannot be: no entity has a view "${to}".`,
    );
  if (live.views.some((candidate) => sameId(candidate, target)))
    throw new AnswerError(
      `The answer rename ${from}:${to} cannot be: the database has a view "${to}" already.`,
    );
  return [
    {
      kind: "renameView",
      materialized: view.materialized,
      from: idOf(view),
      to: idOf(target),
    },
  ];
}

function columnRename(
  from: string,
  to: string,
  live: Schema,
  after: Schema,
  desired: Schema,
): RenameColumn[] {
  const before = subjectNamed(from, live.tables);
  if (before !== undefined && before.column === undefined) return [];
  const subject = beforeOrAfter(from, live, after);
  if (subject === undefined)
    throw new AnswerError(
      `The answer rename ${from}:${to} names no column of the database.`,
    );
  const { table, column } = subject;
  const target = tableByKey(desired).get(idKey(table));
  if (!target?.columns.some((candidate) => candidate.name === to))
    throw new AnswerError(
      `The answer rename ${from}:${to} cannot be: no entity has a column "${columnName(table, to)}".`,
    );
  return [{ kind: "renameColumn", table: idOf(table), from: column, to }];
}

/** A column may be named by its table's old name or by its new one. */
function beforeOrAfter(
  name: string,
  live: Schema,
  after: Schema,
): { readonly table: Table; readonly column: string } | undefined {
  const old = subjectNamed(name, live.tables);
  const position = old === undefined ? -1 : live.tables.indexOf(old.table);
  const table = position < 0 ? undefined : after.tables[position];
  if (old?.column !== undefined && table !== undefined)
    return { table, column: old.column };
  const present = subjectNamed(name, after.tables);
  return present?.column === undefined
    ? undefined
    : { table: present.table, column: present.column };
}

/** The new name is free, or becomes so by another answer. */
function rejectOccupied(renames: readonly RenameColumn[], live: Schema): void {
  const tables = tableByKey(live);
  for (const { table, from, to } of renames) {
    const occupied = tables
      .get(idKey(table))
      ?.columns.some((column) => column.name === to);
    const left = renames.some(
      (other) => sameId(other.table, table) && other.from === to,
    );
    if (occupied === true && !left)
      throw new AnswerError(
        `The answer rename ${columnName(table, from)}:${to} cannot be: the table has a column "${to}" already.`,
      );
  }
}

/** The old name is gone from the entities, or has become that of something else. */
function rejectKept(
  renames: readonly RenameColumn[],
  live: Schema,
  desired: Schema,
): void {
  const [before, after] = [tableByKey(live), tableByKey(desired)];
  const column = (tables: typeof before, table: TableId, name: string) =>
    tables.get(idKey(table))?.columns.find((item) => item.name === name);
  for (const { table, from, to } of renames) {
    const taken = renames.some(
      (other) => sameId(other.table, table) && other.to === from,
    );
    const kept = column(after, table, from);
    if (!taken && kept?.type === column(before, table, from)?.type)
      throw new AnswerError(
        `The answer rename ${columnName(table, from)}:${to} cannot be: an entity still has "${columnName(table, from)}".`,
      );
  }
}

function rejectDoubles(
  renames: readonly AnsweredRename[],
  answers: Answers,
): void {
  const targets = new Map<string, string>();
  for (const rename of renames) {
    const [from, to] = wordsOf(rename);
    const other = targets.get(to);
    if (other !== undefined)
      throw new AnswerError(
        `Two answers contradict each other: both "${other}" and "${from}" are said to have become "${to}".`,
      );
    targets.set(to, from);
    if (answers.drops?.includes(from) === true)
      throw new AnswerError(
        `Two answers contradict each other: "${from}" is said to be renamed to "${to}", and to be dropped.`,
      );
  }
}

function wordsOf(rename: AnsweredRename): [string, string] {
  return rename.kind === "renameColumn"
    ? [
        columnName(rename.table, rename.from),
        columnName(rename.table, rename.to),
      ]
    : [nameOf(rename.from), nameOf(rename.to)];
}
