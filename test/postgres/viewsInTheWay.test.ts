// Views that use a column whose type changes are taken down and put back exactly; one on a dropped column stops the upgrade.
import {
  autogenerate,
  downgrade,
  upgrade,
  type AutogenerateResult,
} from "../../src";
import { both, onDatabase, refused, there } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { testServer } from "../servers";

const person = (length?: number, type: "varchar" | "text" = "varchar") =>
  entity("person", {
    name: { type, ...(length === undefined ? {} : { length }) },
    age: { type: "integer" },
  });

const rows = {
  person: [
    { id: 1, name: "Ann", age: 7 },
    { id: 2, name: "Bob", age: 9 },
  ],
};

const role = (name: string) =>
  `DO $$ BEGIN CREATE ROLE ${name}; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`;

afterAll(async () => {
  const { url } = await testServer("postgres");
  await withSource(dataSourceOf(url, []), async (source) => {
    // Another run may be using them, and takes them away then.
    for (const name of ["ta_reader", "ta_writer", "ta_owner"])
      await source.query(`DROP ROLE IF EXISTS ${name}`).catch(() => undefined);
  });
});

const views: Readonly<Record<string, readonly string[]>> = {
  "a view": ["CREATE VIEW adults AS SELECT name FROM person WHERE age > 8"],
  "a view that uses the column in a condition only": [
    "CREATE VIEW anns AS SELECT id FROM person WHERE name = 'Ann'",
  ],
  "a view on a view on a view": [
    `CREATE VIEW "z ""z""" AS SELECT * FROM person`,
    `CREATE VIEW a AS SELECT upper(name) AS name, id FROM "z ""z"""`,
    `CREATE VIEW m AS SELECT a.name, z.name AS other FROM a JOIN "z ""z""" z USING (id)`,
  ],
  "a materialized view with indexes, comments and grants": [
    role("ta_reader"),
    "CREATE MATERIALIZED VIEW names AS SELECT name, count(*) AS n FROM person GROUP BY name",
    "CREATE UNIQUE INDEX by_name ON names (name)",
    "CREATE INDEX ON names (lower(name) DESC) WHERE n > 1",
    "COMMENT ON MATERIALIZED VIEW names IS 'it''s \\ names'",
    "COMMENT ON COLUMN names.n IS 'how many'",
    "GRANT SELECT ON names TO ta_reader",
    "CREATE VIEW shouted AS SELECT upper(name) AS name FROM names",
  ],
  "a materialized view with settings and statistics": [
    "CREATE MATERIALIZED VIEW names AS SELECT id, name, age FROM person",
    "CREATE INDEX by_name ON names (name)",
    "ALTER MATERIALIZED VIEW names CLUSTER ON by_name",
    "ALTER MATERIALIZED VIEW names ALTER name SET STORAGE EXTERNAL",
    "ALTER MATERIALIZED VIEW names ALTER age SET STATISTICS 5",
    "ALTER MATERIALIZED VIEW names ALTER age SET (n_distinct = 4)",
    "CREATE STATISTICS ages ON id, age FROM names",
    "COMMENT ON STATISTICS ages IS 'it''s'",
  ],
  "a materialized view without data": [
    "CREATE MATERIALIZED VIEW names AS SELECT name FROM person WITH NO DATA",
  ],
  "grants on a view and on its columns": [
    role("ta_reader"),
    role("ta_writer"),
    "CREATE VIEW people WITH (security_barrier) AS SELECT name, age FROM person WHERE age > 1 WITH LOCAL CHECK OPTION",
    "GRANT SELECT, INSERT ON people TO ta_reader WITH GRANT OPTION",
    "GRANT UPDATE (name) ON people TO ta_writer",
    "GRANT SELECT ON people TO PUBLIC",
  ],
  "a view of another owner": [
    role("ta_owner"),
    "CREATE VIEW people AS SELECT name FROM person",
    "ALTER VIEW people OWNER TO ta_owner",
    "GRANT SELECT ON person TO ta_owner",
  ],
  "a view whose owner gave up a privilege": [
    "CREATE VIEW people AS SELECT name FROM person",
    "REVOKE DELETE, TRUNCATE ON people FROM CURRENT_USER",
  ],
  "an INSTEAD OF trigger, a default and a rule": [
    "CREATE VIEW people AS SELECT name, age FROM person",
    "CREATE FUNCTION put() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER put INSTEAD OF INSERT ON people FOR EACH ROW EXECUTE FUNCTION put()",
    "COMMENT ON TRIGGER put ON people IS 'puts'",
    "CREATE RULE kept AS ON DELETE TO people DO INSTEAD NOTHING",
    "ALTER VIEW people ALTER age SET DEFAULT 3",
  ],
  "a recursive view in another schema": [
    "CREATE SCHEMA reports",
    "CREATE VIEW reports.numbers AS WITH RECURSIVE n(i, name) AS (SELECT 1, name FROM person UNION ALL SELECT i + 1, name FROM n WHERE i < 3) SELECT * FROM n",
  ],
};

