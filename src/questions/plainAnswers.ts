// SQL in answers is typed for the application's sessions, as that of entities is.
import type { Answers } from "./question";

/** The answers as they read in any session. */
export function plainAnswers(
  answers: Answers,
  plainly: ((typed: string) => string) | undefined,
): Answers {
  if (plainly === undefined) return answers;
  const { backfills, casts } = answers;
  const read = (typed: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(typed).map(([subject, sql]) => [subject, plainly(sql)]),
    );
  return {
    ...answers,
    ...(backfills === undefined ? {} : { backfills: read(backfills) }),
    ...(casts === undefined ? {} : { casts: read(casts) }),
  };
}
