// Answers that the server refuses are told before a file is written: at the upgrade it may be half done by then.
import type { Database, Dialect } from "./dialects/dialect";
import { lines } from "./questions/answers";
import type { AskedAnswer } from "./questions/askedAnswers";
import { AnswerError } from "./schema/errors";

/** @throws AnswerError that names all that the server refuses. */
export async function requireAccepted(
  database: Database,
  { refusal }: Pick<Dialect, "refusal">,
  asked: readonly AskedAnswer[],
): Promise<void> {
  const refused: string[] = [];
  for (const { answers, value } of asked) {
    const reason = await refusal(database, value);
    if (reason !== undefined)
      refused.push(
        `The server refuses the answer ${lines(answers).join(" ")}: ${reason}.`,
      );
  }
  if (refused.length > 0)
    throw new AnswerError(`${refused.join(" ")} Correct the expression.`);
}
