// Questions on a terminal: the evidence, what each choice means for the data, and nothing pressed by itself.
import { log, select, text, type Option } from "@clack/prompts";
import { combined } from "../questions/answers";
import {
  isBlank,
  type Answers,
  type Choice,
  type Question,
} from "../questions/question";
import { isNothing } from "../questions/values";
import { AnswerError } from "../schema/errors";
import { sentenceOf } from "./errors";
import { questionText, verdictOf } from "./report";

/** What was answered: answers, and tables to leave alone. */
export interface Answered {
  readonly answers: Answers;
  readonly exclude: readonly string[];
}

/** A choice, or to leave this question, or all of them, for the file. */
type Chosen = Choice | "open" | "all open";

/** Where the prompts are shown: standard output is for results. */
const output = process.stderr;

/**
 * Puts one question after the other. What is asked next depends on what was answered, so `found` says it anew after each answer.
 * One that is refused is asked again, and what was answered before stays.
 * @throws AnswerError when somebody leaves by Ctrl-C.
 */
export async function askAll(
  found: (answered: Answered) => Promise<readonly Question[]>,
  given: Answered,
): Promise<Answered> {
  let answered = given;
  let questions = await found(given);
  const left = new Set<string>();
  for (;;) {
    const question = questions.find(({ message }) => !left.has(message));
    if (question === undefined) return answered;
    const chosen = await ask(question);
    if (chosen === "all open") return answered;
    if (chosen === "open") {
      left.add(question.message);
      continue;
    }
    const tried = await withChoice(answered, chosen);
    const next = await unlessRefused(() => found(tried));
    if (next === undefined) continue;
    answered = tried;
    questions = next;
  }
}

/** Nothing where the answer is refused, once it is said why. */
async function unlessRefused(
  found: () => Promise<readonly Question[]>,
): Promise<readonly Question[] | undefined> {
  try {
    return await found();
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    log.error(sentenceOf(error), { output });
    return undefined;
  }
}

async function ask(question: Question): Promise<Chosen> {
  const options: Option<Chosen>[] = [
    ...question.choices.map((choice) => ({
      value: choice,
      label: `${choice.meaning}: ${effectOf(choice)}`,
    })),
    {
      value: "open",
      label: "Leave it open: the file refuses to run until it is answered",
    },
    { value: "all open", label: "Leave it and all others open" },
  ];
  return unlessCancelled(
    await select({
      message: [
        `${question.message}${verdictOf(question)}`,
        ...questionText(question),
      ].join("\n"),
      options,
      output,
    }),
  );
}

/** What becomes of the data. */
function effectOf({ answers, exclude }: Choice): string {
  if (exclude !== undefined) return "nothing happens to it";
  if (answers.renames !== undefined) return "what it holds stays";
  if (answers.drops !== undefined) return "what it holds is lost";
  if (blanksIn(answers).length > 0) return "you say which";
  return Object.values(answers.backfills ?? {}).some(isNothing)
    ? "rows stay as they are"
    : "rows get that";
}

async function withChoice(
  { answers, exclude }: Answered,
  choice: Choice,
): Promise<Answered> {
  return {
    answers: combined([answers, await filledIn(choice.answers)]),
    exclude: [...exclude, ...(choice.exclude ?? [])],
  };
}

/** The answers with what somebody types in each blank. */
async function filledIn(answers: Answers): Promise<Answers> {
  const typed = new Map<string, string>();
  for (const { subject, blank } of blanksIn(answers))
    typed.set(
      subject,
      unlessCancelled(
        await text({
          message: `${subject}:`,
          placeholder: blank,
          validate: (value) =>
            value === undefined || value.trim() === ""
              ? `Type ${blank}, or leave by Ctrl-C.`
              : undefined,
          output,
        }),
      ),
    );
  const filled = (
    pairs: Readonly<Record<string, string>> = {},
    prefix = "",
  ): Record<string, string> =>
    Object.fromEntries(
      Object.entries(pairs).map(([key, value]) => [
        key,
        isBlank(value) ? (typed.get(prefix + key) ?? value) : value,
      ]),
    );
  return {
    ...answers,
    ...(answers.backfills && { backfills: filled(answers.backfills) }),
    ...(answers.casts && { casts: filled(answers.casts) }),
    ...(answers.enumValues && {
      enumValues: Object.fromEntries(
        Object.entries(answers.enumValues).map(([subject, labels]) => [
          subject,
          filled(labels, `${subject} `),
        ]),
      ),
    }),
  };
}

interface Blank {
  readonly subject: string;
  readonly blank: string;
}

function blanksIn({
  backfills = {},
  casts = {},
  enumValues = {},
}: Answers): Blank[] {
  return [
    ...Object.entries({ ...backfills, ...casts }),
    ...Object.entries(enumValues).flatMap(([subject, labels]) =>
      Object.entries(labels).map(
        ([label, value]) => [`${subject} ${label}`, value] as const,
      ),
    ),
  ].flatMap(([subject, blank]) => (isBlank(blank) ? [{ subject, blank }] : []));
}

function unlessCancelled<Value>(value: Value): Exclude<Value, symbol> {
  if (typeof value === "symbol")
    throw new AnswerError(
      "Left before all was answered, so nothing is written.",
    );
  return value as Exclude<Value, symbol>;
}
