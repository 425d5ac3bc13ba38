// Views of entities: made, changed, dropped and renamed, with what hangs on them, and with the tables that they read.
import {
  EntitySchema,
  type DataSource,
  type SelectQueryBuilder,
} from "typeorm";
import { check, compile, diff, ExpressionError, introspect } from "../../src";
import {
  alike,
  asked,
  both,
  onDatabase,
  refused,
  there,
} from "../judges/cases";
import { dataSourceOf, schemaOf, withSource } from "../judges/database";
import { entity, view, type Row } from "../judges/entities";
import { testServer } from "../servers";

const person = (more: Parameters<typeof entity>[1] = {}) =>
  entity("person", {
    name: { type: "varchar", length: 50 },
    age: { type: "integer" },
    ...more,
  });

const role = (name: string) =>
  `DO $$ BEGIN CREATE ROLE ${name}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;

afterAll(async () => {
  const { url } = await testServer("postgres");
  await withSource(dataSourceOf(url, []), async (source) => {
    // Another run may be using it, and takes it away then.
    await source
      .query("DROP ROLE IF EXISTS ta_view_reader")
      .catch(() => undefined);
  });
});

const rows = {
  person: [
    { id: 1, name: "Ann", age: 7 },
    { id: 2, name: "Bob", age: 9 },
  ],
};

const adults = (expression: string, rest: object = {}) =>
  view("adults", ["name"], { expression, ...rest });

const byAge = adults(`SELECT "name" FROM "person" WHERE age > 8`);

both(
  "comes and goes",
  [[person()], [person(), byAge]],
  {
    rows,
  },
  { rows, answers: { drops: ["adults"] } },
);

both(
  "another condition",
  [
    [person(), byAge],
    [person(), adults(`SELECT "name" FROM "person" WHERE age > 9`)],
  ],
  { rows },
);

both(
  "one more column at the end",
  [
    [person(), byAge],
    [person(), adults(`SELECT "name", age FROM "person" WHERE age > 8`)],
  ],
  { rows },
);

both(
  "columns in another order",
  [
    [person(), adults(`SELECT id, "name" FROM "person"`)],
    [person(), adults(`SELECT "name", id FROM "person"`)],
  ],
  { rows },
);

both(
  "becomes a materialized view",
  [
    [person(), byAge],
    [
      person(),
      adults(`SELECT "name" FROM "person" WHERE age > 8`, {
        materialized: true,
      }),
    ],
  ],
  { rows },
);

alike("spelled differently", {
  from: [person(), byAge],
  to: [
    person(),
    adults(
      `select person.name\nfrom public.person where (person.age > (8)::integer);`,
    ),
  ],
  rows,
});

there("with a table that is new in the same revision", {
  from: [],
  to: [person(), byAge],
});

both(
  "a column that it selects by a star comes",
  [
    [person(), adults(`SELECT * FROM "person"`)],
    [
      person({ born: { type: "date", nullable: true } }),
      adults(`SELECT * FROM "person"`),
    ],
  ],
  { rows },
);

both(
  "a column goes that it does without afterwards",
  [
    [
      person({ nick: { type: "text", nullable: true } }),
      adults(`SELECT "name", nick FROM "person"`),
    ],
    [person(), adults(`SELECT "name", NULL::text AS nick FROM "person"`)],
  ],
  { rows },
);

for (const [name, to] of Object.entries({
  length: { type: "varchar", length: 60 },
  type: { type: "text" },
} as const))
  both(
    `the ${name} of a column under it changes`,
    [
      [person(), adults(`SELECT "name" FROM "person" WHERE "name" = 'Ann'`)],
      [
        person({ name: to }),
        adults(`SELECT "name" FROM "person" WHERE "name" = 'Ann'`),
      ],
    ],
    { rows },
  );

/** Views on views, of which the last one comes first by its name. TypeORM makes them in the order in which their classes are defined. */
const chain = (expression = `SELECT "name" FROM "person"`) => [
  view("names", ["name"], { expression }),
  view("loud", ["name"], {
    expression: `SELECT upper("name") AS "name" FROM "names"`,
  }),
  view("a", ["n"], {
    expression: `SELECT count(*) AS n FROM "loud" WHERE "name" LIKE 'ANN%'`,
  }),
];

const stars = (expression: string) => [
  view("names", ["name"], { expression }),
  view("stars", ["name"], { expression: `SELECT * FROM "names"` }),
];

describe("views on views", () => {
  both(
    "come and go",
    [[person()], [person(), ...chain()]],
    { rows },
    { rows, answers: { drops: ["names", "loud", "a"] } },
  );

  const needed = view("needed", ["name"], {
    expression: `SELECT "name" FROM "person"`,
  });
  const early = view("early", ["name"], {
    expression: `SELECT upper("name") AS "name" FROM "needed"`,
    dependsOn: [needed],
  });
  both(
    "come and go in the order in which the server needs them",
    [[person()], [person(), early, needed]],
    { rows },
    { rows, answers: { drops: ["early", "needed"] } },
  );

  for (const [name, expression] of Object.entries({
    "changes in place": `SELECT "name" FROM "person" WHERE age > 8`,
    "changes the type of its column": `SELECT "name"::text FROM "person"`,
  }))
    both(
      `the first one ${name}`,
      [
        [person(), ...chain()],
        [person(), ...chain(expression)],
      ],
      { rows },
    );

  both(
    "a column under all of them changes",
    [
      [person(), ...chain()],
      [person({ name: { type: "text" } }), ...chain()],
    ],
    { rows },
  );

  both(
    "one that another one reads by a star gets one more column",
    [
      [person(), ...stars(`SELECT "name" FROM "person"`)],
      [person(), ...stars(`SELECT "name", age FROM "person"`)],
    ],
    { rows },
  );
});

describe("in a schema of its own", () => {
  const groundwork = [`CREATE SCHEMA "Re ports"`];
  const there_ = (expression: string) =>
    view("The View", ["name"], { expression, schema: "Re ports" });
  both(
    "changes",
    [
      [person(), there_(`SELECT "name" FROM "person"`)],
      [person(), there_(`SELECT "name", age FROM "person"`)],
    ],
    { rows, groundwork },
  );
});

describe("over tables that change by name", () => {
  both(
    "a column",
    [
      [person(), byAge],
      [
        entity("person", {
          full_name: { type: "varchar", length: 50 },
          age: { type: "integer" },
        }),
        adults(`SELECT "full_name" AS "name" FROM "person" WHERE age > 8`),
      ],
    ],
    {
      rows,
      answers: { renames: { "person.name": "full_name" } },
      upgraded: {
        "public.person": [{ full_name: "Ann" }, { full_name: "Bob" }],
      },
    },
    {
      rows: { person: [{ id: 1, full_name: "Ann", age: 7 }] },
      answers: { renames: { "person.full_name": "name" } },
      upgraded: { "public.person": [{ name: "Ann" }] },
    },
  );

  there("a table and a column whose type changes too", {
    from: [person(), byAge],
    to: [
      entity("human", {
        full_name: { type: "text" },
        age: { type: "integer" },
      }),
      adults(`SELECT "full_name" AS "name" FROM "human" WHERE age > 8`),
    ],
    rows,
    answers: { renames: { person: "human", "human.name": "full_name" } },
    upgraded: { "public.human": [{ full_name: "Ann" }, { full_name: "Bob" }] },
  });
});

describe("over tables that go", () => {
  const pet = entity("pet", { name: { type: "text" } });
  both(
    "it goes with them",
    [
      [
        person(),
        pet,
        view("pets", ["name"], { expression: `SELECT "name" FROM "pet"` }),
      ],
      [person()],
    ],
    { rows, answers: { drops: ["pet", "pets"] } },
    { rows, answers: {} },
  );
  both(
    "it reads another one then",
    [
      [person(), pet, adults(`SELECT "name"::text FROM "pet"`)],
      [person(), adults(`SELECT "name"::text FROM "person"`)],
    ],
    { rows, answers: { drops: ["pet"] } },
    { rows, answers: {} },
  );
  both(
    "an enum type goes that it has a column of",
    [
      [
        entity("person", { state: { type: "enum", enum: ["in", "out"] } }),
        view("states", ["state"], {
          expression: `SELECT state FROM "person" WHERE state <> 'in'`,
        }),
      ],
      [
        entity("person", {
          state: { type: "enum", enum: ["out", "in", "up"] },
        }),
        view("states", ["state"], {
          expression: `SELECT state FROM "person" WHERE state <> 'in'`,
        }),
      ],
    ],
    { rows: { person: [{ id: 1, state: "in" }] } },
    { answers: { drops: ["person_state_enum.up"] } },
  );
});

describe("what hangs on it", () => {
  const handmade = [
    role("ta_view_reader"),
    `CREATE FUNCTION put() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    `CREATE TRIGGER put INSTEAD OF INSERT ON "adults" FOR EACH ROW EXECUTE FUNCTION put()`,
    `COMMENT ON TRIGGER put ON "adults" IS 'puts'`,
    `CREATE RULE kept AS ON DELETE TO "adults" DO INSTEAD NOTHING`,
    `ALTER VIEW "adults" SET (security_barrier = true)`,
    `COMMENT ON COLUMN "adults"."name" IS 'as called'`,
    `GRANT SELECT, UPDATE ("name") ON "adults" TO ta_view_reader WITH GRANT OPTION`,
    `CREATE VIEW "theirs" AS SELECT "name" FROM "adults"`,
    `GRANT SELECT ON "theirs" TO PUBLIC`,
  ];
  for (const [name, expression] of Object.entries({
    "stays when it is replaced in place": `SELECT "name" FROM "person"`,
    "is there again when a type changes": `SELECT "name"::text FROM "person"`,
    "is there again when a column comes before another": `SELECT id, "name" FROM "person"`,
  }))
    there(name, {
      from: [person(), byAge],
      to: [person(), adults(expression)],
      handmade,
      handmadeAfter: handmade,
      rows,
    });

  const byDefault = [`ALTER VIEW "adults" ALTER "name" SET DEFAULT 'nobody'`];
  there("a default is there again", {
    from: [person(), byAge],
    to: [person(), adults(`SELECT id, "name" FROM "person"`)],
    handmade: byDefault,
    handmadeAfter: byDefault,
    rows,
  });

  there("goes with the column that it hung on", {
    from: [person(), adults(`SELECT "name", age FROM "person"`)],
    to: [person(), adults(`SELECT "name" FROM "person"`)],
    handmade: [
      role("ta_view_reader"),
      `COMMENT ON COLUMN "adults".age IS 'in years'`,
      `GRANT SELECT (age), UPDATE ("name") ON "adults" TO ta_view_reader`,
    ],
    handmadeAfter: [`GRANT UPDATE ("name") ON "adults" TO ta_view_reader`],
    rows,
  });

  refused(
    "a view of somebody else is not cut short",
    /column .*name.* does not exist/,
    {
      from: [person(), byAge],
      to: [person(), adults(`SELECT id FROM "person"`)],
      handmade: [`CREATE VIEW "theirs" AS SELECT "name" FROM "adults"`],
      rows,
    },
  );

  it("a view of somebody else that reads one that goes is named", async () => {
    await onDatabase(
      {
        from: [person(), byAge],
        handmade: [`CREATE VIEW "theirs" AS SELECT "name" FROM "adults"`],
      },
      async (url) => {
        const { hazards } = await check(dataSourceOf(url, [person()]), {
          answers: { drops: ["adults"] },
        });
        expect(hazards).toMatchObject([
          {
            code: "VIEW_IN_THE_WAY",
            message: expect.stringContaining(`view "theirs"`) as unknown,
          },
        ]);
      },
    );
  });
});

