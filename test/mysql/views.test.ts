// Views of entities on MySQL and MariaDB: made, changed, dropped and renamed, and with the tables that they read.
import { check, ExpressionError } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity, view } from "../judges/entities";
import { onBoth } from "./onBoth";

const person = (more: Parameters<typeof entity>[1] = {}) =>
  entity("person", {
    name: { type: "varchar", length: 50 },
    age: { type: "int" },
    ...more,
  });

const rows = {
  person: [
    { id: 1, name: "Ann", age: 7 },
    { id: 2, name: "Bob", age: 9 },
  ],
};

const adults = (expression: string, rest: object = {}) =>
  view("adults", ["name"], { expression, ...rest });

const byAge = adults("SELECT `name` FROM `person` WHERE age > 8");

/** Views on views, of which the last one comes first by its name. */
const chain = (expression = "SELECT `name` FROM `person`") => [
  view("names", ["name"], { expression }),
  view("loud", ["name"], {
    expression: "SELECT upper(`name`) AS `name` FROM `names`",
  }),
  view("a", ["n"], {
    expression: "SELECT count(*) AS n FROM `loud` WHERE `name` LIKE 'ANN%'",
  }),
];

const stars = (expression: string) => [
  view("names", ["name"], { expression }),
  view("stars", ["name"], { expression: "SELECT * FROM `names`" }),
];

