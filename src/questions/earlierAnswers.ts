// What was answered before, beside what is answered now.
import { AnswerError } from "../schema/errors";
import { combined } from "./answers";
import type { Answers } from "./question";

/**
 * What comes of the answers of which each fits beside those before it; the others hold no more.
 * @throws AnswerError when it says no without any of them.
 */
export async function withFitting<Result>(
  answers: readonly Answers[],
  result: (answers: readonly Answers[]) => Promise<Result>,
): Promise<Result> {
  let refusal: AnswerError | undefined;
  const fitting = async (
    before: readonly Answers[],
    some: readonly Answers[],
  ): Promise<readonly [readonly Answers[], Result?]> => {
    const all = [...before, ...some];
    try {
      return [all, await result(all)];
    } catch (error) {
      if (!(error instanceof AnswerError)) throw error;
      refusal ??= error;
      if (some.length < 2) return [before];
    }
    const half = some.length >> 1;
    const [first] = await fitting(before, some.slice(0, half));
    return fitting(first, some.slice(half));
  };
  const [found, done] = await fitting([], answers);
  if (done !== undefined) return done;
  try {
    return await result(found);
  } catch (error) {
    // It is what came now: said beside all that it was said with.
    throw error instanceof AnswerError ? (refusal ?? error) : error;
  }
}

/** What was answered before, without what is answered otherwise now. */
export function withEarlier(earlier: Answers, now: Answers): Answers {
  const { renames = {}, drops = [], enumValues = {} } = now;
  const mapped = Object.entries(enumValues).flatMap(([owner, labels]) =>
    Object.keys(labels).map((label) => `${owner}.${label}`),
  );
  return combined([
    {
      ...earlier,
      renames: Object.fromEntries(
        Object.entries(earlier.renames ?? {}).filter(
          ([from]) => !drops.includes(from),
        ),
      ),
      drops: (earlier.drops ?? []).filter(
        (drop) => !(drop in renames) && !mapped.includes(drop),
      ),
      enumValues: Object.fromEntries(
        Object.entries(earlier.enumValues ?? {})
          .map(([owner, labels]): [string, [string, string][]] => [
            owner,
            Object.entries(labels).filter(
              ([label]) => !drops.includes(`${owner}.${label}`),
            ),
          ])
          .filter(([, labels]) => labels.length > 0)
          .map(([owner, labels]) => [owner, Object.fromEntries(labels)]),
      ),
    },
    now,
  ]);
}

/** What was excluded before, without what is answered now. */
export const stillExcluded = (
  earlier: readonly string[],
  { renames = {}, drops = [] }: Answers,
): readonly string[] =>
  earlier.filter((name) => !drops.includes(name) && !(name in renames));
