// Tables: created and dropped in any order of dependency, left alone where they are somebody else's.
import { autogenerate, check } from "../../src";
import { alike, asked, both, onDatabase, there } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";

const text = { type: "varchar" } as const;
const number = { type: "integer" } as const;

const person = entity("person", { name: text });

/** A chain of tables, each referring to the one before, whose names are not in that order. */
const chain = ["m", "a", "z", "k"].map((name, position, names) =>
  entity(
    name,
    {
      before: { ...number, nullable: true },
      state: { type: "enum", enum: ["on", "off"], enumName: "shared_state" },
      code: { ...text, unique: true },
    },
    {
      checks: [{ expression: `"code" <> ''` }],
      indices: [{ columns: ["before"], where: `"state" = 'on'` }],
      foreignKeys:
        position === 0
          ? []
          : [
              {
                target: names[position - 1] ?? "",
                columnNames: ["before"],
                referencedColumnNames: ["id"],
              },
            ],
    },
  ),
);

both(
  "several at once, each referring to another",
  [[person], [person, ...chain]],
  { rows: { person: [{ id: 1, name: "Ann" }] } },
  { answers: { drops: ["a", "k", "m", "z"] } },
);

both(
  "one comes as another goes that refers to the same",
  [[...chain.slice(0, 2)], [...chain.slice(0, 1), entity("b", { name: text })]],
  { answers: { drops: ["a"] } },
  { answers: { drops: ["b"] } },
);

describe("without an entity", () => {
  asked("is a question", ["dropTables"], {
    from: [person, entity("pet", { owner: number })],
    to: [person],
    rows: { pet: [{ id: 1, owner: 1 }] },
  });

  asked("are one question", ["dropTables"], {
    from: [person, ...chain],
    to: [person],
  });

  there("is dropped when somebody says so, with what hangs on it", {
    from: [person],
    to: [person],
    handmade: [
      `CREATE TABLE "odd ""one""" (id bigserial PRIMARY KEY, "a b" text[] DEFAULT '{x}' NOT NULL,
         owner int REFERENCES person ON DELETE CASCADE, CHECK (owner > 0))`,
      `COMMENT ON TABLE "odd ""one""" IS 'it''s'`,
      `COMMENT ON COLUMN "odd ""one"""."a b" IS 'a b'`,
      `CREATE INDEX ON "odd ""one""" (lower(owner::text))`,
    ],
    answers: { drops: ['odd "one"'] },
  });

  for (const filter of [
    { exclude: ["p?t"] },
    { exclude: ["public.pet"] },
    { include: ["person"] },
    { include: ["p*"], exclude: ["pet"] },
  ])
    alike(`is not looked at with ${JSON.stringify(filter)}`, {
      from: [person, entity("pet", { owner: number })],
      to: [person],
      filter,
    });

  it("has to be there to be looked at alone", () =>
    onDatabase({ from: [person] }, async (url) => {
      await expect(
        check(dataSourceOf(url, [person]), {
          include: ["person", "prodcut", "p?t"],
        }),
      ).rejects.toThrow(
        '"prodcut", "p?t" in include name no table or view, neither of the entities nor in the database.',
      );
    }));

  there("is not looked at while another changes", {
    from: [person, entity("pet", { owner: number })],
    to: [entity("person", { name: text, age: { ...number, default: 1 } })],
    filter: { exclude: ["pet"] },
    // The table that is not looked at is not in a fresh database.
    notAsSynchronized: true,
    rows: { person: [{ id: 1, name: "Ann" }], pet: [{ id: 1, owner: 1 }] },
  });
});

