// Random pairs of entity sets walk past the judges. `npm run soak` takes fresh pairs for SOAK_MINUTES; otherwise the pairs are always the same.
import fc from "fast-check";
import { pairs, type Pair } from "./mutations";
import { walkPair } from "./walkPair";

const minutes = Number(process.env.SOAK_MINUTES ?? 10);

if (process.env.SOAK) it("soaks", soak, (minutes + 20) * 60_000);
else
  it(
    "finds the way between any two sets of entities, there and back",
    async () => {
      await fc.assert(fc.asyncProperty(pairs, walkPair), {
        numRuns: 30,
        seed: 20_261_122,
        endOnFailure: true,
      });
    },
    10 * 60_000,
  );

/** Pairs until the time is up, whatever fails; each failure made as small as goes in a minute. */
async function soak(): Promise<void> {
  const end = Date.now() + minutes * 60_000;
  const found: string[] = [];
  let walked = 0;
  const counted = async (pair: Pair): Promise<void> => {
    walked += 1;
    await walkPair(pair);
  };
  while (Date.now() < end) {
    const result = await fc.check(fc.asyncProperty(pairs, counted), {
      numRuns: 20,
      interruptAfterTimeLimit: Math.max(60_000, end - Date.now()),
    });
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
