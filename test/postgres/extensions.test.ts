// Extensions: what the entities need is made before what uses it, and nothing else is touched, nor made by looking.
import { check } from "../../src";
import { alike, both, onDatabase, there } from "../judges/cases";
import { dataSourceOf, schemaOf } from "../judges/database";
import { entity } from "../judges/entities";

const person = (columns: Parameters<typeof entity>[1] = {}) => [
  entity("person", { name: { type: "text" }, ...columns }),
];
const rows = { person: [{ id: 1, name: "Ann" }] };
const named = { "public.person": [{ id: 1, name: "Ann" }] };

describe("an extension comes with the first column that needs it, and goes with it", () => {
  const hand = {
    groundwork: [],
    // TypeORM reads on connecting which number the type has, so it cannot have it made by somebody else meanwhile.
    rows,
  };
  for (const type of ["citext", "hstore", "cube", "ltree"] as const)
    there(type, {
      from: person(),
      to: person({ value: { type, nullable: true } }),
      ...hand,
    });
  there("in a new table", {
    from: person(),
    to: [...person(), entity("word", { value: { type: "citext" } })],
    ...hand,
  });
  there("with a default of its type", {
    from: person(),
    to: person({ value: { type: "citext", default: "it''s" } }),
    ...hand,
  });
  there("and arrays of its type", {
    from: person(),
    to: person({ value: { type: "citext", array: true, default: ["a"] } }),
    ...hand,
  });
});

there("a column that is there gets a type of a new extension", {
  from: person(),
  to: [entity("person", { name: { type: "citext" } })],
  rows,
});

there("an exclusion brings btree_gist", {
  from: [entity("stay", { room: { type: "integer" } })],
  to: [
    entity(
      "stay",
      { room: { type: "integer" } },
      { exclusions: [{ expression: `USING gist ("room" WITH =)` }] },
    ),
  ],
  rows: { stay: [{ id: 1, room: 2 }] },
});

there("a generated uuid brings the extension that the options name", {
  from: person(),
  to: [
    ...person(),
    entity("pet", { id: { type: "uuid", primary: true, generated: "uuid" } }),
  ],
  options: { uuidExtension: "pgcrypto" },
  rows,
});

there("an extension that the options name comes, whatever the entities need", {
  from: person(),
  to: person({ age: { type: "integer", nullable: true } }),
  options: { extensions: ["pg_trgm"] },
  handmade: [`DROP EXTENSION IF EXISTS pg_trgm`],
  upgraded: named,
  rows,
});

alike("one that no entity needs stays", {
  from: person(),
  to: person(),
  groundwork: [`CREATE EXTENSION pg_trgm`],
});

alike("none is wanted where the options say so", {
  from: person(),
  to: person(),
  options: { installExtensions: false, extensions: ["pg_trgm"] },
});

it("looking makes none, and says what is missing", async () => {
  await onDatabase({ from: person() }, async (url) => {
    const before = await schemaOf(url);
    const { operations } = await check(
      dataSourceOf(url, person({ value: { type: "ltree", nullable: true } })),
    );
    expect(operations.map(({ kind }) => kind)).toEqual([
      "createExtension",
      "addColumn",
    ]);
    expect(await schemaOf(url)).toBe(before);
  });
});

both(
  "a column goes from one extension's type to another's",
  [
    [entity("person", { name: { type: "citext" } })],
    [entity("person", { name: { type: "ltree" } })],
  ],
  {
    groundwork: [`CREATE EXTENSION ltree`, `CREATE EXTENSION citext`],
    rows: { person: [{ id: 1, name: "a.b" }] },
  },
);
