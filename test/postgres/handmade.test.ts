// Triggers, policies, rules, publications and statistics step aside for a change and are put back, or are named before they stop it.
import { autogenerate } from "../../src";
import { both, onDatabase, refused, there } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity } from "../judges/entities";
import { testServer } from "../servers";
import { told, toldAndRefused } from "./handmadeCases";

const role = (name: string) =>
  `DO $$ BEGIN CREATE ROLE ${name}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;

afterAll(async () => {
  const { url } = await testServer("postgres");
  await withSource(dataSourceOf(url, []), async (source) => {
    await source.query("DROP ROLE IF EXISTS ta_aside").catch(() => undefined);
  });
});

const person = (
  columns: Parameters<typeof entity>[1] = {},
  rest: Parameters<typeof entity>[2] = {},
) =>
  entity(
    "person",
    {
      name: { type: "varchar", length: 50 },
      age: { type: "integer" },
      ...columns,
    },
    rest,
  );
const log = entity("log", { what: { type: "varchar", nullable: true } });

const rows = {
  person: [
    { id: 1, name: "Ann", age: 7 },
    { id: 2, name: "Bob", age: 9 },
  ],
};

const noop =
  "CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";

const handmades: Readonly<Record<string, readonly string[]>> = {
  "a trigger on updates of the column": [
    noop,
    `CREATE TRIGGER "it's ""one""" BEFORE INSERT OR UPDATE OF name, age ON person FOR EACH ROW EXECUTE FUNCTION noop('a', 'b''c')`,
    `COMMENT ON TRIGGER "it's ""one""" ON person IS 'a trigger''s comment'`,
  ],
  "a disabled trigger with a condition": [
    noop,
    "CREATE TRIGGER changed AFTER UPDATE ON person FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION noop()",
    "ALTER TABLE person DISABLE TRIGGER changed",
  ],
  "a constraint trigger that always fires": [
    noop,
    "CREATE CONSTRAINT TRIGGER late AFTER UPDATE OF name ON person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION noop()",
    "ALTER TABLE person ENABLE ALWAYS TRIGGER late",
  ],
  policies: [
    role("ta_aside"),
    "ALTER TABLE person ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY own ON person FOR UPDATE TO ta_aside, CURRENT_USER USING (name = current_user) WITH CHECK (name <> 'x' AND age > 3)",
    `CREATE POLICY "no ""one""" ON person AS RESTRICTIVE USING (name IS NOT NULL)`,
    `COMMENT ON POLICY own ON person IS 'one''s own'`,
    // It uses the column from elsewhere.
    "CREATE POLICY known ON log USING (EXISTS (SELECT FROM person p WHERE p.name = log.what))",
  ],
  rules: [
    "CREATE RULE logged AS ON UPDATE TO person WHERE NEW.name <> OLD.name DO ALSO INSERT INTO log VALUES (NEW.id, NEW.name)",
    "COMMENT ON RULE logged ON person IS 'logs'",
    "CREATE RULE back AS ON DELETE TO log DO ALSO UPDATE person SET name = 'gone' WHERE id = OLD.id",
    "ALTER TABLE log DISABLE RULE back",
  ],
  "a publication": [
    "DROP PUBLICATION IF EXISTS ta_pub",
    "CREATE PUBLICATION ta_pub FOR TABLE person, log",
  ],
  "extended statistics": [
    "CREATE STATISTICS both_columns (ndistinct, dependencies) ON name, age FROM person",
    "ALTER STATISTICS both_columns SET STATISTICS 77",
    "COMMENT ON STATISTICS both_columns IS 'both'",
  ],
  "a policy on a view of it": [
    "CREATE VIEW names AS SELECT name FROM person",
    "CREATE POLICY named ON log USING (EXISTS (SELECT FROM names JOIN person USING (name) WHERE names.name = what))",
  ],
};

for (const [name, handmade] of Object.entries(handmades)) {
  both(
    `${name}, while a length changes`,
    [
      [person(), log],
      [person({ name: { type: "varchar", length: 60 } }), log],
    ],
    { handmade, handmadeAfter: handmade, rows },
  );
}

// A constant in a rule keeps the type that the column had, so `back` would be dumped otherwise.
const all = [...new Set(Object.values(handmades).flat())].filter(
  (sql) => !sql.includes("RULE back"),
);

there("all of these, while a type changes", {
  from: [person(), log],
  to: [person({ name: { type: "text" } }), log],
  handmade: all,
  handmadeAfter: all,
  rows,
});

there("all of these come back with the table", {
  from: [person(), log],
  to: [],
  answers: { drops: ["person", "log"] },
  notAsSynchronized: true,
  handmade: [
    ...all.filter((sql) => !sql.includes("names") && !sql.includes("ta_pub")),
    "DROP PUBLICATION IF EXISTS ta_pub",
    "CREATE PUBLICATION ta_pub FOR TABLE person",
    "ALTER TABLE log FORCE ROW LEVEL SECURITY",
    "ALTER TABLE log SET (fillfactor = 70, autovacuum_enabled = false)",
    "ALTER TABLE log REPLICA IDENTITY FULL",
    "ALTER TABLE log SET UNLOGGED",
    "GRANT SELECT, INSERT ON person TO ta_aside WITH GRANT OPTION",
    "GRANT SELECT ON person TO PUBLIC",
  ],
});

const statistics = handmades["extended statistics"] ?? [];
there("statistics come back with a column", {
  from: [person(), log],
  to: [entity("person", { name: { type: "varchar", length: 50 } }), log],
  handmade: statistics,
  rows,
});
there("statistics on a column that changes and one that goes", {
  from: [person(), log],
  to: [entity("person", { name: { type: "varchar", length: 60 } }), log],
  handmade: statistics,
  notAsSynchronized: true,
});

describe("an enum type that is made anew", () => {
  const state = (labels: readonly string[]) => [
    entity("person", {
      name: { type: "varchar" },
      state: { type: "enum", enum: [...labels], enumName: "state" },
    }),
    log,
  ];
  const handmade = [
    noop,
    "CREATE TRIGGER entered AFTER UPDATE ON person FOR EACH ROW WHEN (NEW.state = 'in') EXECUTE FUNCTION noop()",
    "CREATE POLICY inside ON person USING (state = 'in')",
    // It uses the type, and no column of it.
    "CREATE POLICY typed ON log USING ('in'::state <> ANY (ARRAY[]::state[]))",
  ];
  both(
    "policies and triggers that use the type",
    [state(["in", "out"]), state(["out", "in", "on"])],
    { handmade, handmadeAfter: handmade },
    { answers: { drops: ["state.on"] } },
  );
});

describe("a generated column that is made anew", () => {
  const generated = (expression: string) => [
    person({
      twice: {
        type: "integer",
        generatedType: "STORED",
        asExpression: expression,
        nullable: true,
      },
    }),
    log,
  ];
  const handmade = [
    "CREATE POLICY even ON person USING (twice > 3)",
    "CREATE STATISTICS twices ON twice, age FROM person",
  ];
  both(
    "its policies and statistics",
    [generated("age * 2"), generated("age + age")],
    { handmade, notAsSynchronized: true, rows },
  );
});

describe("what a dropped column is used by", () => {
  const given = {
    from: [person(), log],
    to: [entity("person", { name: { type: "varchar", length: 50 } }), log],
    rows,
  };
  toldAndRefused(
    "a trigger",
    /trigger "aged on person"/,
    "cannot drop column",
    {
      ...given,
      handmade: [
        noop,
        "CREATE TRIGGER aged AFTER UPDATE OF age ON person FOR EACH ROW EXECUTE FUNCTION noop()",
      ],
    },
  );
  toldAndRefused("a policy", /policy "old on log"/, "cannot drop column", {
    ...given,
    handmade: [
      "CREATE POLICY old ON log USING (EXISTS (SELECT FROM person WHERE age > 60))",
    ],
  });
  toldAndRefused("a rule", /rule "aging on person"/, "cannot drop column", {
    ...given,
    handmade: [
      "CREATE RULE aging AS ON UPDATE TO person WHERE NEW.age > 3 DO INSTEAD NOTHING",
    ],
  });
  told("statistics", "GOES_ALONG", /statistics "both_columns on person"/, {
    ...given,
    handmade: statistics,
  });
});

describe("what a dropped table is used by", () => {
  const given = {
    from: [person(), log],
    to: [log],
    answers: { drops: ["person"] },
    rows,
  };
  toldAndRefused("a policy", /policy "old on log"/, "cannot drop table", {
    ...given,
    handmade: [
      "CREATE POLICY old ON log USING (EXISTS (SELECT FROM person WHERE age > 60))",
    ],
  });
  toldAndRefused("a function", /function "people\(\)"/, "cannot drop table", {
    ...given,
    handmade: [
      "CREATE FUNCTION people() RETURNS SETOF person LANGUAGE sql AS 'SELECT * FROM person'",
    ],
  });
  told(
    "its own trigger, policy and grants",
    "GOES_ALONG",
    /trigger "t on person" and policy "p on person" and row-level security "person" and grants "ta_aside"/,
    {
      ...given,
      handmade: [
        noop,
        role("ta_aside"),
        "CREATE TRIGGER t AFTER UPDATE ON person FOR EACH ROW EXECUTE FUNCTION noop()",
        "CREATE POLICY p ON person USING (true)",
        "ALTER TABLE person ENABLE ROW LEVEL SECURITY",
        "GRANT SELECT ON person TO ta_aside",
      ],
    },
  );
});

describe("what a change of type cannot take down", () => {
  const given = {
    from: [person(), log],
    to: [person({ name: { type: "varchar", length: 60 } }), log],
    rows,
  };
  toldAndRefused(
    "a column of the type of the table's rows",
    /column "album.portrait"/,
    "uses its row type",
    {
      ...given,
      handmade: ["CREATE TABLE album (portrait person)"],
      filter: { exclude: ["album"] },
    },
  );
  toldAndRefused(
    "a policy of a table that is renamed in the same file",
    /policy "named on person"/,
    "used in a policy definition",
    {
      ...given,
      to: [
        entity("human", {
          name: { type: "varchar", length: 60 },
          age: { type: "integer" },
        }),
        log,
      ],
      answers: { renames: { person: "human" } },
      handmade: ["CREATE POLICY named ON person USING (name = current_user)"],
    },
  );
});

describe("an index that is made by hand", () => {
  const indices = [{ name: "handmade", synchronize: false as const }];
  const handmade = [
    "CREATE INDEX handmade ON person (lower(name)) WHERE age > 3",
    "COMMENT ON INDEX handmade IS 'by hand'",
  ];
  const given = {
    from: [person({}, { indices })],
    to: [
      entity("person", { name: { type: "varchar", length: 50 } }, { indices }),
    ],
    handmade,
    rows,
  };
  told(
    "is named where it goes with a column",
    "GOES_ALONG",
    /index "handmade on person"/,
    given,
  );
  there("comes back with the column", given);
  const state = (labels: readonly string[]) => [
    entity(
      "person",
      { state: { type: "enum", enum: [...labels], enumName: "state" } },
      { indices },
    ),
  ];
  const partial = ["CREATE INDEX handmade ON person (id) WHERE state = 'in'"];
  both(
    "steps aside for an enum type that is made anew",
    [state(["in", "out"]), state(["out", "in", "on"])],
    { handmade: partial, handmadeAfter: partial },
    { answers: { drops: ["state.on"] } },
  );
});

describe("values that a narrower type does not hold", () => {
  const given = {
    from: [person({ name: { type: "varchar", length: 50 } })],
    to: [person({ name: { type: "varchar", length: 2 } })],
    rows,
  };
  told(
    "are counted",
    "DOES_NOT_FIT",
    /fails on values that do not fit: 2 rows/,
    given,
  );
  refused("make the upgrade fail", "value too long", given);
  const number = (type: "integer" | "bigint" | "numeric", rest = {}) =>
    person({ age: { type, ...rest } });
  told("of integers", "DOES_NOT_FIT", /1 row in/, {
    from: [number("bigint")],
    to: [number("integer")],
    rows,
    handmade: ["INSERT INTO person VALUES (5, 'Eve', 1234567890123)"],
  });
  told("of a renamed column", "DOES_NOT_FIT", /1 row in/, {
    from: [number("numeric", { precision: 10, scale: 2 })],
    to: [
      entity("person", {
        name: { type: "varchar", length: 50 },
        years: { type: "numeric", precision: 4, scale: 1 },
      }),
    ],
    answers: { renames: { "person.age": "years" } },
    handmade: [
      "INSERT INTO person VALUES (5, 'Eve', 999.95), (6, 'Zoe', 999.94)",
    ],
  });
});

describe("rows that are filled under a deferred trigger", () => {
  const handmade = [
    noop,
    "CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON person DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION noop()",
  ];
  const without = entity("person", { name: { type: "varchar", length: 50 } });
  both(
    "in a new column, and in one that comes back",
    [[without], [person()]],
    {
      handmade,
      handmadeAfter: handmade,
      rows: { person: [{ id: 1, name: "Ann" }] },
      answers: { backfills: { "person.age": "3" } },
    },
    { rows, answers: { drops: ["person.age"] }, downgraded: {} },
  );
  both(
    "in a column that becomes NOT NULL",
    [[person({ age: { type: "integer", nullable: true } })], [person()]],
    {
      handmade,
      handmadeAfter: handmade,
      rows: { person: [{ id: 1, name: "Ann", age: null }] },
      answers: { backfills: { "person.age": "3" } },
      upgraded: {},
      downgraded: {},
    },
    { rows, answers: {} },
  );
});

describe("replica identity", () => {
  const keyed = (rest: Parameters<typeof entity>[2], columns = {}) =>
    person(columns, rest);
  const uniques = [{ name: "one", columns: ["name"] }];
  const handmade = ["ALTER TABLE person REPLICA IDENTITY USING INDEX one"];
  told("goes with its key", "REPLICA_IDENTITY", /tells rows apart/, {
    from: [keyed({ uniques })],
    to: [keyed({})],
    handmade,
  });
  there("comes back with its key", {
    from: [keyed({ uniques })],
    to: [keyed({})],
    handmade,
    notAsSynchronized: true,
  });
  const nullable = {
    from: [keyed({ uniques })],
    to: [
      keyed(
        { uniques },
        { name: { type: "varchar", length: 50, nullable: true } },
      ),
    ],
    handmade,
  };
  told(
    "keeps a column from being NULL",
    "REPLICA_IDENTITY",
    /cannot be NULL/,
    nullable,
  );
  refused("which the server refuses", "replica identity", nullable);
});

describe("what belongs to somebody else", () => {
  const changed = person({ more: { type: "varchar", nullable: true } });
  const untouched = (
    name: string,
    handmade: readonly string[],
    reason: string,
  ): void => {
    it(`${name} is not compared`, async () => {
      await onDatabase({ from: [person()], handmade }, async (url) => {
        const { operations, notices } = await autogenerate(
          dataSourceOf(url, [changed]),
          { write: false },
        );
        expect(operations).toEqual([]);
        expect(notices).toContainEqual({
          subject: "table",
          name: "person",
          reason,
        });
      });
    });
  };
  untouched(
    "a table of an extension",
    [`ALTER EXTENSION "uuid-ossp" ADD TABLE person`],
    "in the database it belongs to an extension",
  );
  untouched(
    "a foreign table",
    [
      "DROP TABLE person",
      "CREATE FOREIGN DATA WRAPPER ta_wrapper",
      "CREATE SERVER ta_server FOREIGN DATA WRAPPER ta_wrapper",
      "CREATE FOREIGN TABLE person (id integer) SERVER ta_server",
      // A wrapper is in no schema, so it is renamed out of the way of the next run.
      "DO $$ BEGIN EXECUTE format('ALTER FOREIGN DATA WRAPPER ta_wrapper RENAME TO %I', 'w' || gen_random_uuid()); EXECUTE format('ALTER SERVER ta_server RENAME TO %I', 's' || gen_random_uuid()); END $$",
    ],
    "in the database it is a foreign table",
  );
});
