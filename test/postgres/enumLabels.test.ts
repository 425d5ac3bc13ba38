// Labels of enum types that are renamed, and what becomes of those that go: a question, whether or not a row here holds them.
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate, check } from "../../src";
import { asked, both, onDatabase, refused, there } from "../judges/cases";
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
const held = (...states: string[]) => ({
  "public.person": states.map((state, position) => ({
    id: position + 1,
    state,
  })),
});
const rename = (from: string, to: string, type = "person_state_enum") => ({
  answers: { enumValues: { [type]: { [from]: to } } },
});

/** The upgrade writes no table anew: its file stays what it was. */
async function untouched(
  from: ReturnType<typeof person>,
  to: ReturnType<typeof person>,
  given: Parameters<typeof autogenerate>[1] = {},
): Promise<void> {
  await onDatabase({ from, rows }, async (url) => {
    const { upgrade } = await autogenerate(dataSourceOf(url, to), {
      write: false,
      ...given,
    });
    expect(upgrade.length).toBeGreaterThan(0);
    await withSource(dataSourceOf(url, []), async (source) => {
      const file = `SELECT pg_relation_filenode('person') AS file`;
      const before = await source.query<object[]>(file);
      for (const { sql } of upgrade) await source.query(sql);
      expect(await source.query<object[]>(file)).toEqual(before);
    });
  });
}

describe("a label is renamed", () => {
  const conditions = (label: string) => ({
    checks: [{ name: "known", expression: `"state" <> '${label}' OR id > 0` }],
    indices: [{ name: "some", columns: ["id"], where: `"state" = '${label}'` }],
  });
  both(
    "in its place, with a default, a check and a predicate that speak of it",
    [
      person(["a", "b", "c"], { default: "b" }, conditions("b")),
      person(["a", "n", "c"], { default: "n" }, conditions("n")),
    ],
    {
      rows,
      ...rename("b", "n"),
      upgraded: held("a", "n"),
      downgraded: held("a", "b"),
    },
    {
      rows: {
        person: [
          { id: 1, state: "a" },
          { id: 2, state: "n" },
        ],
      },
      ...rename("n", "b"),
      upgraded: held("a", "b"),
      downgraded: held("a", "n"),
    },
  );
  both(
    "answered for the column",
    [person(["a", "b"]), person(["a", "n"])],
    {
      rows,
      ...rename("b", "n", "person.state"),
      upgraded: held("a", "n"),
      downgraded: held("a", "b"),
    },
    {
      rows: { person: [{ id: 1, state: "n" }] },
      ...rename("n", "b", "person.state"),
      upgraded: held("b"),
      downgraded: held("n"),
    },
  );
  both(
    "of arrays, while others come and the order changes",
    [
      person(["a", "b"], { array: true, default: ["b", "a"] }),
      person(["x", "n", "a"], { array: true, default: ["x", "n"] }),
    ],
    {
      rows: { person: [{ id: 1, state: ["b", "a"] }] },
      ...rename("b", "n"),
      upgraded: { "public.person": [{ state: "{n,a}" }] },
      downgraded: { "public.person": [{ state: "{b,a}" }] },
    },
    {
      rows: { person: [{ id: 1, state: ["n", "a"] }] },
      answers: {
        ...rename("n", "b").answers,
        drops: ["person_state_enum.x"],
      },
      upgraded: { "public.person": [{ state: "{b,a}" }] },
      downgraded: { "public.person": [{ state: "{n,a}" }] },
    },
  );
  both(
    "with its type, in a schema of its own",
    [
      person(
        ["a", "b"],
        { default: "b" },
        { schema: "hr", ...conditions("b") },
      ),
      person(
        ["a", "n"],
        { default: "n", enumName: "states" },
        { schema: "hr", ...conditions("n") },
      ),
    ],
    { rows, ...rename("b", "n", "hr.states"), upgraded: {}, downgraded: {} },
    {
      rows: { person: [{ id: 1, state: "n" }] },
      ...rename("n", "b", "hr.person_state_enum"),
      upgraded: {},
      downgraded: {},
    },
  );
  const views = (label: string) => [
    `CREATE VIEW chosen AS SELECT id FROM person WHERE state = '${label}'`,
  ];
  both(
    "under a view that stands in the way of another change",
    [
      person(["a", "b", "x"], { default: "b" }),
      person(["a", "n", "y"], { default: "n" }),
    ],
    {
      rows,
      answers: {
        ...rename("b", "n").answers,
        drops: ["person_state_enum.x"],
      },
      handmade: views("b"),
      handmadeAfter: views("n"),
      upgraded: held("a", "n"),
      downgraded: held("a", "b"),
    },
    {
      rows: { person: [{ id: 1, state: "n" }] },
      answers: {
        ...rename("n", "b").answers,
        drops: ["person_state_enum.y"],
      },
      handmade: views("n"),
      handmadeAfter: views("b"),
      upgraded: held("b"),
      downgraded: held("n"),
    },
  );
  there("and another becomes the same", {
    from: person(["a", "b"]),
    to: person(["n"]),
    rows,
    answers: { enumValues: { person_state_enum: { a: "n", b: "n" } } },
    upgraded: held("n", "n"),
    downgraded: held("a", "a"),
  });

  it("and the table is not written anew", () =>
    untouched(
      person(["a", "b"], { default: "b" }),
      person(["a", "n"], { default: "n" }),
      rename("b", "n"),
    ));
});

