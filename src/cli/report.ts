// What was compared, found and asked, for people.
import type { Hazard } from "../hazards/hazard";
import { describe } from "../operations/describe";
import type { Operation } from "../operations/operation";
import type { Answers, Question } from "../questions/question";
import { combined } from "../questions/answers";
import type { Notice } from "../schema/schema";
import { visible } from "../emit/visible";
import { findings } from "./findings";
import type { Colors } from "./output";

export interface Found {
  readonly operations: readonly Operation[];
  readonly questions: readonly Question[];
  readonly hazards: readonly Hazard[];
  readonly notices: readonly Notice[];
}

/** Findings, what was not compared, what is dangerous, and what is asked, in that order. */
export function reportLines(found: Found, colors: Colors): string[] {
  return [
    ...findings(found.operations),
    ...new Set(found.notices.map(noticeLine)),
    // Locks and notes stand in the file, beside the statements that they are about.
    ...found.hazards
      .filter(
        ({ severity }) => severity === "dataLoss" || severity === "failure",
      )
      .flatMap((hazard) => hazardLines(hazard, colors)),
    ...found.questions.flatMap((question) => questionLines(question, colors)),
  ];
}

/** An answers file to edit: for each question, the first of its choices. */
export function template(questions: readonly Question[]): Answers {
  return combined(
    questions.flatMap(({ choices: [first] }) => first?.answers ?? []),
  );
}

/** A unified diff, in the colours that diffs have. */
export function diffLines(diff: string, colors: Colors): string[] {
  if (diff === "") return [];
  return diff
    .trimEnd()
    .split("\n")
    .map((line) => diffColor(line, colors)(line));
}

function diffColor(line: string, colors: Colors): (line: string) => string {
  if (/^(---|\+\+\+) /.test(line)) return colors.bold;
  if (line.startsWith("@@")) return colors.cyan;
  if (line.startsWith("+")) return colors.green;
  if (line.startsWith("-")) return colors.red;
  return String;
}

function noticeLine({ subject, name, reason }: Notice): string {
  return `Not compared: ${subject} '${name}' (${reason})`;
}

function hazardLines(hazard: Hazard, colors: Colors): string[] {
  const { subject, name } = describe(hazard.operation);
  return [
    `${colors.yellow(`Hazard ${hazard.code}`)} on ${subject} '${name}': ${hazard.message}`,
    ...(hazard.examples?.length
      ? [
          `    For example: ${hazard.examples.map((value) => `'${visible(value)}'`).join(", ")}`,
        ]
      : []),
    `    ${hazard.remedy}`,
  ];
}

function questionLines(question: Question, colors: Colors): string[] {
  const { message, choices } = question;
  const width = Math.max(...choices.map(({ meaning }) => meaning.length), 0);
  return [
    `${colors.yellow("Question:")} ${message}${verdictOf(question)}`,
    ...questionText(question).map((line) => `    ${line}`),
    ...choices.map(
      ({ meaning, flags }) =>
        `    ${`${meaning}:`.padEnd(width + 2)} ${colors.bold(flags)}`,
    ),
  ];
}

/** What speaks for the one or the other, and what happens without an answer. */
export const questionText = ({ evidence, asWritten }: Question): string[] => [
  ...(evidence.length === 0 ? [] : [evidence.join(" · ")]),
  `As written: ${asWritten}`,
];

export const verdictOf = ({ verdict }: Question): string =>
  verdict === undefined ? "" : `  ${verdicts[verdict]}.`;

const verdicts: Readonly<Record<NonNullable<Question["verdict"]>, string>> = {
  likely: "Likely",
  ambiguous: "Ambiguous",
  possible: "Possible",
};
