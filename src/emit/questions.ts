// Open questions, as the file puts them to its reader, and the refusal to run while they are open.
import type { Question, Verdict } from "../questions/question";
import { comment, hanging, paragraph, wrapped } from "./comments";
import { fittedLiteral, lineWidth } from "./literals";
import { padded, widthOf } from "./visible";

const amend = "typeorm-autogenerate revision --autogenerate --amend";

const verdicts: Readonly<Record<Verdict, string>> = {
  likely: "  Likely.",
  ambiguous: "  Ambiguous.",
  possible: "  Possible.",
};

/** A question with its evidence and the ways to answer it. */
export function questionBlock(question: Question): string {
  const { message, verdict, evidence, asWritten } = question;
  const title = verdict === undefined ? message : message + verdicts[verdict];
  const body = [
    ...wrapped(
      evidence.flatMap((fact) => paragraph(fact)),
      " · ",
    ),
    ...paragraph(`As written below, ${asWritten}`),
    ...answerLines(question),
  ];
  return [
    comment(hanging(`QUESTION ${title}`)),
    comment(body.map((line) => `  ${line}`)),
    refusal(question),
  ].join("\n");
}

/** The same on the way back: refused too, in fewer words. */
export function refusalBlock(question: Question): string {
  return [comment(["QUESTION as in upgrade."]), refusal(question)].join("\n");
}

function answerLines({ choices }: Question): readonly string[] {
  const answers = [
    ...choices.map(({ meaning, flags }) => ({
      meaning: `${meaning}:`,
      deed: `${amend} ${flags}`,
    })),
    {
      meaning: "Or as written:",
      deed: "delete the throw, here and in downgrade",
    },
  ];
  const width = Math.max(...answers.map(({ meaning }) => widthOf(meaning)));
  return answers.map(
    ({ meaning, deed }) => `${padded(meaning, width)}  ${deed}`,
  );
}

function refusal({ message }: Question): string {
  const { literal, fits } = fittedLiteral(
    `Unanswered: ${inSentence(message)}`,
    lineWidth - "  throw new Error();".length,
  );
  return fits
    ? `throw new Error(${literal});`
    : `throw new Error(\n  ${literal},\n);`;
}

/** A sentence as it goes on after a colon. */
function inSentence(sentence: string): string {
  return sentence.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) =>
    letter.toLowerCase(),
  );
}
