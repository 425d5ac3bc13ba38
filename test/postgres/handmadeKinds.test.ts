// Less usual kinds of what is made by hand: expression indexes' statistics, publications of schemas, children, functions, grouped views.
import { alike, both, refused, there } from "../judges/cases";
import { entity } from "../judges/entities";
import { toldAndRefused } from "./handmadeCases";

const person = (length: number, rest: Parameters<typeof entity>[2] = {}) => [
  entity(
    "person",
    { name: { type: "varchar", length }, age: { type: "integer" } },
    rest,
  ),
];
const nameOnly = [entity("person", { name: { type: "varchar", length: 50 } })];
const rows = { person: [{ id: 1, name: "Ann", age: 7 }] };
const noop =
  "CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";

describe("the statistics target of an expression index", () => {
  const indexed = (length: number) =>
    person(length, { indices: [{ name: "lowered", synchronize: false }] });
  const handmade = [
    "CREATE INDEX lowered ON person (age, lower(name))",
    "ALTER INDEX lowered ALTER COLUMN 2 SET STATISTICS 300",
  ];
  both("stays where the column's type changes", [indexed(50), indexed(60)], {
    handmade,
    handmadeAfter: handmade,
    rows,
  });
  there("comes back with the column", {
    from: indexed(50),
    to: nameOnly,
    handmade,
    rows,
  });
});

describe("a publication of all tables in a schema", () => {
  // A database that is used again keeps it, though its schema was made anew.
  const handmade = [
    "DROP PUBLICATION IF EXISTS ta_all",
    "CREATE PUBLICATION ta_all FOR TABLES IN SCHEMA public",
  ];
  both("is in nobody's way", [person(50), person(60)], {
    handmade,
    handmadeAfter: handmade,
    rows,
  });
  there("has the table again when it comes back", {
    from: [...person(50), entity("other", {})],
    to: [entity("other", {})],
    answers: { drops: ["person"] },
    handmade,
    handmadeAfter: handmade,
  });
});

describe("a table that inherits", () => {
  const child = [
    "CREATE TABLE child (more int) INHERITS (person)",
    noop,
    "CREATE TRIGGER named BEFORE UPDATE OF name ON child FOR EACH ROW EXECUTE FUNCTION noop()",
    "CREATE POLICY own ON child USING (name = current_user)",
    "INSERT INTO child VALUES (2, 'Bob', 9, 1)",
  ];
  alike("is left alone", { from: person(50), to: person(50), handmade: child });
  both("has its own trigger and policy step aside", [person(50), person(60)], {
    handmade: child,
    handmadeAfter: child,
  });
});

describe("a function whose body the server keeps", () => {
  const handmade = [
    "CREATE FUNCTION ages() RETURNS bigint BEGIN ATOMIC SELECT sum(age) FROM person; END",
  ];
  toldAndRefused(
    "of a column that goes",
    /function "ages\(\)"/,
    "cannot drop column",
    { from: person(50), to: nameOnly, handmade, rows },
  );
  toldAndRefused(
    "of a column whose type changes",
    /function "ages\(\)"/,
    "cannot alter type of a column used by a function",
    {
      from: person(50),
      to: [
        entity("person", {
          name: { type: "varchar", length: 50 },
          age: { type: "bigint" },
        }),
      ],
      handmade,
      rows,
    },
  );
});

describe("a view that is grouped by a primary key", () => {
  const handmade = [
    "CREATE VIEW people AS SELECT id, name FROM person GROUP BY id",
  ];
  both(
    "steps aside while the key's type changes",
    [
      [
        entity("person", {
          id: { type: "integer", primary: true },
          name: { type: "varchar" },
        }),
      ],
      [
        entity("person", {
          id: { type: "bigint", primary: true },
          name: { type: "varchar" },
        }),
      ],
    ],
    {
      handmade,
      handmadeAfter: handmade,
      rows: { person: [{ id: 1, name: "Ann" }] },
      essence: String,
    },
  );
  refused(
    "keeps the key from becoming another one",
    "must appear in the GROUP BY clause",
    {
      from: person(50),
      to: [
        entity("person", {
          id: { type: "integer", primary: true },
          name: { type: "varchar", length: 50, primary: true },
          age: { type: "integer" },
        }),
      ],
      handmade,
      rows,
    },
  );
});

const stated = (...labels: string[]) => [
  entity(
    "person",
    { state: { type: "enum", enum: labels } },
    { indices: [{ name: "gone_ones", synchronize: false }] },
  ),
];

describe("what speaks of a label that goes", () => {
  for (const [name, sql] of [
    ["an index", "CREATE INDEX gone_ones ON person (id) WHERE state = 'gone'"],
    ["a policy", "CREATE POLICY gone_ones ON person USING (state <> 'gone')"],
  ] as const)
    toldAndRefused(
      name,
      /fails: used by .*gone_ones/,
      /invalid input value for enum/,
      {
        from: stated("new", "old", "gone"),
        to: stated("new", "old"),
        handmade: [sql],
        rows: { person: [{ id: 1, state: "new" }] },
        answers: { drops: ["person_state_enum.gone"] },
      },
    );
});

describe("the index that tells a table's rows apart, and puts them in order", () => {
  const made = (expression: string) => [
    entity(
      "person",
      {
        twice: {
          type: "integer",
          generatedType: "STORED",
          asExpression: expression,
        },
      },
      { indices: [{ name: "told_apart", synchronize: false }] },
    ),
  ];
  const handmade = [
    "CREATE UNIQUE INDEX told_apart ON person (twice)",
    "ALTER TABLE person REPLICA IDENTITY USING INDEX told_apart",
    "ALTER TABLE person CLUSTER ON told_apart",
  ];
  both(
    "does so where it is made anew with its column",
    [made("id * 2"), made("id + id")],
    { handmade, handmadeAfter: handmade, rows: { person: [{ id: 1 }] } },
  );
});
