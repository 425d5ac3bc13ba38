// Answers as they are given on a command line or in a file.
import { readFileSync } from "node:fs";
import path from "node:path";
import {
  allFrom,
  answerFlags,
  answerIn,
  asFlags,
  combined,
  type AnswerFlag,
  type RecordedAnswers,
} from "../questions/answers";
import type { Answers } from "../questions/question";
import { AnswerError } from "../schema/errors";
import { sentenceOf } from "./errors";

/** The flags that answer questions, as often as they were given. */
export interface AnswerFlags extends Partial<
  Record<AnswerFlag, readonly string[]>
> {
  /** A JSON file. */
  readonly answers?: string;
  /** From the project's configuration; flags win. */
  readonly configuredAnswers?: Answers;
}

/** @throws AnswerError when one is malformed, or two contradict each other. */
export function answersOf(flags: AnswerFlags): RecordedAnswers {
  const configured = flags.configuredAnswers ?? {};
  const inFile = flags.answers === undefined ? {} : answersIn(flags.answers);
  const flagged = answerFlags.flatMap((flag) =>
    (flags[flag] ?? []).map((text) => answerIn(flag, text)),
  );
  requireAgreement([inFile, ...flagged]);
  return {
    answers: combined([configured, inFile, ...flagged]),
    sources: {
      ...allFrom("configuration", configured),
      ...allFrom("answers file", inFile),
      ...allFrom("flag", combined(flagged)),
    },
  };
}

/** @throws AnswerError when two say different things about one subject. */
function requireAgreement(given: readonly Answers[]): void {
  const found = new Map<string, string>();
  for (const { flag, subject, says } of given.flatMap(asFlags)) {
    if (says === undefined) continue;
    const what = `${flag} ${subject}`;
    const other = found.get(what) ?? says.answer;
    if (other !== says.answer)
      throw new AnswerError(
        `${what} is answered twice: with "${other}" and with "${says.answer}". Leave one out.`,
      );
    found.set(what, says.answer);
  }
}

function answersIn(name: string): Answers {
  const file = path.resolve(name);
  let answers: unknown;
  try {
    answers = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new AnswerError(
      `Cannot read answers from ${file}: ${sentenceOf(error)}`,
      { cause: error },
    );
  }
  requireAnswers(file, answers);
  return answers;
}

function requireAnswers(
  file: string,
  answers: unknown,
): asserts answers is Answers {
  if (!isRecord(answers))
    throw new AnswerError(`${file} does not hold a JSON object with answers.`);
  for (const [name, value] of Object.entries(answers)) {
    const shape = answersShape.get(name);
    if (shape === undefined)
      throw new AnswerError(
        `${file} has "${name}", which is no kind of answer. There are: ${[...answersShape.keys()].join(", ")}.`,
      );
    if (!shape.holds(value))
      throw new AnswerError(`"${name}" in ${file} is not ${shape.words}.`);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isText = (value: unknown): boolean => typeof value === "string";

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
  ["casts", pairs],
  [
    "enumValues",
    {
      words: "an object of objects of strings",
      holds: (value) => isRecord(value) && Object.values(value).every(isPairs),
    },
  ],
]);