for (const [name, handmade] of Object.entries(views))
  both(`${name}, while a length changes`, [[person(50)], [person(100)]], {
    handmade,
    handmadeAfter: handmade,
    rows,
  });

const chain = views["a view on a view on a view"] ?? [];
there("views on views, while a type changes", {
  from: [person(50)],
  to: [person(undefined, "text")],
  handmade: chain,
  handmadeAfter: chain,
  rows,
});

describe("a view that groups by the key", () => {
  const integer = { type: "integer" } as const;
  const seat = (...key: readonly string[]) =>
    entity("seat", {
      ...Object.fromEntries(
        key.map((name) => [name, { ...integer, primary: true }]),
      ),
      ...(key.includes("row") ? {} : { row: integer }),
      ...(key.includes("number") ? {} : { number: integer }),
      colour: { type: "text" },
    });
  const grouped = [
    `CREATE VIEW "seats ""s""" AS SELECT "row", number, colour, count(*) AS n FROM seat GROUP BY "row", number`,
    `CREATE MATERIALIZED VIEW coloured AS SELECT colour FROM "seats ""s"""`,
    `CREATE VIEW plain AS SELECT "row", number FROM seat`,
  ];
  const given = {
    rows: { seat: [{ row: 1, number: 2, colour: "red" }] },
    handmade: grouped,
    handmadeAfter: grouped,
  };

  both(
    "steps aside while the columns of the key change places",
    [[seat("row", "number")], [seat("number", "row")]],
    given,
  );

  there("steps aside while the key loses a column", {
    from: [seat("row", "number")],
    to: [seat("number")],
    ...given,
  });

  const foundFor = async (...key: readonly string[]) => {
    let found: AutogenerateResult | undefined;
    await onDatabase(
      { from: [seat("row", "number")], handmade: grouped },
      async (url) => {
        found = await autogenerate(dataSourceOf(url, [seat(...key)]), {
          write: false,
        });
      },
    );
    return {
      statements: (found?.upgrade ?? []).map(({ sql }) => sql),
      messages: (found?.hazards ?? []).map(({ message }) => message),
    };
  };
  const conflict = /needs the old key for GROUP BY/;

  it("steps aside alone, without views that only read the key", async () => {
    const { statements, messages } = await foundFor("number", "row");
    expect(statements).toContain('DROP VIEW "seats ""s"""');
    expect(statements.join()).not.toContain('"plain"');
    expect(messages).not.toContainEqual(expect.stringMatching(conflict));
  });

  it("is named where it cannot hold with the new key", async () => {
    const { messages } = await foundFor("colour");
    expect(messages).toContainEqual(expect.stringMatching(conflict));
  });
});