describe("declared", () => {
  const schemaOfView = (
    expression: string | ((source: DataSource) => SelectQueryBuilder<Row>),
  ) =>
    new EntitySchema<Row>({
      name: "adults",
      type: "view",
      columns: { name: { type: "text" } },
      expression,
    });
  both(
    "by an EntitySchema, with a query builder",
    [
      [person(), schemaOfView(`SELECT "name" FROM "person"`)],
      [
        person(),
        schemaOfView((source) =>
          source
            .createQueryBuilder<Row>("person", "p")
            .select("p.name", "name")
            .where("p.age > 8"),
        ),
      ],
    ],
    { rows },
  );

  it("with parameters, it is refused", async () => {
    const to = [
      person(),
      schemaOfView((source) =>
        source
          .createQueryBuilder<Row>("person", "p")
          .where("p.age > :age", { age: 8 }),
      ),
    ];
    await onDatabase({ from: [person()] }, async (url) => {
      await expect(check(dataSourceOf(url, to))).rejects.toThrow(
        /view "adults".*has parameters \(age\)/,
      );
    });
  });

  it("with a query that the server does not accept, it is refused", async () => {
    const to = [person(), adults(`SELECT nothing FROM "person"`)];
    await onDatabase({ from: [person(), byAge] }, async (url) => {
      const found = check(dataSourceOf(url, to));
      await expect(found).rejects.toThrow(ExpressionError);
      await expect(found).rejects.toThrow(
        /View "adults".*column "nothing" does not exist/,
      );
    });
  });
});

