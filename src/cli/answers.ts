// Answers as they are given on a command line or in a file.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Answers } from "../questions/question";
import { AnswerError } from "../schema/errors";
import { sentenceOf } from "./errors";

/** The flags that answer questions, as often as they were given. */
export interface AnswerFlags {
  readonly rename?: readonly string[];
  readonly drop?: readonly string[];
  readonly backfill?: readonly string[];
  readonly cast?: readonly string[];
  readonly enumValue?: readonly string[];
  /** A JSON file. */
  readonly answers?: string;
  /** From the project's configuration; flags win. */
  readonly configuredAnswers?: Answers;
}

type Pairs = Readonly<Record<string, string>>;

/** @throws AnswerError when one is malformed, or two contradict each other. */
export function answersOf(flags: AnswerFlags): Answers {
  const given: Answers[] = [
    ...(flags.answers === undefined ? [] : [answersIn(flags.answers)]),
    ...(flags.rename ?? []).map((text) => ({ renames: renameOf(text) })),
    { drops: flags.drop ?? [] },
    ...(flags.backfill ?? []).map((text) => ({
      backfills: assignmentOf("--backfill", text, "user.age=0"),
    })),
    ...(flags.cast ?? []).map((text) => ({
      casts: assignmentOf("--cast", text, "user.age='age::int'"),
    })),
    ...(flags.enumValue ?? []).map((text) => ({ enumValues: labelOf(text) })),
  ];
  requireAgreement(given);
  return combined([flags.configuredAnswers ?? {}, ...given]);
}

/** All answers as one; of two on one subject, the later. */
export function combined(answers: readonly Answers[]): Answers {
  const labels = new Map<string, Pairs>();
  for (const { enumValues = {} } of answers)
    for (const [subject, pairs] of Object.entries(enumValues))
      labels.set(subject, { ...labels.get(subject), ...pairs });
  return {
    renames: joined(answers.map(({ renames }) => renames)),
    drops: [...new Set(answers.flatMap(({ drops = [] }) => drops))],
    backfills: joined(answers.map(({ backfills }) => backfills)),
    casts: joined(answers.map(({ casts }) => casts)),
    enumValues: Object.fromEntries(labels),
  };
}

const joined = (pairs: readonly (Pairs | undefined)[]): Pairs =>
  Object.fromEntries(pairs.flatMap((some = {}) => Object.entries(some)));

/** @throws AnswerError when two say different things about one subject. */
function requireAgreement(given: readonly Answers[]): void {
  const found = new Map<string, string>();
  for (const [flag, answer] of given.flatMap(asFlags)) {
    const other = found.get(flag) ?? answer;
    if (other !== answer)
      throw new AnswerError(
        `${flag} is answered twice: with "${other}" and with "${answer}". Leave one out.`,
      );
    found.set(flag, answer);
  }
}

/** Each answer as a flag with its subject, and what it says of that. */
function asFlags({
  renames = {},
  backfills = {},
  casts = {},
  enumValues = {},
}: Answers): (readonly [flag: string, answer: string])[] {
  const flagged = (flag: string, pairs: Pairs) =>
    Object.entries(pairs).map(
      ([subject, answer]) => [`${flag}${subject}`, answer] as const,
    );
  return [
    ...flagged("--rename ", renames),
    ...flagged("--backfill ", backfills),
    ...flagged("--cast ", casts),
    ...Object.entries(enumValues).flatMap(([subject, pairs]) =>
      flagged(`--enum-value ${subject}:`, pairs),
    ),
  ];
}

function renameOf(text: string): Pairs {
  const [, from, to] = /^([^:]+):([^:]+)$/.exec(text) ?? [];
  if (from === undefined || to === undefined)
    throw malformed("--rename", text, "user.name:full_name");
  return { [from]: to };
}

function assignmentOf(flag: string, text: string, example: string): Pairs {
  const [, subject, expression] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (subject === undefined || expression === undefined)
    throw malformed(flag, text, example);
  return { [subject]: expression };
}

function labelOf(text: string): Readonly<Record<string, Pairs>> {
  const [, subject, from, to] = /^([^:]+):([^=]*)=(.*)$/s.exec(text) ?? [];
  if (subject === undefined || from === undefined || to === undefined)
    throw malformed("--enum-value", text, "order.state:open=pending");
  return { [subject]: { [from]: to } };
}

function malformed(flag: string, text: string, example: string): AnswerError {
  return new AnswerError(
    `${flag} ${text} is not understood. Write it like ${flag} ${example}`,
  );
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