it("privileges, owners and data are as before", async () => {
  const handmade = [
    role("ta_reader"),
    role("ta_writer"),
    role("ta_owner"),
    "GRANT SELECT ON person TO ta_owner",
    `CREATE VIEW "granted" AS SELECT name, age FROM person`,
    "GRANT SELECT, INSERT ON granted TO ta_reader WITH GRANT OPTION",
    "GRANT UPDATE (name), REFERENCES (name) ON granted TO ta_writer",
    "GRANT SELECT ON granted TO PUBLIC",
    "CREATE VIEW owned AS SELECT name FROM person",
    "ALTER VIEW owned OWNER TO ta_owner",
    "CREATE VIEW reduced AS SELECT name FROM person",
    "REVOKE DELETE, TRUNCATE ON reduced FROM CURRENT_USER",
    "CREATE MATERIALIZED VIEW stale AS SELECT name FROM person WITH NO DATA",
    "CREATE MATERIALIZED VIEW fresh AS SELECT name FROM person",
    "GRANT SELECT ON fresh TO ta_reader",
    // Given by default from now on, not to the views that are there.
    "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO ta_writer",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC",
  ];
  await onDatabase({ from: [person(50)], handmade }, async (url, directory) => {
    const read = () =>
      withSource(dataSourceOf(url, []), (source) =>
        source.query<Row[]>(
          `SELECT c.relname, pg_get_userbyid(c.relowner), c.relispopulated, a.attname,
                  ARRAY(SELECT x::text FROM unnest(CASE WHEN a.attname IS NULL THEN COALESCE(c.relacl, acldefault('r', c.relowner)) ELSE a.attacl END) x ORDER BY 1)
             FROM pg_class c
             LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attacl IS NOT NULL
            WHERE c.relkind IN ('v', 'm') AND c.relnamespace = 'public'::regnamespace
            ORDER BY 1, 4`,
        ),
      );
    const before = await read();
    const to = [person(60)];
    const { file } = await autogenerate(dataSourceOf(url, to), { directory });
    const migrated = dataSourceOf(url, to, {
      migrations: [migrationClass(file?.source ?? "")],
    });
    await upgrade(migrated);
    expect(await read()).toEqual(before);
    await downgrade(migrated, "base");
    expect(await read()).toEqual(before);
  });
});

describe("on a dropped column", () => {
  const without = entity("person", { name: { type: "varchar" } });
  const handmade = [
    "CREATE VIEW ages AS SELECT age FROM person",
    "CREATE VIEW old AS SELECT age FROM ages WHERE age > 8",
  ];
  refused("the upgrade fails, and nothing is lost", "cannot drop column age", {
    from: [person()],
    to: [without],
    handmade,
    rows,
  });
  it("a hazard names the view", async () => {
    await onDatabase({ from: [person()], handmade }, async (url) => {
      const { hazards } = await autogenerate(dataSourceOf(url, [without]), {
        write: false,
      });
      expect(hazards).toContainEqual(
        expect.objectContaining({
          code: "VIEW_IN_THE_WAY",
          message: expect.stringContaining(`view "ages"`) as unknown,
        }),
      );
    });
  });
  refused("so does that of a dropped table", "cannot drop table person", {
    from: [person(), entity("pet", {})],
    to: [entity("pet", {})],
    answers: { drops: ["person"] },
    handmade,
    rows,
  });
});

refused(
  "a column is dropped while another one of the view changes its type",
  // Since 16 a view on one table prints its columns without it.
  /column (person\.age|"age") does not exist/,
  {
    from: [person(50)],
    to: [entity("person", { name: { type: "varchar", length: 60 } })],
    handmade: ["CREATE VIEW both_columns AS SELECT name, age FROM person"],
    rows,
  },
);

