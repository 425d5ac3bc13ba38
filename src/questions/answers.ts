// Answers as text: how a flag spells one, and how a file that was written with them remembers them.
import { AnswerError } from "../schema/errors";
import { unreachable } from "../schema/unreachable";
import type { Answers } from "./question";

export type AnswerFlag =
  "rename" | "drop" | "backfill" | "batch" | "cast" | "enumValue";

export const answerFlags: readonly AnswerFlag[] = [
  "rename",
  "drop",
  "backfill",
  "batch",
  "cast",
  "enumValue",
];

type Pairs = Readonly<Record<string, string>>;

/**
 * What a flag says.
 * @throws AnswerError when it is malformed.
 */
export function answerIn(flag: AnswerFlag, text: string): Answers {
  switch (flag) {
    case "rename":
      return { renames: renameOf(text) };
    case "drop":
      return { drops: [text] };
    case "backfill":
      return { backfills: assignmentOf("--backfill", text, "user.age=0") };
    case "batch":
      return { batches: numbersOf("--batch", text, "user.age=10000") };
    case "cast":
      return { casts: assignmentOf("--cast", text, "user.age='age::int'") };
    case "enumValue":
      return { enumValues: labelOf(text) };
    default:
      return unreachable(flag);
  }
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

function numbersOf(
  flag: string,
  text: string,
  example: string,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(assignmentOf(flag, text, example)).map(
      ([subject, digits]) => {
        if (!/^[1-9]\d{0,8}$/.test(digits))
          throw malformed(flag, text, example);
        return [subject, Number(digits)];
      },
    ),
  );
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
    batches: joined(answers.map(({ batches }) => batches)),
    casts: joined(answers.map(({ casts }) => casts)),
    enumValues: Object.fromEntries(labels),
  };
}

const joined = <Answer>(
  pairs: readonly (Readonly<Record<string, Answer>> | undefined)[],
): Readonly<Record<string, Answer>> =>
  Object.fromEntries(pairs.flatMap((some = {}) => Object.entries(some)));

/** By which way an answer came. `mapping`: an entity that was mapped to the old name is mapped to the new one. */
export const answerSources = [
  "flag",
  "answers file",
  "configuration",
  "prompt",
  "code",
  "mapping",
] as const;

export type AnswerSource = (typeof answerSources)[number];

/** By the answer as `lines` has it. */
export type Sources = Readonly<Record<string, AnswerSource>>;

/** The same source for all of them. */
export const allFrom = (source: AnswerSource, answers: Answers): Sources =>
  Object.fromEntries(lines(answers).map((line) => [line, source]));

/** The answers as flags, one a line, each with the way by which it came: what `recorded` reads. */
export const recordLines = (answers: Answers, sources: Sources): string[] =>
  lines(answers).map((line) => `${line}   (${sources[line] ?? "code"})`);

/** One answer as a flag says it: of what, and what. */
interface SpeltAnswer {
  readonly flag: string;
  readonly subject: string;
  /** A drop says no more. */
  readonly says?: { readonly sign: ":" | "="; readonly answer: string };
}

/** Each answer as a flag. */
export function asFlags({
  renames = {},
  drops = [],
  backfills = {},
  batches = {},
  casts = {},
  enumValues = {},
}: Answers): SpeltAnswer[] {
  const assigned = (
    flag: AnswerFlag,
    pairs: Readonly<Record<string, string | number>>,
    sign: ":" | "=" = "=",
    owner = "",
  ): SpeltAnswer[] =>
    Object.entries(pairs).map(([subject, answer]) => ({
      flag: spelling[flag],
      subject: owner + subject,
      says: { sign, answer: String(answer) },
    }));
  return [
    ...assigned("rename", renames, ":"),
    ...drops.map((subject) => ({ flag: spelling.drop, subject })),
    ...assigned("backfill", backfills),
    ...assigned("batch", batches),
    ...assigned("cast", casts),
    ...Object.entries(enumValues).flatMap(([owner, labels]) =>
      assigned("enumValue", labels, "=", `${owner}:`),
    ),
  ];
}

/** The answers as flags, one a line. */
export const lines = (answers: Answers): string[] =>
  asFlags(answers).map(({ flag, subject, says }) => {
    const text = subject + (says === undefined ? "" : says.sign + says.answer);
    return `${flag} ${plain.test(text) ? text : quoted(text)}`;
  });

const spelling: Readonly<Record<AnswerFlag, string>> = {
  rename: "--rename",
  drop: "--drop",
  backfill: "--backfill",
  batch: "--batch",
  cast: "--cast",
  enumValue: "--enum-value",
};

/** On one line, with nothing in it that cannot be seen, no blank at its ends, none like those before a source, and not like a quoted one. */
const plain =
  /^(?![" ])(?!.* {3}\()[^\\\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\u00a0-\u00ad\u2000-\u206f\u3000]*(?<! )$/u;

const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Answers, and by which ways they came. */
export interface RecordedAnswers {
  readonly answers: Answers;
  readonly sources: Sources;
}

/** What `recordLines` wrote; a line that is no answer says nothing. */
export function recorded(written: readonly string[]): RecordedAnswers {
  const found = parsed(written);
  return {
    answers: combined(found.map(({ answers }) => answers)),
    sources: Object.assign(
      {},
      ...found.map(({ answers, source }) => allFrom(source, answers)),
    ) as Sources,
  };
}

interface ParsedAnswer {
  readonly answers: Answers;
  readonly source: AnswerSource;
}

function parsed(written: readonly string[]): ParsedAnswer[] {
  return written.flatMap((line) => {
    const [, spelt, text, source] = recordedLine.exec(line) ?? [];
    const flag = answerFlags.find((one) => spelling[one] === spelt);
    return flag === undefined || text === undefined
      ? []
      : [
          {
            answers: answerIn(flag, unquoted(text)),
            source: answerSources.find((known) => known === source) ?? "code",
          },
        ];
  });
}

const recordedLine = /^(--[a-z-]+) (.+?)(?: {3}\(([a-z ]+)\))?$/;

const unquoted = (text: string): string =>
  text.startsWith('"') ? (JSON.parse(text) as string) : text;

/** Each answer by itself. */
export const oneByOne = (answers: Answers): Answers[] =>
  parsed(lines(answers)).map(({ answers: one }) => one);
