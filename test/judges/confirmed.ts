// What a case need not say: that its rows hold no NULL, and fit their new types, or that the migration shall fail on them.
import { rmSync } from "node:fs";
import type { Answers, AutogenerateResult, Question } from "../../src";
import { combined } from "../../src/questions/answers";

type Generate = (answers: Answers) => Promise<AutogenerateResult>;

/** Generates anew, with these confirmations, where they are asked for. All other questions are for the case to answer. */
export const confirmed =
  (generate: Generate) =>
  async (answers: Answers = {}): Promise<AutogenerateResult> => {
    const result = await generate(answers);
    const confirmations = result.questions.flatMap(confirmation);
    if (confirmations.length === 0) return result;
    if (result.file !== undefined) rmSync(result.file.path, { force: true });
    return generate(combined([answers, ...confirmations]));
  };

function confirmation({
  kind,
  subject,
  message,
  choices,
}: Question): Answers[] {
  switch (kind) {
    case "backfill":
      return message.startsWith("What do rows get that hold NULL")
        ? [{ backfills: { [subject]: "NULL" } }]
        : [];
    case "cast": {
      const [ready] = choices.filter(
        ({ answers }) => !JSON.stringify(answers).includes("<expression>"),
      );
      return ready === undefined ? [] : [ready.answers];
    }
    default:
      return [];
  }
}