describe("spells out a name that changes in the same file", () => {
  const states = (enumName: string, labels: readonly string[]) =>
    entity("person", {
      state: { type: "enum", enum: [...labels], enumName },
    });
  const stateViews = [
    `CREATE VIEW settled AS SELECT id, state FROM person WHERE state <> 'b'`,
    `CREATE VIEW known AS SELECT DISTINCT state FROM settled WHERE state = ANY ('{a,b}')`,
  ];
  both(
    "an enum type's, while it gains and loses labels",
    [
      [states("old_state", ["a", "b", "c"])],
      [states("state", ["b", "a", "d"])],
    ],
    {
      handmade: stateViews,
      handmadeAfter: stateViews,
      rows: { person: [{ id: 1, state: "a" }] },
      answers: { drops: ["state.c"] },
    },
    { answers: { drops: ["old_state.d"] } },
  );

  const human = (
    name: string,
    column: string,
    type: "varchar" | "text",
    schema: string,
  ) =>
    entity(
      name,
      {
        [column]: { type },
        state: { type: "enum", enum: ["a", "b"], enumName: "state" },
      },
      { schema },
    );
  const named = (table: string, column: string) => [
    `CREATE VIEW "Re ports"."named" AS SELECT id, ${column} AS called FROM "Re ports".${table} WHERE state = 'a'`,
    `CREATE VIEW names AS SELECT called, p.id FROM "Re ports".named JOIN "Re ports".${table} p USING (id) WHERE ${column} <> ''`,
  ];
  both(
    "a table's and a column's in a schema of its own, while the column's type changes",
    [
      [human("person", "name", "varchar", "Re ports")],
      [human("human", "full_name", "text", "Re ports")],
    ],
    {
      groundwork: [`CREATE SCHEMA "Re ports"`],
      answers: {
        renames: {
          "Re ports.person": "Re ports.human",
          "Re ports.human.name": "full_name",
        },
      },
      handmade: named("person", "name"),
      handmadeAfter: named("human", "full_name"),
      rows: { person: [{ id: 1, name: "Ann", state: "a" }] },
      upgraded: { "Re ports.human": [{ id: 1, full_name: "Ann" }] },
    },
    {
      groundwork: [`CREATE SCHEMA "Re ports"`],
      answers: {
        renames: {
          "Re ports.human": "Re ports.person",
          "Re ports.person.full_name": "name",
        },
      },
      handmade: named("human", "full_name"),
      handmadeAfter: named("person", "name"),
      rows: { human: [{ id: 1, full_name: "Ann", state: "a" }] },
      upgraded: { "Re ports.person": [{ id: 1, name: "Ann" }] },
    },
  );
});

it("leaves views alone that only a rule of another table leads to, round in a circle too", async () => {
  const given = {
    from: [person(50)],
    handmade: [
      "CREATE TABLE log (line varchar, person_name varchar)",
      "CREATE VIEW lines AS SELECT line FROM log",
      "CREATE RULE noted AS ON UPDATE TO log DO ALSO UPDATE person SET age = 0 WHERE name = NEW.line",
      "CREATE RULE copied AS ON UPDATE TO person DO ALSO UPDATE log SET person_name = NEW.age::text",
    ],
  };
  await onDatabase(given, async (url, directory) => {
    const source = dataSourceOf(url, [person(undefined, "text")]);
    const { file, upgrade: statements } = await autogenerate(source, {
      message: "Case",
      directory,
      exclude: ["log"],
    });
    expect(statements.filter(({ sql }) => sql.includes("lines"))).toEqual([]);
    // The rule itself steps aside, and is there again.
    await upgrade(
      dataSourceOf(url, [person(undefined, "text")], {
        migrations: [migrationClass(file?.source ?? "")],
      }),
    );
    await withSource(dataSourceOf(url, []), async (connected) => {
      expect(
        await connected.query(
          "SELECT rulename FROM pg_rules WHERE schemaname = 'public' ORDER BY 1",
        ),
      ).toEqual([{ rulename: "copied" }, { rulename: "noted" }]);
    });
  });
});