describe("where tables have their schema before their name", () => {
  const options = { schema: "app" };
  const groundwork = ["CREATE SCHEMA app"];
  for (const [name, expression] of Object.entries({
    "a star": `SELECT * FROM "app"."person"`,
    "some columns": `SELECT "name" FROM "app"."person" WHERE "name" = 'Ann'`,
  }))
    both(
      `a column comes and another one changes under ${name}`,
      [
        [person(), adults(expression)],
        [
          person({
            name: { type: "text" },
            born: { type: "date", nullable: true },
          }),
          adults(expression),
        ],
      ],
      { rows, options, groundwork },
    );
  there("it comes with a table that is new", {
    from: [],
    to: [person(), adults(`SELECT * FROM "app"."person"`)],
    options,
    groundwork,
  });
  both(
    "it reads a column that is new",
    [
      [person(), adults(`SELECT "name" FROM "app"."person"`)],
      [
        person({ nick: { type: "text", nullable: true } }),
        adults(`SELECT "name", nick FROM "app"."person"`),
      ],
    ],
    { rows, options, groundwork },
  );
  const names = (expression: string) => [
    person(),
    adults(expression),
    view("names", ["name"], {
      expression: `SELECT * FROM "app"."adults"`,
      dependsOn: ["adults"],
    }),
  ];
  both(
    "a view on a view comes, and goes, with it",
    [[person()], names(`SELECT "name" FROM "app"."person"`)],
    { rows, options, groundwork },
    {
      rows,
      options,
      groundwork,
      answers: { drops: ["app.adults", "app.names"] },
    },
  );
  both(
    "a view on a view whose columns change",
    [
      names(`SELECT "name", id FROM "app"."person"`),
      names(`SELECT "name", age FROM "app"."person"`),
    ],
    { rows, options, groundwork },
  );
  alike("it is spelled otherwise", {
    from: [person(), adults(`SELECT "name" FROM "app"."person"`)],
    to: [person(), adults(`SELECT person."name" FROM app.person`)],
    options,
    groundwork,
  });
});

