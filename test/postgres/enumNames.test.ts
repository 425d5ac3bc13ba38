// What enum types are called, where they are, and what else has them.
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate } from "../../src";
import {
  alike,
  both,
  onDatabase,
  refused,
  refusedBack,
  there,
} from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity } from "../judges/entities";

const person = (
  labels: readonly string[],
  options: Partial<EntitySchemaColumnOptions> = {},
  rest?: Parameters<typeof entity>[2],
) => [
  entity(
    "person",
    { state: { type: "enum", enum: [...labels], ...options } },
    rest,
  ),
];
const rows = {
  person: [
    { id: 1, state: "a" },
    { id: 2, state: "b" },
  ],
};

/** Renamed, so that the table's file stays what it was. */
async function untouched(
  from: ReturnType<typeof person>,
  to: ReturnType<typeof person>,
  table: string,
  given: Parameters<typeof autogenerate>[1] = {},
): Promise<void> {
  await onDatabase({ from, rows }, async (url) => {
    const { upgrade } = await autogenerate(dataSourceOf(url, to), {
      write: false,
      ...given,
    });
    expect(upgrade.length).toBeGreaterThan(0);
    await withSource(dataSourceOf(url, []), async (source) => {
      const file = `SELECT relfilenode FROM pg_class WHERE relname = '${table}'`;
      const before = await source.query<object[]>(file);
      expect(before).toHaveLength(1);
      for (const { sql } of upgrade) await source.query(sql);
      expect(await source.query<object[]>(file)).toEqual(before);
    });
  });
}

describe("a type with the name of a built-in one", () => {
  for (const enumName of ["date", "money", "text", "pg_state"]) {
    both(
      `${enumName} gets labels and another order`,
      [
        person(["a", "b"], { enumName, default: "a" }),
        person(["x", "b", "a"], { enumName, default: "x" }),
      ],
      { rows },
      { rows, answers: { drops: [`public.${enumName}.x`] } },
    );
    alike(`${enumName} is found as it was`, {
      from: person(["a", "b"], { enumName, default: ["a"], array: true }),
      to: person(["a", "b"], { enumName, default: ["a"], array: true }),
    });
  }
  both(
    "gets a name of its own",
    [
      person(["a", "b"], { enumName: "date", default: "a" }),
      person(["a", "b"], { enumName: "state", default: "a" }),
    ],
    { rows },
  );
  both(
    "comes with a column, and goes with it",
    [
      [entity("person", { day: { type: "date", default: "2024-05-06" } })],
      [
        entity("person", {
          day: { type: "date", default: "2024-05-06" },
          state: { type: "enum", enum: ["a"], enumName: "date", default: "a" },
        }),
      ],
    ],
    { rows: { person: [{ id: 1 }] } },
    {
      rows: { person: [{ id: 1 }] },
      answers: { drops: ["person.state"] },
    },
  );
});

const long =
  "a_name_of_a_type_that_is_longer_than_sixty_three_bytes_as_it_was_written";
both(
  "a name too long is cut as the server cuts it",
  [
    person(["a", "b"], { enumName: long, default: "a" }),
    person(["a", "x", "b"], { enumName: long, default: "x" }),
  ],
  { rows, notAsSynchronized: true },
  {
    rows,
    notAsSynchronized: true,
    answers: { drops: [`${long.slice(0, 63)}.x`] },
  },
);

describe("in a schema of its own", () => {
  const placed = (
    options: Partial<EntitySchemaColumnOptions>,
    labels = ["a", "b"],
  ) =>
    person(labels, options, {
      schema: "hr",
      checks: [{ name: "known", expression: `"state" <> 'b' OR "id" > 1` }],
      indices: [
        { name: "first", columns: ["id"], where: `"state" IN ('a', 'b')` },
      ],
    });
  it("a type of another name is renamed", () =>
    untouched(
      placed({ default: "a" }),
      placed({ default: "a", enumName: "Of State" }),
      "person",
    ));
  both(
    "a new label is used by a default, a check and an array",
    [
      person(["a", "b"], { default: "a" }, { schema: "hr" }),
      person(
        ["a", "b", "x"],
        { default: "x" },
        { schema: "hr", checks: [{ expression: `"state" <> 'x' OR id > 5` }] },
      ),
    ],
    { rows },
    { rows, answers: { drops: ["hr.person_state_enum.x"] } },
  );
  alike("nothing is found after a default of an array was spelled otherwise", {
    from: person(["a", "b"], { array: true, default: ["a"] }, { schema: "hr" }),
    to: person(
      ["a", "b"],
      { array: true, default: () => "ARRAY['a'::hr.person_state_enum]" },
      { schema: "hr" },
    ),
    handmade: [
      `ALTER TABLE hr.person ALTER state SET DEFAULT ARRAY['a'::hr.person_state_enum]`,
    ],
  });
});

