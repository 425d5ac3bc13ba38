// What holds for all operations and all schemas, whatever is in them.
import fc from "fast-check";
import { diff, invert, type Operation, type Schema } from "../../src";
import { postgres } from "../../src/dialects/postgres";
import { migrationSource } from "../../src/emit/file";
import { planOf } from "../../src/plan/planOf";
import { operations } from "./operations";
import { schema, shuffled } from "./schemas";

it("takes every operation back, and back again", () => {
  fc.assert(
    fc.property(operations, (operation) => {
      expect(invert(invert(operation))).toStrictEqual(operation);
    }),
    { numRuns: 3_000 },
  );
});

it("finds nothing between a schema and itself", () => {
  fc.assert(
    fc.property(schema.chain(twice), ([once, again]) => {
      expect(diff(once, again)).toEqual([]);
    }),
  );
});

it("writes the same file whatever the order in which schemas are read", () => {
  fc.assert(
    fc.property(
      schema.chain(twice),
      schema.chain(twice),
      ([live, liveAgain], [desired, desiredAgain]) => {
        expect(fileOf(liveAgain, desiredAgain)).toBe(fileOf(live, desired));
      },
    ),
    { numRuns: 60 },
  );
});

/** A schema as it is read at one time, and at another. */
const twice = (given: Schema): fc.Arbitrary<readonly [Schema, Schema]> =>
  fc.tuple(fc.constant(given), shuffled(given));

function fileOf(live: Schema, desired: Schema): string {
  const found: Operation[] = diff(live, desired);
  const plan = planOf(
    {
      renames: [],
      operations: found,
      found: live,
      live,
      desired,
      views: [],
      bystanders: [],
      handmade: [],
      leftAlone: [],
      server: { defaultSchema: "public" },
      questions: [],
      hazards: [],
    },
    { dialect: postgres, serverVersion: 150_000 },
  );
  return migrationSource({
    id: "1763797200000",
    className: "Walk1763797200000",
    message: "Walk",
    revises: [],
    database: "postgres 15",
    plan,
  });
}
