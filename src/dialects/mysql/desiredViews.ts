// Desired views held against live ones: what the server understands alike is one.
import { ExpressionError } from "../../schema/errors";
import { idKey, idOf, nameOf } from "../../schema/identity";
import type { Schema, Table, View, ViewRead } from "../../schema/schema";
import { inCreationOrder } from "../../schema/viewOrder";
import type { Database } from "../dialect";
import { changingTables } from "./changingTables";
import { speaksOf } from "./names";
import { isForbidden } from "./probe";
import { identifier } from "./quote";
import { stageOn, type Stage } from "./stage";
import { answersTo, type Answer, type Question } from "./twins";
import { outermostOnly, refusalOf } from "./understood";
import type { Variant } from "./variant";

/** The live and the desired schema, and the live one as it is found: before renames. */
export interface Sides {
  readonly desired: Schema;
  readonly live: Schema;
  readonly found: Schema;
}

/**
 * The views as the live ones are spelled, wherever the server understands the two alike. It does so for tables as they are to be: those that change have a
 * temporary one in their place. So have views that change, for those that read them.
 * @throws ExpressionError when the server does not accept a query.
 */
export async function spelledViews(
  database: Database,
  sides: Sides,
  variant: Variant,
): Promise<readonly View[]> {
  const questions = questionsOf(sides);
  if (questions.length === 0) return sides.desired.views;
  const now = await answersTo(database, questions, true);
  const changing = changingTables(sides).filter((table) =>
    questions.some(({ view, candidates }) =>
      [view, ...candidates].some(({ definition }) =>
        speaksOf(definition, table.name),
      ),
    ),
  );
  const renamed = renamedIn(sides);
  const settled = settledAtOnce(questions, now, changing, renamed);
  const stage = stageOn(database, variant);
  try {
    const isComplete = await isSet(stage, changing);
    for (const question of inProbingOrder(questions)) {
      if (settled.has(question)) continue;
      settled.set(
        question,
        await settledOnStage(database, question, now, stage, {
          ...sides,
          isComplete,
          isRenamed: renamed,
        }),
      );
    }
  } finally {
    await stage.clear();
  }
  const byView = new Map(
    questions.map((question) => [question.view, settled.get(question)]),
  );
  return sides.desired.views.map((view) => byView.get(view) ?? view);
}

function questionsOf({ desired, live }: Sides): Question[] {
  const wanted = new Set(desired.views.map(idKey));
  const byKey = new Map(live.views.map((view) => [idKey(view), view]));
  const orphans = live.views.filter((view) => !wanted.has(idKey(view)));
  return desired.views.map((view) => {
    const before = byKey.get(idKey(view));
    const candidates =
      before === undefined
        ? orphans.filter(({ schema }) => schema === view.schema)
        : [before];
    return { view, candidates: candidates.filter(isNamedByQuery) };
  });
}

/** A view can have other names for its columns than its query has. Entities cannot say that. */
const isNamedByQuery = ({ definition, columns = [] }: View): boolean =>
  columns.every(({ name }) => definition.includes(` AS ${identifier(name)}`));

/** Views that are not there yet by their names, so that nothing can read them. */
function renamedIn({ found }: Sides): (view: View) => boolean {
  const known = new Set(found.views.map(idKey));
  return (view) => !known.has(idKey(view));
}

/** Views that are what they were, and read nothing that changes. */
function settledAtOnce(
  questions: readonly Question[],
  now: ReadonlyMap<Question, Answer>,
  changing: readonly { readonly name: string }[],
  renamed: (view: View) => boolean,
): Map<Question, View> {
  const isSame = (question: Question): boolean => {
    const twin = now.get(question)?.twin;
    return twin !== undefined && idKey(twin) === idKey(question.view);
  };
  const moved = new Set([
    ...changing.map(({ name }) => name),
    ...questions
      .filter((question) => !isSame(question) || renamed(question.view))
      .map(({ view }) => view.name),
  ]);
  const settled = new Map<Question, View>();
  for (let size = -1; size !== moved.size;) {
    size = moved.size;
    settled.clear();
    for (const question of questions) {
      const { view } = question;
      const twin = now.get(question)?.twin;
      const reads = [...moved].some((name) => speaksOf(view.definition, name));
      if (twin !== undefined && isSame(question) && !reads && !renamed(view))
        settled.set(question, spelledAs(view, twin));
      else moved.add(view.name);
    }
  }
  return settled;
}

