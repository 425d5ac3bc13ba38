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
import { requireAnswers } from "../questions/wellFormed";
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
  requireAnswers(answers, file);
  return answers;
}
