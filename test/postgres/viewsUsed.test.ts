// What rests on a view that has to be made anew: policies and rules step aside with it, functions and columns of its rows are named beforehand.
import { there } from "../judges/cases";
import { entity, view } from "../judges/entities";
import { toldAndRefused } from "./handmadeCases";

const person = (length: number) =>
  entity("person", {
    name: { type: "varchar", length },
    age: { type: "integer" },
  });
const log = entity("log", { what: { type: "varchar", nullable: true } });
const people = (expression: string, materialized = false) =>
  view("people", ["name"], { expression, materialized });
const byName = "SELECT name FROM person";
const shouted =
  'SELECT upper(name)::varchar(50) COLLATE "C" AS name FROM person';

const rows = {
  person: [{ id: 1, name: "Ann", age: 7 }],
  log: [{ id: 1, what: "Ann" }],
};

const restingOn = [
  "ALTER TABLE log ENABLE ROW LEVEL SECURITY",
  "CREATE POLICY known ON log USING (EXISTS (SELECT FROM people p WHERE p.name = log.what))",
  "COMMENT ON POLICY known ON log IS 'it''s known'",
  "CREATE RULE back AS ON DELETE TO log DO ALSO UPDATE person SET age = 1 WHERE name IN (SELECT p.name FROM people p)",
  "ALTER TABLE log DISABLE RULE back",
  // By way of another view.
  "CREATE VIEW few AS SELECT name FROM people WHERE name < 'b'",
  "CREATE POLICY fewer ON log AS RESTRICTIVE USING (EXISTS (SELECT FROM few))",
];

describe("policies and rules step aside", () => {
  const handmade = [`CREATE VIEW people AS ${byName}`, ...restingOn];
  there("with somebody's view, while a column changes", {
    from: [person(50), log],
    to: [person(100), log],
    rows,
    handmade,
    handmadeAfter: handmade,
  });

  const given = { rows, handmade: restingOn, handmadeAfter: restingOn };
  there("with an entity's view, while a column changes", {
    ...given,
    from: [person(50), log, people(byName)],
    to: [person(100), log, people(byName)],
  });
  there("with an entity's view that has another query", {
    ...given,
    from: [person(50), log, people(byName)],
    to: [person(50), log, people(shouted)],
  });
  there("with an entity's view that becomes materialized", {
    ...given,
    from: [person(50), log, people(byName)],
    to: [person(50), log, people(byName, true)],
  });
});

for (const [name, sql, used, refusal] of [
  [
    "a function that takes rows of the view",
    "CREATE FUNCTION greet(p people) RETURNS text LANGUAGE sql AS 'SELECT 1::text'",
    /used by function "greet\(people\)"/,
    "cannot drop view people",
  ],
  [
    "a function that gives rows of a view on it",
    "CREATE FUNCTION fewer() RETURNS SETOF few LANGUAGE sql AS 'SELECT * FROM few'",
    /used by function "fewer\(\)"/,
    "cannot drop view few",
  ],
  [
    "a column of the view's rows",
    "CREATE TABLE kept (id int, p people[])",
    /used by column "kept\.p"/,
    "cannot drop view people",
  ],
  [
    "a domain over the view's rows",
    "CREATE DOMAIN one AS people CHECK ((VALUE).name <> '')",
    /used by domain "one"/,
    "cannot drop view people",
  ],
] as const) {
  const few = "CREATE VIEW few AS SELECT name FROM people WHERE name < 'b'";
  toldAndRefused(`${name}, while a column changes`, used, refusal, {
    from: [person(50)],
    to: [person(100)],
    rows: { person: rows.person },
    filter: { exclude: ["kept"] },
    handmade: [`CREATE VIEW people AS ${byName}`, few, sql],
  });
  toldAndRefused(`${name}, while its query changes`, used, refusal, {
    from: [person(50), people(byName)],
    to: [person(50), people(shouted)],
    rows: { person: rows.person },
    filter: { exclude: ["kept"] },
    handmade: [few, sql],
  });
}

toldAndRefused(
  "a policy that reads a view which goes",
  /used by policy "known on log"/,
  "cannot drop view people",
  {
    from: [person(50), log, people(byName)],
    to: [person(50), log],
    rows,
    handmade: restingOn.slice(0, 2),
    answers: { drops: ["people"] },
  },
);
