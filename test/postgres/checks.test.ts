// Checks and exclusions: told apart by what they say, not by how it is spelled or named.
import { autogenerate } from "../../src";
import { alike, both, onDatabase, refused, there } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";

const person = (...checks: { name?: string; expression: string }[]) =>
  entity(
    "person",
    {
      name: { type: "varchar", length: 20 },
      age: { type: "integer" },
      state: { type: "enum", enum: ["in", "out"] },
      "odd name": { type: "numeric", precision: 5, scale: 2, nullable: true },
    },
    { checks },
  );

const rows = {
  person: [
    { id: 1, name: "Ann", age: 7, state: "in" },
    { id: 2, name: "it's", age: 9, state: "out", "odd name": 1.5 },
  ],
};

describe("a check", () => {
  both("is added", [[person()], [person({ expression: `"age" > 0` })]], {
    rows,
  });

  both(
    "has quotes, backslashes, an enum and a regular expression in it",
    [
      [person()],
      [
        person({
          expression: `"name" <> 'O''Hara \\ "x"' AND "name" ~ '^\\w' AND "state" IN ('in', 'out') AND "odd name" > 1.0`,
        }),
      ],
    ],
    { rows },
  );

  both(
    "says something else under one name",
    [
      [person({ name: "positive", expression: `"age" > 0` })],
      [person({ name: "positive", expression: `"age" > 1` })],
    ],
    { rows },
  );

  both(
    "changes places with another",
    [
      [
        person(
          { name: "one", expression: `"age" > 0` },
          { name: "other", expression: `"name" <> ''` },
        ),
      ],
      [
        person(
          { name: "other", expression: `"age" > 0` },
          { name: "one", expression: `"name" <> ''` },
        ),
      ],
    ],
    { rows },
  );

  both(
    "has another name",
    [
      [person({ name: "positive", expression: `"age" > 0` })],
      [person({ name: "no minus", expression: `age > 0` })],
    ],
    { rows },
  );

  it("is renamed where only name and spelling differ", async () => {
    await onDatabase(
      { from: [person({ expression: `"age" > 0` })] },
      async (url, directory) => {
        const { operations } = await autogenerate(
          dataSourceOf(url, [person({ expression: `(age>0)` })]),
          { directory, write: false },
        );
        expect(operations.map(({ kind }) => kind)).toEqual([
          "renameConstraint",
        ]);
      },
    );
  });

  for (const [before, after] of [
    [`"age" > 0`, `( age>0 )`],
    [`"name" IN ('a', 'b', 'Ann', 'it''s')`, `name in ('a','b','Ann','it''s')`],
    [`"state" = 'in' OR "state" = 'out'`, `state='in' or state='out'`],
    [`length("name") BETWEEN 1 AND 20`, `length(name) between 1 and 20`],
    [`"age" <> 3`, `age != 3`],
    [`"age" > 0`, `person.age > 0`],
  ] as const)
    alike(`finds nothing between ${before} and ${after}`, {
      from: [person({ name: "named", expression: before })],
      to: [person({ name: "named", expression: after })],
    });

  refused("is not met by a row", "is violated by some row", {
    from: [person()],
    to: [person({ expression: `"age" > 7` })],
    rows,
  });

  alike("that is NOT VALID in the database stays so", {
    from: [person()],
    to: [person({ name: "positive", expression: `"age" > 0` })],
    handmade: [
      `ALTER TABLE person ADD CONSTRAINT positive CHECK (age > 0) NOT VALID`,
    ],
  });

  there("that is NOT VALID comes back so with its table", {
    from: [
      person({ name: "positive", expression: "age > 0" }),
      entity("other", {}),
    ],
    to: [entity("other", {})],
    handmade: [
      "ALTER TABLE person DROP CONSTRAINT positive",
      "ALTER TABLE person ADD CONSTRAINT positive CHECK (age > 0) NOT VALID",
      "COMMENT ON CONSTRAINT positive ON person IS 'old ones are not'",
    ],
    answers: { drops: ["person"] },
  });
  there("that is NOT VALID stays so while it gets another name", {
    from: [person()],
    to: [person({ name: "positive", expression: `"age" > 0` })],
    handmade: [`ALTER TABLE person ADD CONSTRAINT p CHECK (age > 0) NOT VALID`],
    rows: { person: [{ id: 1, name: "Ann", age: 7, state: "in" }] },
    // The check of a fresh database is valid.
    notAsSynchronized: true,
  });

  there("made by hand is dropped, and restored exactly", {
    from: [person()],
    to: [person()],
    handmade: [
      `ALTER TABLE person ADD CONSTRAINT "by hand" CHECK (age > 0 OR name LIKE 'x''%') NO INHERIT NOT VALID`,
    ],
    rows,
  });
});

describe("an exclusion", () => {
  const groundwork = ["CREATE EXTENSION IF NOT EXISTS btree_gist"];
  const booking = (...exclusions: { name?: string; expression: string }[]) =>
    entity(
      "booking",
      {
        room: { type: "integer" },
        during: { type: "tsrange" },
        off: { type: "boolean", default: false },
      },
      { exclusions },
    );
  const overlap = `USING gist ("room" WITH =, "during" WITH &&)`;
  const rows = {
    booking: [
      { id: 1, room: 1, during: "[2020-01-01, 2020-01-02)" },
      { id: 2, room: 1, during: "[2020-01-02, 2020-01-03)" },
    ],
  };
  const given = { groundwork, rows };

  both("is added", [[booking()], [booking({ expression: overlap })]], given);

  both(
    "says something else under one name",
    [
      [booking({ name: "once", expression: overlap })],
      [booking({ name: "once", expression: `${overlap} WHERE (NOT "off")` })],
    ],
    given,
  );

  both(
    "has another name",
    [
      [booking({ name: "once", expression: overlap })],
      [booking({ name: "never twice", expression: overlap })],
    ],
    given,
  );

  alike("finds nothing where it is only spelled differently", {
    groundwork,
    from: [booking({ name: "once", expression: overlap })],
    to: [
      booking({
        name: "once",
        expression: `using GIST (room with =,during with &&)`,
      }),
    ],
  });

  there("that is deferrable is dropped, and restored exactly", {
    ...given,
    from: [booking()],
    to: [booking()],
    handmade: [
      `ALTER TABLE booking ADD CONSTRAINT once EXCLUDE ${overlap} WHERE (NOT off) DEFERRABLE INITIALLY DEFERRED`,
    ],
  });
});
