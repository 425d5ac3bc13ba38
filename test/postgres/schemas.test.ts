// Schemas: created and dropped, the connection's own under any name, and tables of one name in two of them.
import type { EntitySchemaColumnOptions } from "typeorm";
import { alike, both, there } from "../judges/cases";
import { entity } from "../judges/entities";

const text = { type: "varchar" } as const;

const columns = {
  id: { type: "integer", primary: true, generated: true },
  state: { type: "enum", enum: ["in", "out"], default: "in" },
  name: { ...text, unique: true },
} as const;

const full = (
  name: string,
  schema: string | undefined,
  more: Readonly<Record<string, EntitySchemaColumnOptions>> = {},
  entityName = name,
) =>
  entity(
    entityName,
    { ...columns, ...more },
    {
      tableName: name,
      ...(schema === undefined ? {} : { schema }),
      checks: [{ expression: `"name" <> ''` }],
      indices: [{ columns: ["state"], where: `"state" = 'in'` }],
    },
  );

const age = {
  age: { type: "integer", default: 1, comment: "in years" },
} as const;

describe("a schema", () => {
  there("comes with its tables, and goes", {
    from: [full("person", undefined)],
    to: [
      full("person", undefined),
      full("pet", "zoo"),
      full("cage", "Odd zoo"),
    ],
    rows: { person: [{ name: "Ann" }] },
  });
  both(
    "keeps what is in it while a table comes",
    [[full("pet", "zoo")], [full("pet", "zoo"), full("cage", "zoo")]],
    { rows: { pet: [{ name: "Rex" }] } },
    { answers: { drops: ["zoo.cage"] } },
  );
  both(
    "has a table that is altered",
    [[full("pet", "zoo")], [full("pet", "zoo", age)]],
    { rows: { pet: [{ name: "Rex" }] } },
  );
  alike("that exists and is empty is nothing", {
    from: [full("person", undefined)],
    to: [full("person", undefined)],
    groundwork: ["CREATE SCHEMA zoo"],
  });
});

const named = (schema: string, more = {}) =>
  full("person", schema, more, `${schema} person`);

describe("two tables of one name", () => {
  both(
    "of which one is altered",
    [
      [named("a"), named("b")],
      [named("a"), named("b", age)],
    ],
    { rows: { "a person": [{ name: "Ann" }], "b person": [{ name: "Bob" }] } },
  );
  alike("are two", {
    from: [named("a"), named("b"), full("person", undefined)],
    to: [named("a"), named("b"), full("person", undefined)],
  });
});

alike("an explicit public is the connection's own", {
  from: [full("person", undefined)],
  to: [full("person", "public")],
});

describe("the DataSource's schema", () => {
  const groundwork = ["CREATE SCHEMA app"];
  const options = { schema: "app" };
  both(
    "has a table that is altered",
    [[full("person", undefined)], [full("person", undefined, age)]],
    { groundwork, options, rows: { person: [{ name: "Ann" }] } },
  );
  both(
    "has a table that comes and goes",
    [
      [full("person", undefined)],
      [full("person", undefined), full("pet", undefined), full("cage", "zoo")],
    ],
    { groundwork: [...groundwork, "CREATE SCHEMA zoo"], options },
    {
      answers: { drops: ["app.pet"] },
      filter: { exclude: ["zoo.*"] },
      notAsSynchronized: true,
    },
  );
});

describe("a search path", () => {
  const groundwork = ["CREATE SCHEMA app"];
  for (const path of ["app", "app,public"]) {
    const options = { extra: { options: `-c search_path=${path}` } };
    both(
      `${path}: a table is altered`,
      [[full("person", undefined)], [full("person", undefined, age)]],
      { groundwork, options, rows: { person: [{ name: "Ann" }] } },
    );
    both(
      `${path}: tables come and go`,
      [
        [full("person", undefined)],
        [full("person", undefined), full("pet", "public")],
      ],
      { groundwork, options },
      { answers: { drops: ["public.pet"] } },
    );
  }
  const state = (schema: string | undefined, length: number) =>
    entity(
      "worker",
      {
        name: { type: "varchar", length },
        state: { type: "enum", enum: ["in", "out"] },
      },
      schema === undefined ? {} : { schema },
    );
  const present = (schema: string) => [
    `CREATE VIEW present AS SELECT name FROM ${schema}.worker WHERE state = 'in'`,
  ];
  there("app: a table with an enum type comes there under a view", {
    groundwork: [...groundwork, "CREATE SCHEMA crew"],
    options: { extra: { options: "-c search_path=app" } },
    from: [state("crew", 50)],
    to: [state(undefined, 60)],
    answers: { renames: { "crew.worker": "worker" } },
    handmade: present("crew"),
    handmadeAfter: present("app"),
    rows: { worker: [{ id: 1, name: "Ann", state: "in" }] },
    renamed: ({ "crew.worker": all = [], ...others }) => ({
      ...others,
      "app.worker": all,
    }),
  });
});

both(
  "a prefix of all tables",
  [[full("person", undefined)], [full("person", undefined, age)]],
  { options: { entityPrefix: "my_" }, rows: { person: [{ name: "Ann" }] } },
);
