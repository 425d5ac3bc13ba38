// What is made by hand around a table: nothing alters it, and what a change does to it is told beforehand.
import { check } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import type { Walk } from "../judges/walk";
import { onBoth } from "./onBoth";

const person = entity("person", {
  id: { type: "int", primary: true },
  name: { type: "varchar", length: 20 },
  age: { type: "int" },
});
const ageless = entity("person", {
  id: { type: "int", primary: true },
  name: { type: "varchar", length: 20 },
});
const handmade = [
  "CREATE TABLE log (old int)",
  "CREATE TRIGGER aged BEFORE UPDATE ON person FOR EACH ROW INSERT INTO log VALUES (OLD.age)",
  "CREATE TRIGGER named BEFORE INSERT ON person FOR EACH ROW SET NEW.name = UPPER(NEW.name)",
  "CREATE VIEW ages AS SELECT p.age FROM person p",
  "CREATE VIEW names AS SELECT p.name FROM person p",
  "ALTER TABLE person PARTITION BY KEY (id) PARTITIONS 2",
];

onBoth(({ there }, kind) => {
  const kept = (columns: Parameters<typeof entity>[1]) => [
    entity(
      "person",
      {
        id: { type: "int", primary: true },
        name: { type: "varchar", length: 20 },
        ...columns,
      },
      {
        indices: ["ages", "named", "read"].map((name) => ({
          name,
          synchronize: false as const,
        })),
      },
    ),
  ];
  const age = { age: { type: "varchar", length: 9 } } as const;
  const indexes = [
    "CREATE INDEX `ages` ON `person` (`name`(5), `age`) COMMENT 'c'",
    "CREATE INDEX `named` ON `person` (`name`)",
    "CREATE FULLTEXT INDEX `read` ON `person` (`age`)",
  ];
  const rows = { person: [{ id: 1, name: "Ann", age: "7" }] };
  there("indexes kept by hand go with a column and come back", {
    from: kept(age),
    to: kept({}),
    handmade: indexes,
    handmadeAfter: ["CREATE INDEX `named` ON `person` (`name`)"],
    rows,
  });
  there("indexes kept by hand stay where values move by an expression", {
    from: kept(age),
    to: kept({ age: { type: "int" } }),
    handmade: indexes.slice(0, 2),
    handmadeAfter: indexes.slice(0, 2),
    answers: { casts: { "person.age": "CAST(`age` AS SIGNED)" } },
    rows,
    upgraded: { person: [{ age: 7 }] },
  });
  it("names indexes kept by hand that go with a column", async () => {
    const found = await messages({
      from: kept(age),
      to: kept({}),
      handmade: indexes,
    });
    expect(found.filter(([code]) => code === "GOES_ALONG")).toEqual(
      ["ages", "read"].map((name) => [
        "GOES_ALONG",
        `goes with a column that it is on, though its entity leaves it alone: index "${name} on person", which comes back on the way down`,
      ]),
    );
  });

  const messages = async (
    given: Pick<Walk, "from" | "to" | "handmade">,
    renames: Readonly<Record<string, string>> = {},
  ): Promise<readonly (readonly [code: string, message: string])[]> => {
    const found: (readonly [string, string])[] = [];
    await onDatabase(
      { handmade, ...given },
      async (url) => {
        const { hazards } = await check(dataSourceOf(url, given.to), {
          exclude: ["log"],
          answers: {
            renames,
            ...(given.to.length === 0 ? { drops: ["person"] } : {}),
          },
        });
        found.push(
          ...hazards.map(({ code, message }) => [code, message] as const),
        );
      },
      kind,
    );
    return found;
  };

  it("names what goes with a table, and what reads it", async () => {
    const found = await messages({ from: [person], to: [] });
    expect(found).toContainEqual([
      "GOES_ALONG",
      'takes trigger "aged on person" and trigger "named on person" along',
    ]);
    expect(found).toContainEqual([
      "VIEW_LEFT_BROKEN",
      'breaks view "ages" and view "names", which use it',
    ]);
  });

  const old = (column: string, options: Parameters<typeof entity>[2] = {}) =>
    entity(
      "person",
      {
        id: { type: "int", primary: true },
        name: { type: "varchar", length: 20 },
        [column]: { type: "int", primary: true },
      },
      options,
    );
  const byAge = [
    "CREATE TRIGGER named BEFORE INSERT ON person FOR EACH ROW SET NEW.age = 1",
    "ALTER TABLE person PARTITION BY HASH (age + 1) PARTITIONS 2",
  ];

  it("names partitions that keep a column, and a trigger that speaks of its old name", async () => {
    const found = await messages(
      { from: [old("age")], to: [old("years")], handmade: byAge },
      { "person.age": "years" },
    );
    expect(found).toContainEqual([
      "BREAKS",
      'stays, and may fail from now on: trigger "named on person"',
    ]);
    expect(found.filter(([code]) => code === "IN_THE_WAY")).toEqual(
      kind === "mysql"
        ? [["IN_THE_WAY", 'fails: used by partitions "person"']]
        : [],
    );
  });

  it("names partitions by a column that goes, and not by one that changes", async () => {
    const inTheWay = async (to: Walk["to"]) =>
      (await messages({ from: [old("age")], to, handmade: byAge })).filter(
        ([code]) => code === "IN_THE_WAY",
      );
    expect(await inTheWay([ageless])).toEqual([
      ["IN_THE_WAY", 'fails: used by partitions "person"'],
    ]);
    expect(
      await inTheWay([
        entity("person", {
          id: { type: "int", primary: true },
          name: { type: "varchar", length: 20 },
          age: { type: "bigint", primary: true },
        }),
      ]),
    ).toEqual([]);
  });

  it("names a trigger that keeps a table in its database", async () => {
    const found = await messages(
      {
        from: [old("age")],
        to: [old("age", { database: "mmy_elsewhere" })],
        handmade: byAge,
      },
      { person: "mmy_elsewhere.person" },
    );
    expect(found).toContainEqual([
      "IN_THE_WAY",
      'fails: used by trigger "named on person"',
    ]);
  });

  it("names what speaks of a column that goes", async () => {
    const found = await messages({ from: [person], to: [ageless] });
    expect(found).toContainEqual([
      "BREAKS",
      'stays, and may fail from now on: trigger "aged on person"',
    ]);
    expect(found).toContainEqual([
      "VIEW_LEFT_BROKEN",
      'breaks view "ages", which uses it',
    ]);
  });
});