describe("a type goes with its table to another schema", () => {
  const at = (schema: string | undefined) =>
    person(
      ["a", "b"],
      { default: "a" },
      {
        ...(schema === undefined ? {} : { schema }),
        checks: [{ name: "known", expression: `"state" <> 'b' OR "id" > 1` }],
      },
    );
  const moved = { "hr.person": rows.person };
  const home = { "public.person": rows.person };
  both(
    "with its rows",
    [at(undefined), at("hr")],
    {
      rows,
      answers: { renames: { person: "hr.person" } },
      upgraded: moved,
      downgraded: home,
      notAsSynchronized: true,
    },
    {
      rows,
      answers: { renames: { "hr.person": "person" } },
      upgraded: home,
      downgraded: moved,
      notAsSynchronized: true,
    },
  );
  it("and none is written anew", () =>
    untouched(at(undefined), at("hr"), "person", {
      answers: { renames: { person: "hr.person" } },
    }));
});

describe("a type that others have", () => {
  const used = (sql: readonly string[]) => ({
    rows,
    handmade: sql,
    handmadeAfter: sql,
  });
  const check = {
    checks: [{ name: "open", expression: `is_open("state")` }],
  };
  const isOpen = [
    `CREATE FUNCTION is_open(person_state_enum) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT true'`,
  ];
  refusedBack(
    "a function that a check calls: a label is added, and cannot be taken back",
    /cannot drop type person_state_enum_old because other objects depend on it/,
    [],
    {
      from: person(["a", "b"]),
      to: person(["a", "x", "b"], {}, check),
      ...used(isOpen),
    },
  );
  alike("a function that a check calls: nothing is found", {
    from: person(["a", "b"]),
    to: person(["a", "b"], {}, check),
    handmade: [
      ...isOpen,
      `ALTER TABLE person ADD CONSTRAINT open CHECK (is_open(state))`,
    ],
  });
  refused(
    "a function: a label goes",
    /cannot drop type person_state_enum_old because other objects depend on it/,
    {
      from: person(["a", "b", "c"]),
      to: person(["a", "b"]),
      answers: { drops: ["person_state_enum.c"] },
      ...used(isOpen),
    },
  );
  const domain = [
    `CREATE DOMAIN state AS person_state_enum`,
    `CREATE SCHEMA other`,
    `CREATE TABLE other.note (state person_state_enum, states person_state_enum[])`,
    `INSERT INTO other.note VALUES ('a', '{b}')`,
  ];
  both(
    "a domain and a table of another schema: a label is renamed",
    [person(["a", "b"]), person(["a", "n"])],
    {
      ...used(domain),
      answers: { enumValues: { person_state_enum: { b: "n" } } },
      upgraded: { "other.note": [{ states: "{n}" }] },
      downgraded: { "other.note": [{ states: "{b}" }] },
      notAsSynchronized: true,
    },
    {
      rows: {},
      handmade: domain.slice(0, 3),
      answers: { enumValues: { person_state_enum: { n: "b" } } },
      upgraded: {},
      downgraded: {},
      notAsSynchronized: true,
    },
  );
  it("that a label goes is known to fail, and why", async () => {
    await onDatabase(
      {
        from: person(["a", "b", "c"]),
        handmade: [...isOpen, ...domain],
      },
      async (url) => {
        const { hazards } = await autogenerate(
          dataSourceOf(url, person(["a", "b"])),
          { write: false, answers: { drops: ["person_state_enum.c"] } },
        );
        expect(hazards).toContainEqual(
          expect.objectContaining({
            code: "ENUM_IN_USE",
            message:
              "fails: used by function public.is_open(public.person_state_enum) and type public.state and table other.note",
          }),
        );
      },
    );
  });
});

both(
  "a varchar becomes an enum with a default, and back",
  [
    [
      entity("person", {
        state: { type: "varchar", length: 20, default: "a" },
      }),
    ],
    person(["a", "b"], { default: "b" }),
  ],
  { rows },
);

there("an enum type with a long name that is not ASCII loses a label", {
  from: [
    entity("заказы_наши", {
      состояние_доставки: { type: "enum", enum: ["a", "b", "c"] },
    }),
  ],
  to: [
    entity("заказы_наши", {
      состояние_доставки: { type: "enum", enum: ["a", "b"] },
    }),
  ],
  rows: { заказы_наши: [{ id: 1, состояние_доставки: "b" }] },
  answers: {
    enumValues: { "заказы_наши.состояние_доставки": { c: "a" } },
  },
});
