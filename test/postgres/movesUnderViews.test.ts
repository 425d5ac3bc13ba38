// Tables that move to another schema under views that have to be made anew: these come back as they read then.
import { there } from "../judges/cases";
import { entity, view } from "../judges/entities";

const person = (schema: string | undefined, length: number) =>
  entity(
    "person",
    { name: { type: "varchar", length } },
    schema === undefined ? {} : { schema },
  );

const people = (
  schema: string | undefined,
  read: string | undefined,
  materialized = false,
) =>
  view("people", ["name"], {
    ...(schema === undefined ? {} : { schema }),
    materialized,
    expression: `SELECT name FROM ${read ?? "public"}.person`,
  });

const given = {
  groundwork: ["a", "b", "crew"].map((schema) => `CREATE SCHEMA ${schema}`),
  rows: { person: [{ id: 1, name: "Ann" }] },
};

const named = (schema: string | undefined, name: string): string =>
  schema === undefined ? name : `${schema}.${name}`;

describe.each([
  [undefined, "crew"],
  ["a", "b"],
  ["crew", undefined],
])("a table that moves from %s to %s and changes", (from, to) => {
  const renames = { [named(from, "person")]: named(to, "person") };
  const views = (read: string | undefined) => [
    `CREATE VIEW v AS SELECT name FROM ${named(read, "person")}`,
    `CREATE VIEW ${named(from, "w")} AS SELECT v.name, p.id FROM v JOIN ${named(read, "person")} p ON true`,
  ];

  there("under views made by hand", {
    ...given,
    from: [person(from, 50)],
    to: [person(to, 100)],
    handmade: views(from),
    handmadeAfter: views(to),
    answers: { renames },
  });

  there("under the view of an entity", {
    ...given,
    from: [person(from, 50), people(undefined, from)],
    to: [person(to, 100), people(undefined, to)],
    answers: { renames },
  });

  there("under the view of an entity, which follows it", {
    ...given,
    from: [person(from, 50), people(from, from)],
    to: [person(to, 100), people(to, to)],
    answers: {
      renames: { ...renames, [named(from, "people")]: named(to, "people") },
    },
  });

  there("under the materialized view of an entity", {
    ...given,
    from: [person(from, 50), people(undefined, from, true)],
    to: [person(to, 100), people(undefined, to, true)],
    answers: { renames },
  });
});
