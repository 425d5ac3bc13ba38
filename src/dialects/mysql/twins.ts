// Which live view, if any, a desired one is: the one that the server understands alike.
import type { View } from "../../schema/schema";
import type { Database } from "../dialect";
import {
  readAgain,
  understood,
  type Refusal,
  type Understood,
} from "./understood";

export interface Question {
  readonly view: View;
  /** The live view of that name, or those that no entity has any more: it may be one of them under a new name. */
  readonly candidates: readonly View[];
}

export interface Answer {
  /** The live view that is the same. */
  readonly twin?: View;
  readonly refusal?: Refusal;
}

export async function answersTo(
  database: Database,
  questions: readonly Question[],
  together: boolean,
): Promise<ReadonlyMap<Question, Answer>> {
  const once = await printedOf(
    database,
    questions.flatMap(({ view, candidates }) =>
      [view, ...candidates].map(({ definition }) => definition),
    ),
    together,
  );
  const found = new Map(
    questions.map((question) => [question, answerTo(question, once, once)]),
  );
  const open = questions.filter((question) => {
    const { twin, refusal } = found.get(question) ?? {};
    return twin === undefined && refusal === undefined;
  });
  const second = await printedOf(
    database,
    open.flatMap(({ view, candidates }) =>
      candidates.length === 0
        ? []
        : [view, ...candidates].map(({ definition }) =>
            again(definition, once),
          ),
    ),
    together,
  );
  const twice: Printed = (text) => second(again(text, once));
  for (const question of open)
    found.set(question, answerTo(question, once, twice));
  return found;
}

type Printed = (text: string) => Understood | undefined;

async function printedOf(
  database: Database,
  texts: readonly string[],
  together: boolean,
): Promise<Printed> {
  const distinct = [...new Set(texts)];
  const found = await understood(database, distinct, together);
  const answers = new Map(distinct.map((text, i) => [text, found[i]]));
  return (text) => answers.get(text);
}

/** MySQL does not read again what it has stored of a ROLLUP. */
const again = (text: string, once: Printed): string =>
  readAgain(once(text)?.text ?? `SELECT 1 AS \`1\` FROM (\n${text}\n) \`v\``);

function answerTo(
  { view, candidates }: Question,
  once: Printed,
  later: Printed,
): Answer {
  const first = once(view.definition);
  if (first?.text === undefined)
    return first === undefined ? {} : { refusal: first.refusal };
  const own = later(view.definition)?.text;
  const twin = candidates.find(
    ({ definition }) => own !== undefined && later(definition)?.text === own,
  );
  return twin === undefined ? {} : { twin };
}
