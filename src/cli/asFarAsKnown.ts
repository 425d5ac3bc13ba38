// What files say can be told without the database; what is applied, only with it.
import { DatabaseError } from "../schema/errors";
import { sentenceOf } from "./errors";
import type { Output } from "./output";

/** Does the work with the database where it can be reached, and without it where not, which is said. */
export async function asFarAsKnown<Result>(
  { log }: Output,
  work: (options: { readonly offline: boolean }) => Promise<Result>,
): Promise<Result> {
  try {
    return await work({ offline: false });
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    log.write(`Nothing is marked as applied or current: ${sentenceOf(error)}`);
    return work({ offline: true });
  }
}