onBoth(({ there, both, alike, asked }, kind) => {
  both(
    "comes and goes",
    [[person()], [person(), byAge]],
    { rows },
    { rows, answers: { drops: ["adults"] } },
  );

  for (const [name, expression] of Object.entries({
    "another condition": "SELECT `name` FROM `person` WHERE age > 9",
    "one more column": "SELECT `name`, age FROM `person` WHERE age > 8",
    "another column": "SELECT `age` AS `name` FROM `person` WHERE age > 8",
    "another order": "SELECT `name` FROM `person` WHERE age > 8 ORDER BY age",
    "no two alike": "SELECT DISTINCT `name` FROM `person` WHERE age > 8",
    "another constant": "SELECT 'a\"\\'`ü' AS `name` FROM `person`",
    "all of two, with a limit":
      "SELECT `name` FROM `person` UNION ALL SELECT 'Cid' ORDER BY `name` LIMIT 2",
  }))
    both(
      name,
      [
        [person(), byAge],
        [person(), adults(expression)],
      ],
      { rows },
    );

  both(
    "UNION and UNION ALL are two",
    [
      [person(), adults("SELECT `name` FROM `person` UNION SELECT 'Cid'")],
      [person(), adults("SELECT `name` FROM `person` UNION ALL SELECT 'Cid'")],
    ],
    { rows },
  );

  for (const expression of [
    "SELECT _utf8mb4'x' AS `name` FROM person",
    "SELECT _latin1'x' AS `name` FROM person",
    "SELECT _binary'x' AS `name` FROM person",
    "SELECT _binary 'it''s' AS `name` FROM person",
    "SELECT _binary\"it's\" AS a, _LATIN1'\\\\' AS `name` FROM person",
    "SELECT _utf8mb4 x'61' AS `name` FROM person",
    "SELECT `name` FROM person WHERE `name` = _utf8mb4'x' COLLATE utf8mb4_bin",
    "SELECT SQL_NO_CACHE `name` FROM person",
    "SELECT HIGH_PRIORITY `name` FROM person",
    "SELECT concat('é😀?', `name`) AS `name` FROM person",
  ])
    alike(`what the servers show otherwise: ${expression}`, {
      from: [person(), adults(expression)],
      to: [person(), adults(expression)],
    });
  both(
    "bytes with a quote in them",
    [
      [person(), byAge],
      [person(), adults("SELECT _binary 'it''s' AS `name` FROM person")],
    ],
    { rows },
  );
  both(
    "characters of four bytes go for others",
    [
      [
        person(),
        adults("SELECT concat('😀?', `name`, '??') AS `name` FROM person"),
      ],
      [
        person(),
        adults("SELECT concat('?😁', `name`, '??') AS `name` FROM person"),
      ],
    ],
    { rows, noted: true },
  );
  alike("spelled differently", {
    from: [person(), byAge],
    to: [
      person(),
      adults("select person.name\nfrom person where (person.age > (8)); "),
    ],
    rows,
  });

  for (const [name, expression] of Object.entries({
    "a query of many words": `SELECT p.name, CASE WHEN p.age BETWEEN 1 AND 8 THEN 'a' ELSE "b" END AS size, COALESCE(q.n, 0) + 1.50 AS n, CAST(p.age AS CHAR(3)) AS text,
      p.name COLLATE utf8mb4_bin AS bin, DATE_ADD('2020-01-01', INTERVAL 1 DAY) AS day, NOT p.age AS young, JSON_EXTRACT('{"a": 1}', '$.a') AS j
      FROM person p LEFT JOIN (SELECT name, COUNT(*) AS n FROM person GROUP BY name HAVING COUNT(*) > 0) q USING (name)
      WHERE p.id IN (SELECT id FROM person WHERE name LIKE 'A%') OR EXISTS (SELECT 1 FROM person r WHERE r.age > p.age) OR p.name IN ('x', 'y') ORDER BY p.name DESC, 2`,
    "a common table expression": `WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c WHERE n < 5) SELECT c.n AS name, NOW() - INTERVAL 1 DAY AS then_ FROM c`,
    "a window": `SELECT name, ROW_NUMBER() OVER (PARTITION BY age ORDER BY id) AS r, SUM(age) OVER w AS s FROM person WINDOW w AS (ORDER BY id)`,
    "a comment at its end": "SELECT name FROM person -- of all",
    "tables with commas":
      "SELECT p.name, q.age FROM person p, person q, person r WHERE p.id = q.id AND q.id = r.id AND p.id IN (SELECT id FROM person) AND NOT EXISTS (SELECT 1 FROM person s WHERE s.age > q.age)",
    totals: "SELECT name, count(*) AS n FROM person GROUP BY name WITH ROLLUP",
    "unnamed columns": "SELECT count(*), max(age) + 1, 'x' FROM person",
  })) {
    alike(`${name} is what it was`, {
      from: [person(), adults(expression)],
      to: [person(), adults(expression)],
    });
    both(
      `${name} comes and goes`,
      [[person()], [person(), adults(expression)]],
      { rows },
      { rows, answers: { drops: ["adults"] } },
    );
  }

  there("with a table that is new in the same revision", {
    from: [],
    to: [person(), byAge],
  });

  both(
    "a column that it selects by a star comes",
    [
      [person(), adults("SELECT * FROM `person`")],
      [
        person({ born: { type: "date", nullable: true } }),
        adults("SELECT * FROM `person`"),
      ],
    ],
    { rows, notAsSynchronized: true },
  );

  both(
    "a column goes that it does without afterwards",
    [
      [
        person({ nick: { type: "text", nullable: true } }),
        adults("SELECT `name`, nick FROM `person`"),
      ],
      [person(), adults("SELECT `name`, NULL AS nick FROM `person`")],
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
        [person(), adults("SELECT `name` FROM `person` WHERE `name` = 'Ann'")],
        [
          person({ name: to }),
          adults("SELECT `name` FROM `person` WHERE `name` = 'Ann'"),
        ],
      ],
      { rows },
    );

  describe("views on views", () => {
    both(
      "come and go",
      [[person()], [person(), ...chain()]],
      { rows },
      { rows, answers: { drops: ["names", "loud", "a"] } },
    );

    both(
      "the first one changes",
      [
        [person(), ...chain()],
        [person(), ...chain("SELECT `name` FROM `person` WHERE age > 8")],
      ],
      { rows },
    );

    both(
      "one that another one reads by a star gets one more column",
      [
        [person(), ...stars("SELECT `name` FROM `person`")],
        [person(), ...stars("SELECT `name`, age FROM `person`")],
      ],
      { rows, notAsSynchronized: true },
    );

    both(
      "one reads the table instead of the other one",
      [
        [person(), ...stars("SELECT `name` FROM `person`")],
        [
          person(),
          view("names", ["name"], {
            expression: "SELECT `name` FROM `person`",
          }),
          view("stars", ["name"], {
            expression: "SELECT `name` FROM `person`",
          }),
        ],
      ],
      { rows },
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
            age: { type: "int" },
          }),
          adults("SELECT `full_name` AS `name` FROM `person` WHERE age > 8"),
        ],
      ],
      {
        rows,
        answers: { renames: { "person.name": "full_name" } },
        upgraded: { person: [{ full_name: "Ann" }, { full_name: "Bob" }] },
      },
      {
        rows: { person: [{ id: 1, full_name: "Ann", age: 7 }] },
        answers: { renames: { "person.full_name": "name" } },
        upgraded: { person: [{ name: "Ann" }] },
      },
    );

    there("a table and a column whose type changes too", {
      from: [person(), byAge],
      to: [
        entity("human", { full_name: { type: "text" }, age: { type: "int" } }),
        adults("SELECT `full_name` AS `name` FROM `human` WHERE age > 8"),
      ],
      rows,
      answers: { renames: { person: "human", "human.name": "full_name" } },
      upgraded: { human: [{ full_name: "Ann" }, { full_name: "Bob" }] },
    });
  });

  describe("over views that change by name", () => {
    const named = (name: string) => [
      person(),
      view(name, ["name", "age"], {
        expression: "SELECT `name`, `age` FROM `person`",
      }),
      view("adults", ["name"], {
        expression: `SELECT \`name\` FROM \`${name}\` WHERE age > 8`,
        dependsOn: [name],
      }),
      view("aaa", ["name"], {
        expression: "SELECT `name` FROM `adults`",
        dependsOn: ["adults"],
      }),
    ];
    for (const [how, answers] of Object.entries({
      found: {},
      answered: { renames: { everybody: "people" } },
    }))
      there(`a view and its readers, ${how}`, {
        from: named("everybody"),
        to: named("people"),
        rows,
        answers,
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
          view("pets", ["name"], { expression: "SELECT `name` FROM `pet`" }),
        ],
        [person()],
      ],
      { rows, answers: { drops: ["pet", "pets"] } },
      { rows, answers: {} },
    );
    both(
      "it reads another one then",
      [
        [person(), pet, adults("SELECT `name` FROM `pet`")],
        [person(), adults("SELECT `name` FROM `person`")],
      ],
      { rows, answers: { drops: ["pet"] } },
      { rows, answers: {} },
    );
  });

  describe("what entities cannot say", () => {
    const made = (query: string, name = "adults") => [
      `DROP VIEW ${name}`,
      `CREATE ALGORITHM=MERGE DEFINER=\`somebody\`@\`%\` SQL SECURITY INVOKER VIEW ${name} AS ${query} WITH LOCAL CHECK OPTION`,
    ];
    const query = "SELECT name FROM person WHERE age > 8";
    const other = "SELECT name, age FROM person WHERE age > 9";
    there("stays when the query changes", {
      from: [person(), byAge],
      to: [person(), adults(other)],
      handmade: made(query),
      handmadeAfter: made(other),
      rows,
    });
    there("comes back with the view", {
      from: [person(), byAge],
      to: [person()],
      handmade: made(query),
      answers: { drops: ["adults"] },
      rows,
    });
    there("names of columns that are not those of the query come back", {
      from: [person(), byAge],
      to: [person(), byAge],
      handmade: [
        "DROP VIEW adults",
        "CREATE VIEW adults (called, `a ``ge`) AS SELECT name, age FROM person WHERE age > 8",
      ],
      rows,
    });
    there("goes to the new name", {
      from: [person(), byAge],
      to: [
        person(),
        view("grown", ["name"], {
          expression: "SELECT `name` FROM `person` WHERE age > 8",
        }),
      ],
      handmade: made(query),
      handmadeAfter: made(query, "grown"),
      rows,
    });
    there("goes to the new name, with another query", {
      from: [person(), byAge],
      to: [person(), view("grown", ["name"], { expression: other })],
      answers: { renames: { adults: "grown" } },
      handmade: made(query),
      handmadeAfter: made(other, "grown"),
      rows,
    });
  });

  asked("or not is asked where the query is another one", ["renamedView"], {
    from: [person(), byAge],
    to: [
      person(),
      view("grown", ["name"], { expression: "SELECT `name` FROM `person`" }),
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
      handmade: ["CREATE VIEW theirs AS SELECT * FROM person"],
    });
    there("one made by hand goes when an answer says so", {
      from: [person()],
      to: [person()],
      handmade: ["CREATE VIEW theirs AS SELECT * FROM person"],
      answers: { drops: ["theirs"] },
      rows,
    });
  });

  it("a query that the server does not accept is refused", async () => {
    const to = [person(), adults("SELECT nothing FROM person")];
    await onDatabase(
      { from: [person(), byAge] },
      async (url) => {
        const found = check(dataSourceOf(url, to));
        await expect(found).rejects.toThrow(ExpressionError);
        await expect(found).rejects.toThrow(/View "adults".*nothing/);
      },
      kind,
    );
  });

  describe("a view of somebody else that breaks is named", () => {
    const cases: Readonly<
      Record<
        string,
        {
          readonly to: readonly ReturnType<typeof entity>[];
          readonly answers: object;
          readonly broken: readonly string[];
        }
      >
    > = {
      "when its column goes": {
        to: [entity("person", { name: { type: "varchar", length: 50 } })],
        answers: { drops: ["person.age", "adults"] },
        broken: ['view "ages" and view "old"'],
      },
      "when its column is renamed": {
        to: [
          entity("person", {
            name: { type: "varchar", length: 50 },
            years: { type: "int" },
          }),
        ],
        answers: { renames: { "person.age": "years" }, drops: ["adults"] },
        broken: ['view "ages" and view "old"'],
      },
      "when its table goes": {
        to: [],
        answers: { drops: ["person", "adults"] },
        broken: ['view "ages" and view "old" and view "loud" and view "self"'],
      },
    };
    for (const [name, { to, answers, broken }] of Object.entries(cases))
      it(name, async () => {
        await onDatabase(
          {
            from: [person(), byAge],
            handmade: [
              "CREATE VIEW ages AS SELECT p.age AS x FROM person p",
              "CREATE VIEW old AS SELECT x FROM ages WHERE x > 9",
              "CREATE VIEW loud AS SELECT upper(name) AS age FROM person",
              "CREATE VIEW self AS SELECT a.name FROM person a JOIN person b USING (id)",
            ],
          },
          async (url) => {
            const { hazards } = await check(dataSourceOf(url, to), { answers });
            expect(
              hazards
                .filter(({ code }) => code === "VIEW_LEFT_BROKEN")
                .map(({ message }) => message),
            ).toEqual(
              broken.map(
                (views) => expect.stringContaining(views) as unknown as string,
              ),
            );
          },
          kind,
        );
      });
  });
});
