// Tables that moved from one schema to another that is looked at as well: one question, where they are several.
import { nameOf } from "../schema/identity";
import { allOf, schemaWord } from "./schemaMoves";
import { shellWord } from "./names";
import type { Question } from "./question";

/** More are not shown. */
const shown = 5;

interface Move {
  readonly question: Question;
  readonly names: readonly [from: string, to: string];
  readonly schemas: readonly [from: string | undefined, to: string | undefined];
}

/** The questions with those about tables that kept their names as one for each pair of schemas. */
export function withMovesAsOne(questions: readonly Question[]): Question[] {
  const bySchemas = new Map<string, Move[]>();
  for (const question of questions) {
    const move = moveIn(question);
    if (move === undefined) continue;
    const key = JSON.stringify(move.schemas.map((schema) => schema ?? null));
    bySchemas.set(key, [...(bySchemas.get(key) ?? []), move]);
  }
  const many = [...bySchemas.values()].filter(({ length }) => length > 1);
  const asOne = new Set(many.flat().map(({ question }) => question));
  return [
    ...many.map(asOneQuestion),
    ...questions.filter((question) => !asOne.has(question)),
  ];
}

/** The one candidate has the old name in another schema. */
function moveIn(question: Question): Move | undefined {
  const [table] = question.tables;
  const renames = question.choices.flatMap(({ answers }) =>
    Object.entries(answers.renames ?? {}),
  );
  const [rename] = renames;
  if (
    question.kind !== "renamedTable" ||
    table === undefined ||
    rename === undefined ||
    renames.length > 1
  )
    return undefined;
  const [from, to] = rename;
  const { schema, name } = table;
  if (from !== nameOf(table) || (to !== name && !to.endsWith(`.${name}`)))
    return undefined;
  const target = to === name ? undefined : to.slice(0, -name.length - 1);
  return { question, names: rename, schemas: [schema, target] };
}

function asOneQuestion(moves: readonly Move[]): Question {
  const questions = moves.map(({ question }) => question);
  const [from, to] = moves[0]?.schemas ?? [];
  const [all, target] = [allOf(from), allOf(to)];
  const more = moves.length - shown;
  const drops = questions.flatMap(({ choices }) =>
    choices.flatMap(({ answers }) => answers.drops ?? []),
  );
  return {
    kind: "renamedSchema",
    subject: all,
    message: `Were ${moves.length} tables moved from ${schemaWord(from)} to ${schemaWord(to)}?`,
    verdict: questions.every(({ verdict }) => verdict === "likely")
      ? "likely"
      : "ambiguous",
    evidence: [
      ...moves
        .slice(0, shown)
        .map(({ names, question: { evidence } }) =>
          [names.join(" → "), ...evidence.slice(0, 1)].join(", "),
        ),
      ...(more > 0 ? [`and ${more} more`] : []),
    ],
    asWritten: `they are dropped with all rows, and those in ${schemaWord(to)} start empty.`,
    choices: [
      {
        meaning: "They were moved",
        flags: `--rename ${shellWord(`${all}:${target}`)}`,
        answers: { renames: { [all]: target } },
      },
      {
        meaning: "They were not moved",
        flags: drops.map((name) => `--drop ${shellWord(name)}`).join(" "),
        answers: { drops },
      },
    ],
    tables: questions.flatMap(({ tables }) => tables),
  };
}
