// Answers as a person gives them: what was renamed is, what else went is dropped, what came is filled.
import type { Answers, Question } from "../../src";
import { isEnum, type SetModel, type TableModel } from "./model";
import { factsOf } from "./types";

export function answersTo(to: SetModel) {
  return (questions: readonly Question[]): Answers => {
    const chosen = questions.map((question) => chosenOf(to, question));
    return {
      drops: chosen.flatMap(({ drops }) => drops ?? []),
      renames: Object.fromEntries(
        chosen.flatMap(({ renames }) => Object.entries(renames ?? {})),
      ),
      casts: Object.fromEntries(
        chosen.flatMap(({ casts }) => Object.entries(casts ?? {})),
      ),
      backfills: Object.fromEntries(
        questions
          .filter(({ kind }) => kind === "backfill")
          .map(({ subject }) => [subject, backfillOf(to, subject)]),
      ),
    };
  };
}

/** A rename where there was one, else the choice to drop; the server's own way to cast. */
function chosenOf(to: SetModel, { kind, choices }: Question): Answers {
  if (kind === "cast") return choices[0]?.answers ?? {};
  const [rename] = choices.filter(({ answers: { renames = {} } }) =>
    Object.entries(renames).some(([from, name]) =>
      to.tables.some(
        (table) =>
          isRename(table, from, name) ||
          table.columns.some(
            (column) =>
              column.name === name &&
              column.was !== undefined &&
              from === `${nameOf(table)}.${column.was}`,
          ),
      ),
    ),
  );
  const drop = choices.find(
    ({ answers: { drops, renames } }) =>
      drops !== undefined && renames === undefined,
  );
  return (rename ?? drop)?.answers ?? {};
}

const isRename = (table: TableModel, from: string, name: string): boolean =>
  table.was !== undefined &&
  name === nameOf(table) &&
  from === nameOf({ ...table, name: table.was });

const nameOf = ({ schema, name }: TableModel): string =>
  schema === undefined ? name : `${schema}.${name}`;

function backfillOf(to: SetModel, subject: string): string {
  for (const table of to.tables) {
    const prefix = `${nameOf(table)}.`;
    const name = subject.slice(prefix.length);
    const column = table.columns.find((candidate) => candidate.name === name);
    if (!subject.startsWith(prefix) || column === undefined) continue;
    if (!isEnum(column.type)) return factsOf(column.type).backfill;
    const labels =
      column.type.labels === "shared" ? to.sharedLabels : column.type.labels;
    if (column.type.array) return "'{}'";
    return `'${(labels[0] ?? "").replaceAll("'", "''")}'`;
  }
  // Keys and references, of tables that have no rows then.
  return "NULL";
}
