// Answers that the server refuses are told before a file is written: at the upgrade it may be half done by then.
import type { Database, Dialect } from "./dialects/dialect";
import { lines } from "./questions/answers";
import type { AskedAnswer } from "./questions/askedAnswers";
import { AnswerError } from "./schema/errors";

/** @throws AnswerError that names all that the server refuses. */
export async function requireAccepted(
  database: Database,
  { refusals }: Pick<Dialect, "refusals">,
  asked: readonly AskedAnswer[],
): Promise<void> {
  const said = await refusals(
    database,
    asked.map(({ value }) => value),
  );
  const refused = asked.flatMap(({ answers }, position) => {
    const reason = said[position];
    return reason === undefined
      ? []
      : [
          `The server refuses the answer ${lines(answers).join(" ")}: ${reason}.`,
        ];
  });
  if (refused.length > 0)
    throw new AnswerError(`${refused.join(" ")} Correct the expression.`);
}
