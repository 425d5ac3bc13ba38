// What is set by hand on columns, constraints and indexes stays where those are made anew.
import { both, refused, there } from "../judges/cases";
import { withSource, dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";
import { testServer } from "../servers";

const role = (name: string) =>
  `DO $$ BEGIN CREATE ROLE ${name}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;

afterAll(async () => {
  const { url } = await testServer("postgres");
  await withSource(dataSourceOf(url, []), async (source) => {
    await source.query("DROP ROLE IF EXISTS ta_marks").catch(() => undefined);
  });
});

const rows = {
  person: [
    { id: 1, name: "Ann", age: 7 },
    { id: 2, name: "Bob", age: 9 },
  ],
};

const person = (
  columns: Parameters<typeof entity>[1],
  rest: Parameters<typeof entity>[2] = {},
) =>
  entity(
    "person",
    { name: { type: "varchar" }, age: { type: "integer" }, ...columns },
    rest,
  );

const columnSettings = [
  role("ta_marks"),
  "ALTER TABLE person ALTER name SET STORAGE EXTERNAL",
  "ALTER TABLE person ALTER name SET STATISTICS 300",
  "ALTER TABLE person ALTER name SET (n_distinct = 7, n_distinct_inherited = 3)",
  "GRANT SELECT (name), UPDATE (name) ON person TO ta_marks",
  "GRANT SELECT (name) ON person TO PUBLIC",
];

describe("on a column", () => {
  both(
    "storage, statistics and grants, while its length changes",
    [
      [person({ name: { type: "varchar", length: 20 } })],
      [person({ name: { type: "varchar", length: 30 } })],
    ],
    { handmade: columnSettings, handmadeAfter: columnSettings, rows },
  );
  both(
    "the same, while its type becomes text",
    [
      [person({ name: { type: "varchar", length: 20 } })],
      [person({ name: { type: "text" } })],
    ],
    { handmade: columnSettings, handmadeAfter: columnSettings, rows },
  );
  const storage = ["ALTER TABLE person ALTER name SET STORAGE EXTERNAL"];
  there("storage, while its type becomes one that is stored in one way only", {
    from: [person({ name: { type: "varchar" } })],
    to: [person({ name: { type: "uuid" } })],
    handmade: storage,
    notAsSynchronized: true,
  });
  there("a column that is dropped comes back with them", {
    from: [person({})],
    to: [entity("person", { age: { type: "integer" } })],
    handmade: columnSettings,
    rows,
  });
  const generated = (expression: string) =>
    person({
      twice: {
        type: "integer",
        generatedType: "STORED",
        asExpression: expression,
        nullable: true,
      },
    });
  const onGenerated = [
    role("ta_marks"),
    "ALTER TABLE person ALTER twice SET STATISTICS 300",
    "GRANT SELECT (twice) ON person TO ta_marks WITH GRANT OPTION",
  ];
  both(
    "a generated column that is made anew",
    [[generated("age * 2")], [generated("age + age")]],
    {
      handmade: onGenerated,
      handmadeAfter: onGenerated,
      rows,
      notAsSynchronized: true,
    },
  );
});

describe("a comment on what becomes another under the same name", () => {
  const team = entity("team", {});
  const changing = (limit: number) => [
    team,
    person(
      { team: { type: "integer", nullable: true } },
      {
        uniques: [
          {
            name: "u",
            columns: ["name"],
            ...(limit === 1 ? {} : { deferrable: "INITIALLY DEFERRED" }),
          },
        ],
        checks: [{ name: "c", expression: `age > ${limit}` }],
        indices: [{ name: "i", columns: ["age"], where: `age > ${limit}` }],
        exclusions: [
          {
            name: "x",
            expression: `USING btree (name WITH =) WHERE (age > ${limit})`,
          },
        ],
        foreignKeys: [
          {
            name: "f",
            target: "team",
            columnNames: ["team"],
            referencedColumnNames: ["id"],
            onDelete: limit === 1 ? "CASCADE" : "SET NULL",
          },
        ],
      },
    ),
  ];
  const comments = [
    ...["u", "c", "x", "f"].map(
      (name) => `COMMENT ON CONSTRAINT ${name} ON person IS 'about ${name}'`,
    ),
    "COMMENT ON INDEX i IS 'about i'",
  ];
  both("stays", [changing(1), changing(2)], {
    handmade: comments,
    handmadeAfter: comments,
    rows,
  });
});

describe("on an enum type", () => {
  const labelled = (...labels: readonly string[]) =>
    person({
      state: { type: "enum", enum: [...labels], nullable: true },
      states: { type: "enum", enum: ["on"], array: true, nullable: true },
    });
  const set = (type: string) => [
    role("ta_marks"),
    `COMMENT ON TYPE ${type} IS 'it''s \\ a state'`,
    `REVOKE ALL ON TYPE ${type} FROM PUBLIC`,
    `GRANT USAGE ON TYPE ${type} TO ta_marks WITH GRANT OPTION`,
    `ALTER TYPE ${type} OWNER TO ta_marks`,
  ];
  const marked = {
    handmade: set("person_state_enum"),
    handmadeAfter: set("person_state_enum"),
    rows,
  };
  both(
    "that is made anew",
    [[labelled("a", "b")], [labelled("b", "a")]],
    marked,
  );
  both("that gets a label", [[labelled("a")], [labelled("a", "b")]], marked, {
    ...marked,
    answers: { drops: ["person_state_enum.b"] },
  });
  there("that is dropped and comes back", {
    from: [labelled("a")],
    to: [person({})],
    handmade: [...set("person_state_enum"), ...set("person_states_enum")],
    rows,
  });
});

describe("on a constraint or index that steps out of the way", () => {
  const team = (id: "integer" | "varchar") => [
    entity("team", { id: { type: id, primary: true } }),
    entity(
      "person",
      {
        team: { type: id, nullable: true },
        name: { type: "varchar" },
      },
      {
        foreignKeys: [
          {
            name: "fk_team",
            target: "team",
            columnNames: ["team"],
            referencedColumnNames: ["id"],
          },
        ],
      },
    ),
  ];
  const keys = [
    "COMMENT ON CONSTRAINT fk_team ON person IS 'who''s \\ team'",
    `DO $$ BEGIN EXECUTE (SELECT format('COMMENT ON CONSTRAINT %I ON team IS %L', conname, 'key') FROM pg_constraint WHERE conrelid = 'team'::regclass AND contype = 'p'); END $$`,
  ];
  both(
    "comments",
    [team("integer"), team("varchar")],
    {
      handmade: keys,
      handmadeAfter: keys,
      rows: { team: [{ id: 1 }], person: [{ id: 1, team: 1, name: "Ann" }] },
      essence: String,
    },
    {
      rows: {
        team: [{ id: "1" }],
        person: [{ id: 1, team: "1", name: "Ann" }],
      },
    },
  );

  const state = (labels: readonly string[]) =>
    entity(
      "person",
      {
        name: { type: "varchar" },
        state: { type: "enum", enum: [...labels], default: labels[0] },
      },
      {
        checks: [{ name: "known", expression: "state <> 'out'" }],
        uniques: [{ name: "one", columns: ["name"] }],
        indices: [
          { name: "by_state", columns: ["name"], where: "state = 'in'" },
          { name: "one_name", columns: ["state", "name"] },
        ],
      },
    );
  const marks = [
    "COMMENT ON CONSTRAINT known ON person IS 'a check'",
    "COMMENT ON INDEX by_state IS 'an index'",
    "ALTER INDEX by_state SET (fillfactor = 70)",
    "ALTER TABLE person CLUSTER ON one_name",
    "ALTER TABLE person REPLICA IDENTITY USING INDEX one",
  ];
  both(
    "comments, storage parameters, CLUSTER ON and replica identity",
    [[state(["in", "out"])], [state(["out", "in", "on"])]],
    {
      handmade: marks,
      handmadeAfter: marks,
      rows: { person: [{ id: 1, name: "Ann", state: "in" }] },
    },
    { answers: { drops: ["person_state_enum.on"] } },
  );
});

describe("on the index of a key whose column is made anew", () => {
  const code = (expression: string) =>
    person(
      {
        code: {
          type: "integer",
          generatedType: "STORED",
          asExpression: expression,
        },
      },
      { uniques: [{ name: "one_code", columns: ["code"] }] },
    );
  const marks = [
    "ALTER TABLE person DROP CONSTRAINT one_code",
    "ALTER TABLE person ADD CONSTRAINT one_code UNIQUE (code) INCLUDE (name) WITH (fillfactor = 60) DEFERRABLE",
    "ALTER TABLE person DROP CONSTRAINT one_code",
    "ALTER TABLE person ADD CONSTRAINT one_code UNIQUE (code) INCLUDE (name) WITH (fillfactor = 60)",
    "ALTER TABLE person REPLICA IDENTITY USING INDEX one_code",
    "COMMENT ON CONSTRAINT one_code ON person IS 'once'",
  ];
  both(
    "INCLUDE, storage parameters, replica identity and comment",
    [[code("age * 2")], [code("age + age")]],
    { handmade: marks, handmadeAfter: marks, rows, notAsSynchronized: true },
  );
});

describe("an index that was left half built", () => {
  const indexed = person(
    {},
    { indices: [{ name: "by_name", columns: ["name"] }] },
  );
  const invalid = `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_name'::regclass`;
  there("is built", {
    from: [indexed],
    to: [indexed],
    handmade: [invalid],
    handmadeAfter: [],
    rows,
  });
  there("goes where no entity declares it", {
    from: [person({})],
    to: [person({})],
    handmade: ["CREATE INDEX by_name ON person (name)", invalid],
    rows,
  });
  refused(
    "a unique one, while rows are alike",
    "could not create unique index",
    {
      from: [
        person(
          {},
          { indices: [{ name: "by_name", columns: ["name"], unique: true }] },
        ),
      ],
      to: [
        person(
          {},
          { indices: [{ name: "by_name", columns: ["name"], unique: true }] },
        ),
      ],
      handmade: [
        "DROP INDEX by_name",
        "CREATE INDEX by_name ON person (name)",
        "INSERT INTO person VALUES (8, 'Ann', 1), (9, 'Ann', 1)",
        "UPDATE pg_index SET indisvalid = false, indisunique = true WHERE indexrelid = 'by_name'::regclass",
      ],
    },
  );
});
