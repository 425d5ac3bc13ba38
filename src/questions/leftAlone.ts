// Answers about tables that are left alone: not even those can have them dropped.
import type { LeftAlone } from "../dialects/dialect";
import { AnswerError } from "../schema/errors";
import { nameOf } from "../schema/identity";
import type { Answers } from "./question";

/** @throws AnswerError that says what the table is, and what to do instead. */
export function rejectLeftAlone(
  { drops = [] }: Answers,
  leftAlone: readonly LeftAlone[],
): void {
  for (const { table, reason } of leftAlone) {
    const name = nameOf(table);
    if (drops.includes(name))
      throw new AnswerError(
        `The answer drop ${name} cannot be: "${name}" ${reason}, no entity maps it, and such tables are left alone, because a downgrade could not bring them back. Drop it in a migration of your own: revision without --autogenerate writes an empty one.`,
      );
  }
}
