// Materialized views of entities, with their indexes, and whether they hold rows.
import { alike, both, there } from "../judges/cases";
import { entity, view } from "../judges/entities";

type Indexes = NonNullable<Parameters<typeof view>[2]["indexes"]>;

const person = (length = 50) =>
  entity("person", {
    name: { type: "varchar", length },
    age: { type: "integer" },
  });

const ages = (
  indexes: Indexes = [],
  expression = `SELECT "age", count(*) AS "n" FROM "person" GROUP BY "age"`,
  columns: readonly string[] = ["age", "n"],
) => view("ages", columns, { expression, materialized: true, indexes });

const rows = {
  person: [
    { id: 1, name: "Ann", age: 7 },
    { id: 2, name: "Bob", age: 9 },
  ],
};

const byAge = { name: "by_age", on: ["age"], unique: true };
const byCount = { name: "by_count", on: ["n"] };

both(
  "comes and goes with its indexes",
  [[person()], [person(), ages([byAge, byCount])]],
  { rows },
  { rows, answers: { drops: ["ages"] } },
);

both(
  "an index comes, and another one goes",
  [
    [person(), ages([byAge])],
    [person(), ages([byCount])],
  ],
  { rows },
);

both(
  "an index has another name",
  [
    [person(), ages([byAge])],
    [person(), ages([{ ...byAge, name: "age_of" }])],
  ],
  { rows },
);

both(
  "an index becomes unique",
  [
    [person(), ages([{ ...byAge, unique: false }])],
    [person(), ages([byAge])],
  ],
  { rows },
);

both(
  "another query, and other indexes",
  [
    [person(), ages([byAge, byCount])],
    [
      person(),
      ages(
        [byAge, { name: "by_name", on: ["name"] }],
        `SELECT "age", max("name") AS "name" FROM "person" GROUP BY "age"`,
        ["age", "name"],
      ),
    ],
  ],
  { rows },
);

both(
  "becomes a view",
  [
    [person(), ages([byAge])],
    [
      person(),
      view("ages", ["age", "n"], {
        expression: `SELECT "age", count(*) AS "n" FROM "person" GROUP BY "age"`,
      }),
    ],
  ],
  { rows },
);

alike("a predicate is spelled otherwise", {
  from: [person(), ages([{ ...byAge, where: "n > 1" }])],
  to: [person(), ages([{ ...byAge, where: `("n">(1)::integer)` }])],
  rows,
});

both(
  "the predicate of an index changes",
  [
    [person(), ages([{ ...byAge, where: `"n" > 1` }])],
    [person(), ages([{ ...byAge, where: `"n" > 2` }])],
  ],
  { rows },
);

alike("an index that is made by hand, says its entity", {
  from: [person(), ages()],
  to: [person(), ages([{ ...byAge, synchronize: false }])],
  handmade: [`CREATE UNIQUE INDEX "by_age" ON "ages" ("age" DESC)`],
});

const handmade = [
  `COMMENT ON MATERIALIZED VIEW "ages" IS 'how many'`,
  `COMMENT ON COLUMN "ages"."n" IS 'so many'`,
  `COMMENT ON INDEX "by_age" IS 'by age'`,
  `GRANT SELECT ON "ages" TO PUBLIC`,
  `CREATE VIEW "theirs" AS SELECT max("n") AS most FROM "ages"`,
  `COMMENT ON VIEW "theirs" IS 'ours'`,
];

there("what hangs on it is there again when its query changes", {
  from: [person(), ages([byAge])],
  to: [
    person(),
    ages(
      [byAge, byCount],
      `SELECT "age", count(*) AS "n" FROM "person" WHERE "age" > 1 GROUP BY "age"`,
    ),
  ],
  handmade,
  handmadeAfter: handmade,
  rows,
});

const noData = [`REFRESH MATERIALIZED VIEW "named" WITH NO DATA`];
const named = (expression = `SELECT "name" FROM "person"`) =>
  view("named", ["name"], { expression, materialized: true });

both(
  "one without rows stays without, while a column under it changes",
  [
    [person(), named()],
    [person(60), named()],
  ],
  { rows, handmade: noData, handmadeAfter: noData },
);
there("one without rows stays without when its query changes", {
  from: [person(), named()],
  to: [person(), named(`SELECT "name", "age" FROM "person"`)],
  handmade: noData,
  handmadeAfter: noData,
  rows,
});

const settings = (columns: string) => [
  "ALTER MATERIALIZED VIEW ages ALTER n SET STATISTICS 5",
  `CREATE STATISTICS spread ON ${columns} FROM ages`,
];
there("statistics on the columns that stay are kept, and come back with one", {
  from: [
    person(),
    ages(
      [],
      `SELECT "age", "name", count(*) AS "n" FROM "person" GROUP BY "age", "name"`,
      ["age", "name", "n"],
    ),
  ],
  to: [person(), ages()],
  handmade: [
    ...settings("age, n"),
    "CREATE STATISTICS names ON age, name FROM ages",
  ],
  handmadeAfter: settings("age, n"),
  rows,
});
