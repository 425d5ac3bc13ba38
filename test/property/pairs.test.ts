// Random pairs of entity sets walk past the judges. `npm run soak` takes fresh pairs for SOAK_MINUTES; otherwise the pairs are always the same.
import fc from "fast-check";
import { describeOn } from "../servers";
import { pairs, type Pair } from "./mutations";
import { walkMysqlPair, walkPair } from "./walkPair";

const minutes = Number(process.env.SOAK_MINUTES ?? 10);

const way = "finds the way between any two sets of entities, there and back";

const walking = (walk: (pair: Pair) => Promise<void>) =>
  [
    way,
    async () => {
      await fc.assert(
        fc.asyncProperty(pairs, walk),
        process.env.SOAK
          ? {
              numRuns: Number.MAX_SAFE_INTEGER,
              interruptAfterTimeLimit: minutes * 60_000,
            }
          : { numRuns: 30, seed: 20_261_122, endOnFailure: true },
      );
    },
    (minutes + 20) * 60_000,
  ] as const;

it(...walking(walkPair));

describe.each(["mysql", "mariadb"] as const)("%s", (kind) => {
  describeOn(kind, "random pairs", () => {
    it(...walking((pair) => walkMysqlPair(kind, pair)));
  });
});