it("a type that is only extended leaves its table as it is, whatever a text elsewhere says", () =>
  untouched(person(["a", "b"]), [
    ...person(["a", "x", "b"]),
    entity("pet", { name: { type: "text", default: "x" } }),
  ]));

it("of a label that goes while one comes it is asked whether it was renamed", async () => {
  await onDatabase({ from: person(["a", "b", "c"]), rows }, async (url) => {
    const { questions } = await check(
      dataSourceOf(url, person(["a", "B!", "c"])),
    );
    expect(questions).toMatchObject([
      {
        kind: "enumLabels",
        subject: "person_state_enum.b",
        message: `Was 'b' of enum "person_state_enum" renamed to 'B!'?`,
        verdict: "likely",
        evidence: [
          "differs by spelling only",
          "same place among the labels",
          `1 row with it in "person"."state"`,
        ],
        choices: [
          { flags: "--enum-value 'person_state_enum:b=B!'" },
          { flags: "--enum-value 'person_state_enum:b=<value>'" },
          { flags: "--drop person_state_enum.b" },
        ],
      },
    ]);
  });
});

refused(
  "a label that was said to be gone is held by a row",
  `invalid input value for enum person_state_enum: "b"`,
  {
    from: person(["a", "b"]),
    to: person(["a"]),
    rows,
    answers: { drops: ["person_state_enum.b"] },
  },
);

describe("a column moves to another enum type", () => {
  const shared = (...labels: string[]): EntitySchemaColumnOptions => ({
    type: "enum",
    enum: labels,
    enumName: "shared",
  });
  const own = (...labels: string[]): EntitySchemaColumnOptions => ({
    type: "enum",
    enum: labels,
  });
  const both = (
    state: EntitySchemaColumnOptions,
    other: EntitySchemaColumnOptions = shared("a", "b"),
  ) => [entity("person", { state }), entity("place", { state: other })];
  const given = {
    from: both(shared("a", "b")),
    to: both(own("active", "b")),
    rows: { ...rows, place: [{ id: 1, state: "a" }] },
  };

  asked("a label that goes is asked for", ["enumLabels"], given);
  asked("joining another column too", ["enumLabels"], {
    from: both(own("a", "b", "old")),
    to: both(shared("a", "b")),
    rows,
  });
  there("rows get what the answer says, there and back", {
    ...given,
    answers: { enumValues: { "person.state": { a: "active" } } },
    upgraded: held("active", "b"),
    downgraded: { ...held("a", "b"), "public.place": [{ state: "a" }] },
  });
  there("joining another column, which keeps its own", {
    from: both(own("a", "b", "old")),
    to: both(shared("a", "b")),
    rows: { person: [...rows.person, { id: 3, state: "old" }] },
    answers: { enumValues: { "person.state": { old: "b" } } },
    upgraded: held("a", "b", "b"),
    downgraded: held("a", "b", "b"),
  });
  there("while the type that it leaves changes as well", {
    from: both(shared("a", "b"), shared("a", "b")),
    to: both(own("active", "b"), shared("z", "b")),
    rows: given.rows,
    answers: {
      enumValues: { "person.state": { a: "active" }, shared: { a: "z" } },
    },
    upgraded: { ...held("active", "b"), "public.place": [{ state: "z" }] },
    downgraded: { ...held("a", "b"), "public.place": [{ state: "a" }] },
  });
  there("as a list of labels", {
    from: both({ ...shared("a", "b"), array: true }),
    to: both({ ...own("active", "b"), array: true }),
    rows: { person: [{ id: 1, state: ["a", "b"] }] },
    answers: { enumValues: { "person.state": { a: "active" } } },
    upgraded: held("{active,b}"),
    downgraded: held("{a,b}"),
  });
  refused("a label that no row was to hold", "invalid input value for enum", {
    ...given,
    answers: { drops: ["person.state.a"] },
  });
});
