// What hangs on partitions and on tables that inherit, while a column of the table above them changes.
import { both, there } from "../judges/cases";
import { entity, view } from "../judges/entities";
import { toldAndRefused } from "./handmadeCases";

const person = (length: number, name = "name") =>
  entity("person", { [name]: { type: "varchar", length } });
const event = (length: number) =>
  entity("event", {
    id: {
      type: "integer",
      primary: true,
      primaryKeyConstraintName: "event_key",
    },
    day: { type: "date", primary: true, primaryKeyConstraintName: "event_key" },
    name: { type: "varchar", length },
  });

const partitioned = [
  "DROP TABLE event",
  `CREATE TABLE event (id integer NOT NULL, day date NOT NULL, name varchar(50) NOT NULL,
     CONSTRAINT event_key PRIMARY KEY (id, day)) PARTITION BY RANGE (day)`,
  "CREATE TABLE event_20s PARTITION OF event FOR VALUES FROM ('2020-01-01') TO ('2030-01-01') PARTITION BY RANGE (day)",
  "CREATE TABLE event_2021 PARTITION OF event_20s FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",
];
const child = [
  "CREATE TABLE child (more int) INHERITS (person)",
  "CREATE TABLE grandchild () INHERITS (child)",
];
const rows = { person: [{ id: 1, name: "Ann" }] };

describe("views step aside", () => {
  there("on partitions", {
    from: [event(50)],
    to: [event(60)],
    handmade: [
      ...partitioned,
      "CREATE VIEW of_2021 AS SELECT name FROM event_2021",
      "CREATE MATERIALIZED VIEW of_the_20s AS SELECT upper(e.name) AS name FROM event_20s e",
      "CREATE VIEW all_of_them AS SELECT name FROM of_2021 UNION SELECT name FROM of_the_20s",
    ],
    rows: { event: [{ id: 1, day: "2021-02-02", name: "Ann" }] },
    notAsSynchronized: true,
  });

  const children = [
    ...child,
    "CREATE VIEW young AS SELECT name, more FROM child",
    "CREATE VIEW younger AS SELECT name FROM grandchild WHERE name <> ''",
  ];
  both("on tables that inherit", [[person(50)], [person(60)]], {
    handmade: children,
    handmadeAfter: children,
    rows,
  });

  const young = view("young", ["name"], {
    expression: "SELECT name FROM child",
  });
  const shouted = view("young", ["name"], {
    expression: "SELECT upper(name) AS name FROM child",
  });
  // The views of the entities are made when the child is not there yet.
  const made = [...child, "CREATE VIEW young AS SELECT name FROM child"];
  there("that entities have on tables that inherit", {
    from: [person(50)],
    to: [person(60), young],
    handmade: made,
    notAsSynchronized: true,
    noted: true,
  });
  there("that entities have on tables that inherit, with another query", {
    from: [person(50)],
    to: [person(60), shouted],
    handmade: made,
    notAsSynchronized: true,
    noted: true,
  });
});

const noop =
  "CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'";

describe("what a table that inherits has of its own steps aside", () => {
  const own = [
    ...child,
    noop,
    "CREATE TRIGGER named BEFORE UPDATE OF name, more ON grandchild FOR EACH ROW EXECUTE FUNCTION noop()",
    "CREATE STATISTICS both_of_them ON name, more FROM child",
    "CREATE POLICY own ON child USING (name = current_user)",
    "CREATE RULE kept AS ON DELETE TO grandchild WHERE OLD.name = 'x' DO INSTEAD NOTHING",
  ];
  both("while the type changes", [[person(50)], [person(60)]], {
    handmade: own,
    handmadeAfter: own,
    rows,
  });
});

const above = [...child, "ALTER TABLE ONLY person ALTER name SET STORAGE MAIN"];
both(
  "what is set on the table above alone is not set on those that inherit",
  [[person(50)], [person(60)]],
  { handmade: above, handmadeAfter: above, rows },
);

describe("with a rename in the same file", () => {
  const renamed = {
    from: [person(50)],
    to: [person(60, "title")],
    answers: { renames: { "person.name": "title" } },
  };
  for (const [name, sql, used] of [
    [
      "a trigger",
      "CREATE TRIGGER named BEFORE UPDATE OF name ON grandchild FOR EACH ROW EXECUTE FUNCTION noop()",
      /trigger "named on grandchild"/,
    ],
    [
      "a policy",
      "CREATE POLICY own ON child USING (name = current_user)",
      /policy "own on child"/,
    ],
  ] as const)
    toldAndRefused(
      `${name} of a table that inherits is in the way`,
      used,
      "cannot alter type of a column used",
      { ...renamed, handmade: [...child, noop, sql], rows },
    );

  const views = (name: string) => [
    ...child,
    `CREATE VIEW young AS SELECT ${name} AS name, more FROM child`,
    `CREATE VIEW younger AS SELECT y.name, g.${name} AS other FROM young y, grandchild g`,
  ];
  there("views come back under the new names", {
    ...renamed,
    handmade: views("name"),
    handmadeAfter: [
      "CREATE TABLE child (more int) INHERITS (person)",
      "CREATE TABLE grandchild () INHERITS (child)",
      ...views("title").slice(2),
    ],
    rows,
  });
});

toldAndRefused(
  "a generated column that a table that inherits has of its own is in the way",
  /generated column "child.upper"/,
  "cannot alter type of a column used by a generated column",
  {
    from: [person(50)],
    to: [person(60)],
    handmade: [
      "CREATE TABLE child (upper text GENERATED ALWAYS AS (upper(name)) STORED) INHERITS (person)",
    ],
    rows,
  },
);
