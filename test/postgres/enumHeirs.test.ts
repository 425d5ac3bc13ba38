// An enum type is made anew under partitions, tables that inherit and views, and only what keeps it from that is named.
import { autogenerate } from "../../src";
import { onDatabase, refused, there } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import { told } from "./handmadeCases";

const thing = (labels: readonly string[]) =>
  entity("thing", {
    id: {
      type: "integer",
      primary: true,
      primaryKeyConstraintName: "thing_key",
    },
    s: { type: "enum", enum: [...labels], enumName: "state" },
    a: { type: "integer", nullable: true },
  });
const [from, to] = [[thing(["x", "y", "z"])], [thing(["z", "y", "x"])]];

const partitioned = [
  "DROP TABLE thing",
  "CREATE TABLE thing (id integer CONSTRAINT thing_key PRIMARY KEY, s state NOT NULL, a integer) PARTITION BY RANGE (id)",
  "CREATE TABLE low PARTITION OF thing FOR VALUES FROM (0) TO (100)",
];
const inherited = ["CREATE TABLE low (x int) INHERITS (thing)"];
const check = "ALTER TABLE low ADD CONSTRAINT kc CHECK (s <> 'x')";

describe("nothing keeps the type", () => {
  for (const [words, handmade] of [
    ["under a partition", partitioned],
    [
      "under a partition with an index of its own",
      [...partitioned, "CREATE INDEX own ON low (a) WHERE s = 'x'"],
    ],
    ["under a table that inherits", inherited],
    [
      "under a table that inherits, with an index of its own",
      [...inherited, "CREATE INDEX own ON low (a) WHERE s = 'x'"],
    ],
    [
      "under a table that declares the column, too",
      ["CREATE TABLE low (s state) INHERITS (thing)"],
    ],
    [
      "under an index of a materialized view",
      [
        "CREATE MATERIALIZED VIEW seen AS SELECT s, a FROM thing",
        "CREATE INDEX ON seen (a) WHERE s = 'x'",
      ],
    ],
  ] as const) {
    const given = { from, to, handmade, notAsSynchronized: true } as const;
    there(words, given);
    it(`${words}, and none is named`, async () => {
      await onDatabase(given, async (url) => {
        const { hazards } = await autogenerate(dataSourceOf(url, to), {
          write: false,
        });
        expect(hazards.map(({ code }) => code)).not.toContain("ENUM_IN_USE");
      });
    });
  }
});

describe("in use", () => {
  for (const [words, handmade, message, refusal] of [
    [
      "by a check of a partition",
      [...partitioned, check],
      /^fails: used by check "kc" of table low$/,
      "operator does not exist",
    ],
    [
      "by a check of a table that inherits",
      [...inherited, check],
      /^fails: used by check "kc" of table low$/,
      "operator does not exist",
    ],
    [
      "by a column that a table which inherits has of its own",
      ["CREATE TABLE low (other state) INHERITS (thing)"],
      /^fails: used by table low$/,
      "other objects depend on it",
    ],
  ] as const) {
    const given = { from, to, handmade };
    told(`${words}: a hazard names it`, "ENUM_IN_USE", message, given);
    refused(`${words}: the server refuses`, refusal, given);
  }
});

describe("a column of the type goes", () => {
  const none = entity("thing", {
    id: {
      type: "integer",
      primary: true,
      primaryKeyConstraintName: "thing_key",
    },
    a: { type: "integer", nullable: true },
  });
  for (const [words, handmade] of [
    ["from a table that others inherit", inherited],
    [
      "and stays with a table that declares it, too",
      ["CREATE TABLE low (s state) INHERITS (thing)"],
    ],
  ] as const)
    there(words, { from, to: [none], handmade, notAsSynchronized: true });
});
