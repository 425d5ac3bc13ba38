// Answers as they were handed over: whether they are of a kind that there is, and say something.
import { AnswerError } from "../schema/errors";
import { asFlags } from "./answers";
import { nearest } from "./nearest";
import { isBlank, type Answers } from "./question";

/** @throws AnswerError that names what is no answer, and where it stands. */
export function requireAnswers(
  given: unknown,
  place: string,
): asserts given is Answers {
  if (!isRecord(given))
    throw new AnswerError(`${place} does not hold a JSON object with answers.`);
  for (const [name, value] of Object.entries(given)) {
    const shape = answersShape.get(name);
    if (shape === undefined) throw unknownKind(name, place);
    // In code, what is undefined is not there.
    if (value !== undefined && !shape.holds(value))
      throw new AnswerError(`"${name}" in ${place} is not ${shape.words}.`);
  }
}

/** @throws AnswerError when one of them is the blank of a template, or nothing. */
export function requireFilledIn(answers: Answers): void {
  // A label may be empty, or be called like a blank: the enum type says whether it has it.
  const { enumValues: _, ...said } = answers;
  for (const { flag, subject, says } of asFlags(said)) {
    const answer = says?.answer ?? subject;
    if (isBlank(answer) || answer.trim() === "")
      throw new AnswerError(
        `${flag} ${subject} is not filled in: it says ${answer.trim() === "" ? "nothing" : answer}. Say what is to be there instead, or leave the answer out.`,
      );
  }
}

function unknownKind(name: string, place: string): AnswerError {
  const kinds = [...answersShape.keys()];
  const meant = nearest(name, kinds);
  return new AnswerError(
    `${place} has "${name}", which is no kind of answer. There are: ${kinds.join(", ")}.${meant === undefined ? "" : ` Is it "${meant}"?`}`,
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isText = (value: unknown): boolean => typeof value === "string";

const isCount = (value: unknown): boolean =>
  Number.isSafeInteger(value) && Number(value) > 0;

const isPairs = (value: unknown): boolean =>
  isRecord(value) && Object.values(value).every(isText);

const pairs = { words: "an object of strings", holds: isPairs };

export const answersShape: ReadonlyMap<
  string,
  { readonly words: string; holds(value: unknown): boolean }
> = new Map([
  ["renames", pairs],
  [
    "drops",
    {
      words: "a list of strings",
      holds: (value) => Array.isArray(value) && value.every(isText),
    },
  ],
  ["backfills", pairs],
  [
    "batches",
    {
      words: "an object of whole numbers above 0",
      holds: (value) => isRecord(value) && Object.values(value).every(isCount),
    },
  ],
  ["casts", pairs],
  [
    "enumValues",
    {
      words: "an object of objects of strings",
      holds: (value) => isRecord(value) && Object.values(value).every(isPairs),
    },
  ],
]);