const spelledAs = (view: View, twin: View): View => ({
  ...view,
  definition: twin.definition,
  ...(twin.columns === undefined ? {} : { columns: twin.columns }),
  reads: twin.reads,
});

/** False where a table cannot stand there: its database is not there yet, or its type is refused. */
async function isSet(stage: Stage, tables: readonly Table[]): Promise<boolean> {
  let complete = true;
  for (const table of tables)
    try {
      await stage.table(table);
    } catch (error) {
      if (isForbidden(error)) throw error;
      complete = false;
    }
  return complete;
}

async function settledOnStage(
  database: Database,
  question: Question,
  now: ReadonlyMap<Question, Answer>,
  stage: Stage,
  {
    desired,
    isComplete,
    isRenamed,
  }: Sides & {
    readonly isComplete: boolean;
    readonly isRenamed: (view: View) => boolean;
  },
): Promise<View> {
  const { view } = question;
  const answer = await onStage(database, question, now.get(question));
  const { twin } = answer;
  const same =
    twin !== undefined && idKey(twin) === idKey(view) ? twin : undefined;
  if (same !== undefined && !isRenamed(view)) return spelledAs(view, same);
  const read = { ...view, reads: readsOf(view, desired) };
  try {
    const columns = await stage.view(view);
    if (same !== undefined) return spelledAs(view, same);
    return twin === undefined
      ? { ...read, columns }
      : { ...read, definition: twin.definition, columns };
  } catch (error) {
    const { code, message } = refusalOf(error);
    if (!isComplete || isForbidden(error) || isBeyond(code)) return read;
    throw new ExpressionError(
      `View "${nameOf(view)}": the server does not accept its query (${message}). Correct the entity.`,
      { cause: error },
    );
  }
}

/** Where nothing can stand in, what holds now holds afterwards too, unless a star stands for other columns then. */
async function onStage(
  database: Database,
  question: Question,
  now: Answer | undefined,
): Promise<Answer> {
  const answer =
    (await answersTo(database, [question], false)).get(question) ?? {};
  return answer.refusal !== undefined &&
    isBeyond(answer.refusal.code) &&
    !question.view.definition.includes("*")
    ? (now ?? answer)
    : answer;
}

/**
 * What says nothing about the query: MySQL opens a temporary table once in a query (1137); a full-text search needs its index (1191), which no temporary
 * table has; some words stand in no table that is worked out (1234); and what is read may not be shown to this user (1142, 1143, 1345, 1356).
 */
const isBeyond = (code: number | undefined): boolean =>
  code !== undefined &&
  [1137, 1142, 1143, 1191, outermostOnly, 1345, 1356].includes(code);

/** All that the query may be speaking of. */
function readsOf(view: View, { tables, views }: Schema): ViewRead[] {
  const known = new Set(view.reads.map(idKey));
  return [
    ...view.reads,
    ...[...tables, ...views]
      .filter(
        (relation) =>
          idKey(relation) !== idKey(view) &&
          !known.has(idKey(relation)) &&
          speaksOf(view.definition, relation.name),
      )
      .map((relation) => ({ ...idOf(relation), columns: [] })),
  ];
}

/** What a query may be speaking of comes before it. */
function inProbingOrder(questions: readonly Question[]): Question[] {
  const views = questions.map(({ view }) => view);
  const byKey = new Map(questions.map((q) => [idKey(q.view), q]));
  return inCreationOrder(
    views.map((view) => ({
      ...view,
      columns: [],
      reads: [
        ...view.reads,
        ...views
          .filter(
            ({ name }) => name !== view.name && speaksOf(view.definition, name),
          )
          .map((read) => ({ ...idOf(read), columns: [] })),
      ],
    })),
  ).flatMap((view) => byKey.get(idKey(view)) ?? []);
}