describe("is left alone", () => {
  alike("where the entity says that it is not synchronized", {
    from: [entity("person", { name: text })],
    to: [
      entity("person", { name: number }, { synchronize: false }),
      entity("ghost", { name: number }, { synchronize: false }),
    ],
  });
  alike("where it is excluded, though an entity maps it", {
    from: [person],
    to: [entity("person", { age: number }), entity("pet", { owner: number })],
    filter: { exclude: ["*"] },
  });

  const others: Readonly<Record<string, readonly string[]>> = {
    "a partition": [
      "CREATE TABLE log (id int, at date) PARTITION BY RANGE (at)",
      "CREATE TABLE log_2020 PARTITION OF log FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
    ],
    "a table that inherits": [
      "CREATE TABLE child (more int) INHERITS (person)",
      "CREATE TABLE grandchild () INHERITS (child)",
    ],
    "a family of tables that inherit": [
      "CREATE TABLE base (id int)",
      "CREATE TABLE child (more int) INHERITS (base)",
    ],
    "a table of an extension": [
      "CREATE TABLE member (id int)",
      `CREATE EXTENSION "pg_trgm"`,
      `ALTER EXTENSION "pg_trgm" ADD TABLE member`,
    ],
    "a view": [
      "CREATE VIEW people AS SELECT * FROM person",
      "CREATE MATERIALIZED VIEW persons AS SELECT * FROM person",
    ],
    "a foreign table": [
      "CREATE EXTENSION file_fdw",
      "CREATE SERVER files FOREIGN DATA WRAPPER file_fdw",
      "CREATE FOREIGN TABLE far (id int) SERVER files OPTIONS (filename '/dev/null')",
    ],
    "a sequence, a type, a function": [
      "CREATE SEQUENCE numbers",
      "CREATE TYPE mood AS ENUM ('good', 'bad')",
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
  };
  for (const [name, handmade] of Object.entries(others))
    alike(name, { from: [person], to: [person], handmade });
});

describe("that an entity maps and that is something else in the database", () => {
  const people = entity("people", { name: text });
  const others: Readonly<Record<string, readonly [string, readonly string[]]>> =
    {
      view: ["view", ["CREATE VIEW people AS SELECT id FROM person"]],
      "materialized view": [
        "materialized view",
        ["CREATE MATERIALIZED VIEW people AS SELECT id FROM person"],
      ],
      "foreign table": [
        "foreign table",
        [
          "CREATE EXTENSION file_fdw",
          "CREATE SERVER files FOREIGN DATA WRAPPER file_fdw",
          "CREATE FOREIGN TABLE people (id int) SERVER files OPTIONS (filename '/dev/null')",
        ],
      ],
    };
  for (const [name, [kind, handmade]] of Object.entries(others))
    it(`a ${name} is named and left alone`, async () => {
      await onDatabase({ from: [person], handmade }, async (url) => {
        const found = await check(dataSourceOf(url, [person, people]));
        expect(found.operations).toEqual([]);
        expect(found.notices).toEqual([
          expect.objectContaining({
            name: "people",
            reason: `in the database it is a ${kind}`,
          }),
        ]);
      });
    });

  const log = (more: object = {}) =>
    entity("log", {
      id: { ...number, primary: true },
      at: { type: "date", primary: true },
      ...more,
    });
  const groundwork = [
    `CREATE TABLE log (id int NOT NULL, at date NOT NULL,
       CONSTRAINT "PK_log" PRIMARY KEY (id, at)) PARTITION BY RANGE (at)`,
    "CREATE TABLE log_2020 PARTITION OF log FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
    "INSERT INTO log VALUES (1, '2020-05-05')",
  ];
  it("a partitioned table is altered like any other", async () => {
    await onDatabase({ from: [], handmade: groundwork }, async (url) => {
      const to = [
        log({
          note: { type: "varchar", default: "" },
          code: { ...number, nullable: true },
        }),
      ];
      const { operations } = await autogenerate(dataSourceOf(url, to), {
        write: false,
      });
      expect(operations.map(({ kind }) => kind)).toEqual([
        "renameConstraint",
        "addColumn",
        "addColumn",
      ]);
    });
  });
});
