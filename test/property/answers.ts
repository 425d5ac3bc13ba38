// Answers as a person gives them who renamed nothing: what went is dropped, what came is filled.
import type { Answers, Question } from "../../src";
import { isEnum, type SetModel } from "./model";
import { factsOf } from "./types";

export function answersTo(to: SetModel) {
  return (questions: readonly Question[]): Answers => ({
    drops: questions.flatMap((question) =>
      question.choices.flatMap(({ answers }) => answers.drops ?? []),
    ),
    backfills: Object.fromEntries(
      questions
        .filter(({ kind }) => kind === "backfill")
        .map(({ subject }) => [subject, backfillOf(to, subject)]),
    ),
  });
}

function backfillOf(to: SetModel, subject: string): string {
  for (const table of to.tables) {
    const prefix = `${table.schema === undefined ? "" : `${table.schema}.`}${table.name}.`;
    const name = subject.slice(prefix.length);
    const column = table.columns.find((candidate) => candidate.name === name);
    if (!subject.startsWith(prefix) || column === undefined) continue;
    if (!isEnum(column.type)) return factsOf(column.type).backfill;
    const labels =
      column.type.labels === "shared" ? to.sharedLabels : column.type.labels;
    return `'${(labels[0] ?? "").replaceAll("'", "''")}'`;
  }
  // Keys and references, of tables that have no rows then.
  return "NULL";
}
