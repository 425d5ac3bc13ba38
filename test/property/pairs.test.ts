// Random pairs of entity sets walk past the judges. `npm run soak` takes fresh pairs for SOAK_MINUTES; otherwise the pairs are always the same.
import fc from "fast-check";
import { describeOn } from "../servers";
import { pairs, type Pair } from "./mutations";
import { walkMysqlPair, walkPair } from "./walkPair";

const minutes = Number(process.env.SOAK_MINUTES ?? 10);

type WalkOf = (pair: Pair) => Promise<void>;

const way = "finds the way between any two sets of entities, there and back";

it(way, walking(walkPair), (minutes + 20) * 60_000);

describe.each(["mysql", "mariadb"] as const)("%s", (kind) => {
  describeOn(kind, "random pairs", () => {
    const walk = walking((pair) => walkMysqlPair(kind, pair));
    it(way, walk, (minutes + 20) * 60_000);
  });
});

function walking(walk: WalkOf): () => Promise<void> {
  if (process.env.SOAK) return () => soak(walk);
  return () =>
    fc.assert(fc.asyncProperty(pairs, walk), {
      numRuns: 30,
      seed: 20_261_122,
      endOnFailure: true,
    });
}

/** Pairs until the time is up, whatever fails; each failure made as small as goes in a minute. */
async function soak(walk: WalkOf): Promise<void> {
  const end = Date.now() + minutes * 60_000;
  const found: string[] = [];
  let walked = 0;
  let last: Promise<void> = Promise.resolve();
  const counted = (pair: Pair): Promise<void> => {
    walked += 1;
    // One that is interrupted goes on, and the next would be in its way.
    last = last.catch(() => undefined).then(() => walk(pair));
    return last;
  };
  while (Date.now() < end) {
    const result = await fc.check(fc.asyncProperty(pairs, counted), {
      numRuns: 20,
      interruptAfterTimeLimit: Math.max(60_000, end - Date.now()),
    });
    await last.catch(() => undefined);
    if (result.failed && result.counterexample !== null)
      found.push(
        [
          `seed ${result.seed}, path ${result.counterexamplePath}`,
          String(result.errorInstance),
          JSON.stringify(result.counterexample[0], undefined, 1),
        ].join("\n"),
      );
  }
  process.stderr.write(
    `${walked} pairs, ${(walked / minutes).toFixed(1)} a minute, ${found.length} failures\n`,
  );
  expect(found).toEqual([]);
}