it("by schemas alone, one database is made like another", async () => {
  const from = [person(), byAge];
  const to = [
    person({ name: { type: "text" } }),
    adults(`SELECT "name", id FROM "person"`),
    view("ages", ["age"], {
      expression: `SELECT "age" FROM "person"`,
      materialized: true,
      indexes: [{ name: "by_age", on: ["age"] }],
    }),
  ];
  await onDatabase({ from: to }, async (wanted) => {
    await onDatabase({ from }, async (url) => {
      const [live, desired] = [
        await introspect(dataSourceOf(url, [])),
        await introspect(dataSourceOf(wanted, [])),
      ];
      const statements = compile(diff(live, desired), { dialect: "postgres" });
      await withSource(dataSourceOf(url, []), async (source) => {
        for (const { sql } of statements) await source.query(sql);
      });
      expect(await schemaOf(url)).toBe(await schemaOf(wanted));
      expect(diff(await introspect(dataSourceOf(url, [])), desired)).toEqual(
        [],
      );
    });
  });
});

describe("renamed", () => {
  const handmade = [
    role("ta_view_reader"),
    `GRANT SELECT ON "adults" TO ta_view_reader`,
    `COMMENT ON VIEW "adults" IS 'of age'`,
  ];
  const handmadeAfter = [
    `GRANT SELECT ON "grown" TO ta_view_reader`,
    `COMMENT ON VIEW "grown" IS 'of age'`,
  ];
  const query = `SELECT "name" FROM "person" WHERE age > 8`;
  there("with its query as it is, which needs no answer", {
    from: [person(), byAge],
    to: [person(), view("grown", ["name"], { expression: query })],
    handmade,
    handmadeAfter,
    rows,
  });
  there("with another query", {
    from: [person(), byAge],
    to: [
      person(),
      view("grown", ["name"], {
        expression: `SELECT "name", id FROM "person"`,
      }),
    ],
    answers: { renames: { adults: "grown" } },
    handmade,
    handmadeAfter,
    rows,
  });
  there("with other columns", {
    from: [person(), byAge],
    to: [
      person(),
      view("grown", ["id"], { expression: `SELECT id FROM "person"` }),
    ],
    answers: { renames: { adults: "grown" } },
    handmade,
    handmadeAfter,
    rows,
  });
  there("while a column under it changes", {
    from: [person(), byAge],
    to: [
      person({ name: { type: "text" } }),
      view("grown", ["name"], { expression: query }),
    ],
    handmade,
    handmadeAfter,
    rows,
  });
  asked("or not is asked where the query is another one", ["renamedView"], {
    from: [person(), byAge],
    to: [
      person(),
      view("grown", ["name"], { expression: `SELECT "name" FROM "person"` }),
    ],
  });
});

