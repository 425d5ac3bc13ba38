// Random pairs of entity sets walk past the judges. `npm run soak` takes fresh pairs for SOAK_MINUTES; otherwise the pairs are always the same.
import fc from "fast-check";
import { pairs } from "./mutations";
import { walkPair } from "./walkPair";

const minutes = Number(process.env.SOAK_MINUTES ?? 10);

it(
  "finds the way between any two sets of entities, there and back",
  async () => {
    await fc.assert(
      fc.asyncProperty(pairs, walkPair),
      process.env.SOAK
        ? {
            numRuns: Number.MAX_SAFE_INTEGER,
            interruptAfterTimeLimit: minutes * 60_000,
          }
        : { numRuns: 30, seed: 20_261_122, endOnFailure: true },
    );
  },
  (minutes + 20) * 60_000,
);