alike("tables beside a view in a schema without entities are left alone", {
  from: [person()],
  to: [
    person(),
    view("sums", ["sum"], {
      schema: "theirs",
      expression: `SELECT 1 AS sum`,
    }),
  ],
  groundwork: ["CREATE SCHEMA theirs"],
  handmade: [
    "CREATE TABLE theirs.one (id int)",
    "CREATE VIEW theirs.sums AS SELECT 1 AS sum",
  ],
});

describe("without an entity", () => {
  asked("one that an entity made is asked about", ["dropViews"], {
    from: [person(), byAge],
    to: [person()],
  });
  alike("one that is excluded is left alone", {
    from: [person(), byAge],
    to: [person()],
    filter: { exclude: ["adults"] },
  });
  alike("one that somebody made by hand is left alone", {
    from: [person()],
    to: [person()],
    handmade: [
      `CREATE VIEW "theirs" AS SELECT * FROM "person"`,
      `CREATE MATERIALIZED VIEW "too" AS SELECT * FROM "theirs"`,
    ],
  });
  there("one made by hand goes when an answer says so", {
    from: [person()],
    to: [person()],
    handmade: [`CREATE VIEW "theirs" AS SELECT * FROM "person"`],
    answers: { drops: ["theirs"] },
    rows,
  });
  alike("what an extension made is nobody's business", {
    from: [person()],
    to: [person()],
    groundwork: ["CREATE EXTENSION pg_buffercache"],
  });
  alike("one whose entity says synchronize: false", {
    from: [person()],
    to: [
      person(),
      adults(`SELECT "name" FROM "person"`, { synchronize: false }),
    ],
    handmade: [`CREATE VIEW "adults" AS SELECT 1 AS one`],
  });
});

const indexed = [
  entity("person", { name: { type: "varchar", nullable: true } }),
  view("names", ["name"], {
    expression: `SELECT "name" FROM "person"`,
    indexes: [{ name: "names_index", on: ["name"] }],
  }),
];
alike("an index on a view that is not materialized is none, as in TypeORM", {
  from: indexed,
  to: indexed,
});

describe("a query that names its schema, over a renamed column", () => {
  const shelf = (column: string, materialized: boolean) => [
    entity("shelf", { [column]: { type: "varchar", nullable: true } }),
    view("shelves", [column], {
      materialized,
      expression: `SELECT id, ${column} FROM public.shelf`,
    }),
  ];
  for (const [kind, materialized] of [
    ["VIEW", false],
    ["MATERIALIZED VIEW", true],
  ] as const)
    there(`loses what hung on the column of a ${kind.toLowerCase()}`, {
      from: shelf("size", materialized),
      to: shelf("width", materialized),
      answers: { renames: { "shelf.size": "width" } },
      handmade: [
        `COMMENT ON ${kind} shelves IS 'all of them'`,
        "COMMENT ON COLUMN shelves.size IS 'how long'",
        "GRANT SELECT (size) ON shelves TO pg_monitor",
      ],
      handmadeAfter: [`COMMENT ON ${kind} shelves IS 'all of them'`],
    });
});

there(
  "a view reads a new column, with a search path that looks for temporary tables last",
  {
    from: [
      entity("shelf", { size: { type: "varchar", nullable: true } }),
      view("shelves", ["size"], { expression: "SELECT size FROM shelf" }),
    ],
    to: [
      entity("shelf", {
        size: { type: "varchar", nullable: true },
        width: { type: "integer", nullable: true },
      }),
      view("shelves", ["size", "width"], {
        expression: "SELECT size, width FROM shelf",
      }),
    ],
    options: { extra: { options: "-c search_path=public,pg_temp" } },
  },
);
