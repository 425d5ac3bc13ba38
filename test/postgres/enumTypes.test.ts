// Enum types: labels that come, go and move, types that are shared, and what hangs on them.
import type { EntitySchemaColumnOptions } from "typeorm";
import { asked, both, refused, there } from "../judges/cases";
import { entity } from "../judges/entities";

const state = (
  labels: readonly string[],
  options: Partial<EntitySchemaColumnOptions> = {},
): EntitySchemaColumnOptions => ({
  type: "enum",
  enum: [...labels],
  ...options,
});

const person = (
  labels: readonly string[],
  options?: Partial<EntitySchemaColumnOptions>,
  rest?: Parameters<typeof entity>[2],
) => [entity("person", { state: state(labels, options) }, rest)];

const rows = {
  rows: {
    person: [
      { id: 1, state: "a" },
      { id: 2, state: "b" },
    ],
  },
};

/** All labels that go are gone for good. */
const gone = (type = "person_state_enum") => ({
  answers: { drops: [`${type}.*`] },
});

describe("labels", () => {
  both("at the start", [person(["a", "b"]), person(["x", "a", "b"])], rows, {
    ...rows,
    ...gone(),
  });
  both("in the middle", [person(["a", "b"]), person(["a", "x", "b"])], rows, {
    ...rows,
    ...gone(),
  });
  both("at the end", [person(["a", "b"]), person(["a", "b", "x"])], rows, {
    ...rows,
    ...gone(),
  });
  both(
    "at many places",
    [person(["a", "b"]), person(["1", "2", "a", "3", "4", "b", "5", "6"])],
    rows,
    { ...rows, ...gone() },
  );
  both(
    "with quotes and other letters",
    [person(["a", "b"]), person(["a", "it's", 'so "so"', "b", "ünïcödé", ""])],
    {
      ...rows,
      // TypeORM reads quotes and empty labels back otherwise than it writes them.
      notAsSynchronized: true,
    },
    {
      rows: {},
      answers: {
        drops: ["it's", 'so "so"', "ünïcödé", ""].map(
          (label) => `person_state_enum.${label}`,
        ),
      },
    },
  );
  both(
    "a new one is the default in the same file",
    [
      person(["a", "b"], { default: "a" }),
      person(["a", "x", "b"], { default: "x" }),
    ],
    rows,
    { ...rows, ...gone() },
  );
  both(
    "one comes and one goes that no row holds",
    [
      person(["a", "old", "b"], { default: "old" }),
      person(["a", "b", "new"], { default: "new" }),
    ],
    { ...rows, answers: { drops: ["person_state_enum.old"] } },
    { ...rows, answers: { drops: ["person_state_enum.new"] } },
  );
  both(
    "in another order",
    [person(["a", "b", "c"]), person(["c", "b", "a"])],
    rows,
  );
  both(
    "of an array",
    [
      person(["a", "b"], { array: true, default: ["a"] }),
      person(["x", "b", "a"], { array: true, default: ["x", "b"] }),
    ],
    { rows: { person: [{ id: 1, state: ["b", "a"] }] } },
    { rows: { person: [{ id: 1, state: ["b", "a"] }] }, ...gone() },
  );
  both(
    "of an array in another order",
    [person(["a", "b"], { array: true }), person(["b", "a"], { array: true })],
    { rows: { person: [{ id: 1, state: ["b", "a"] }] } },
  );
  both(
    "with an index, a check and a partial unique index on the column",
    [
      person(
        ["a", "b", "c"],
        { default: "a" },
        {
          indices: [
            { columns: ["state"] },
            {
              name: "one_b",
              columns: ["state"],
              unique: true,
              where: `"state" = 'b'`,
            },
          ],
          checks: [{ name: "not_c", expression: `"state" <> 'c'` }],
        },
      ),
      person(
        ["b", "a", "c"],
        { default: "a" },
        {
          indices: [
            { columns: ["state"] },
            {
              name: "one_b",
              columns: ["state"],
              unique: true,
              where: `"state" = 'b'`,
            },
          ],
          checks: [{ name: "not_c", expression: `"state" <> 'c'` }],
        },
      ),
    ],
    rows,
  );

  asked("one goes that no row here holds", ["enumLabels"], {
    from: person(["a", "b", "c"]),
    to: person(["a", "b"]),
    ...rows,
  });
  asked(
    "one goes that rows hold, and nobody has said what they get",
    ["enumLabels"],
    { from: person(["a", "b"]), to: person(["a"]), ...rows },
  );
  there("one goes that rows hold, and they get another", {
    from: person(["a", "b"], { default: "b" }),
    to: person(["a", "c"], { default: "c" }),
    ...rows,
    answers: { enumValues: { person_state_enum: { b: "c" } } },
    upgraded: {
      "public.person": [
        { id: 1, state: "a" },
        { id: 2, state: "c" },
      ],
    },
    downgraded: {
      "public.person": [
        { id: 1, state: "a" },
        { id: 2, state: "b" },
      ],
    },
  });
  there("one goes from an array that rows hold", {
    from: person(["a", "b"], { array: true }),
    to: person(["a"], { array: true }),
    rows: { person: [{ id: 1, state: ["b", "a"] }] },
    answers: { enumValues: { "person.state": { b: "a" } } },
    upgraded: { "public.person": [{ id: 1, state: "{a,a}" }] },
    downgraded: { "public.person": [{ id: 1, state: "{a,a}" }] },
  });
});

describe("a shared type", () => {
  const shared = (labels: readonly string[]) => [
    entity("person", {
      state: state(labels, { enumName: "state", default: "a" }),
      wanted: state(labels, { enumName: "state", nullable: true }),
    }),
    entity("pet", { state: state(labels, { enumName: "state", array: true }) }),
  ];
  const held = {
    rows: {
      person: [{ id: 1, state: "b", wanted: "a" }],
      pet: [{ id: 1, state: ["a", "b"] }],
    },
    // TypeORM makes and drops the type once for each column.
    notAsSynchronized: true,
  } as const;
  both(
    "of three columns in two tables gets labels and another order",
    [shared(["a", "b"]), shared(["x", "b", "a", "y"])],
    held,
    { ...held, ...gone("state") },
  );
  both(
    "of one more column",
    [
      [entity("person", { state: state(["a"], { enumName: "state" }) })],
      [
        entity("person", { state: state(["a"], { enumName: "state" }) }),
        entity("pet", { state: state(["a"], { enumName: "state" }) }),
      ],
    ],
    { rows: { person: [{ id: 1, state: "a" }] } },
    { answers: { drops: ["pet"] } },
  );
  both(
    "becomes two types",
    [
      [
        entity("person", {
          state: state(["a", "b"], { enumName: "state", default: "a" }),
          wanted: state(["a", "b"], { enumName: "state" }),
        }),
      ],
      [
        entity("person", {
          state: state(["a", "b"], { enumName: "state", default: "a" }),
          wanted: state(["b", "a"]),
        }),
      ],
    ],
    { rows: { person: [{ id: 1, state: "b", wanted: "a" }] } },
  );
});

both(
  "the type gets a name of its own",
  [
    person(
      ["a", "b"],
      { default: "a" },
      { checks: [{ name: "a", expression: `"state" <> 'b'` }] },
    ),
    person(
      ["a", "b"],
      { default: "a", enumName: "State" },
      { checks: [{ name: "a", expression: `"state" <> 'b'` }] },
    ),
  ],
  { rows: { person: [{ id: 1, state: "a" }] } },
);

both(
  "the type gets another name and other labels",
  [
    person(["a", "b"], { default: "a" }),
    person(["b", "a", "c"], { default: "c", enumName: "states" }),
  ],
  rows,
  { ...rows, ...gone() },
);

both(
  "the type goes with its last column",
  [person(["a", "b"]), [entity("person", {})]],
  {
    rows: { person: [{ id: 1, state: "a" }] },
    answers: { drops: ["person.state"] },
  },
  {
    rows: { person: [{ id: 1 }] },
    answers: { backfills: { "person.state": "'b'" } },
  },
);

both(
  "the type goes with its table",
  [
    [...person(["a", "b"], { default: "a" }), entity("pet", {})],
    [entity("pet", {})],
  ],
  { ...rows, answers: { drops: ["person"] } },
  { rows: {}, answers: {} },
);

describe("in a schema of its own", () => {
  const placed = (
    labels: readonly string[],
    options?: Partial<EntitySchemaColumnOptions>,
  ) =>
    person(labels, options, {
      schema: "hr",
      indices: [
        { name: "on_state", columns: ["state"], where: `"state" = 'a'` },
      ],
      checks: [{ name: "known", expression: `"state" <> 'x'` }],
    });
  both(
    "labels come in the middle",
    [
      placed(["a", "b", "x"], { default: "a" }),
      placed(["a", "n", "b", "x"], { default: "n" }),
    ],
    rows,
    { ...rows, ...gone("hr.person_state_enum") },
  );
  both(
    "labels change places",
    [placed(["a", "b", "x"]), placed(["b", "a", "x"])],
    rows,
  );
  both(
    "the type gets another name",
    [
      placed(["a", "b", "x"], { default: "a" }),
      placed(["a", "b", "x"], { default: "a", enumName: "states" }),
    ],
    rows,
  );
});

refused(
  "rows that came after the file was written hold a label that goes",
  `invalid input value for enum person_state_enum: "b"`,
  {
    from: person(["a", "b"]),
    to: person(["a"]),
    answers: { drops: ["person_state_enum.b"] },
  },
  [`INSERT INTO person VALUES (1, 'b')`],
);

both(
  "a new label of an array is the default in the same file",
  [
    person(["a"], { array: true, default: ["a"] }),
    person(["a", "b"], { array: true, default: ["b"] }),
  ],
  { rows: { person: [{ id: 1, state: ["a"] }] } },
  { rows: { person: [{ id: 1, state: ["a"] }] }, ...gone() },
);

both(
  "simple-enum is an enum",
  [
    [entity("person", { state: { type: "simple-enum", enum: ["a", "b"] } })],
    [
      entity("person", {
        state: { type: "simple-enum", enum: ["a", "c", "b"] },
      }),
    ],
  ],
  rows,
  { ...rows, ...gone() },
);

both(
  "labels are numbers",
  [
    [
      entity("person", {
        state: { type: "enum", enum: { one: 1, two: 2 }, default: 1 },
      }),
    ],
    [
      entity("person", {
        state: { type: "enum", enum: { one: 1, two: 2, three: 3 }, default: 3 },
      }),
    ],
  ],
  { rows: { person: [{ id: 1, state: "2" }] } },
  { rows: { person: [{ id: 1, state: "2" }] }, ...gone() },
);

describe("a view on a column whose type is made anew", () => {
  const view = [
    `CREATE VIEW states AS SELECT id, state FROM person WHERE state <> 'b'`,
    `CREATE VIEW known_states AS SELECT DISTINCT state FROM states`,
  ];
  both("is put back", [person(["a", "b", "c"]), person(["c", "b", "a"])], {
    ...rows,
    handmade: view,
    handmadeAfter: view,
  });
  both(
    "is put back when a new label is the default in the same file",
    [
      person(["a", "b"], { default: "a" }),
      person(["a", "b", "c"], { default: "c" }),
    ],
    { ...rows, handmade: view, handmadeAfter: view },
    { ...rows, ...gone(), handmade: view, handmadeAfter: view },
  );
  both(
    "follows when the type gets another name",
    [person(["a", "b"]), person(["a", "b"], { enumName: "states_of" })],
    { ...rows, handmade: view, handmadeAfter: view },
  );
});

describe("the type is made anew while a column", () => {
  const own = (
    labels: readonly string[],
    other: EntitySchemaColumnOptions,
    options: Partial<EntitySchemaColumnOptions> = {},
  ) => [
    entity("person", {
      state: state(labels, { enumName: "states", default: "a", ...options }),
      other,
    }),
  ];
  const held = { rows: { person: [{ id: 1, state: "b", other: "a" }] } };
  both(
    "leaves it for another",
    [
      own(["a", "b"], state(["a", "b"], { enumName: "states", default: "b" })),
      own(["b", "a"], state(["a", "c"], { enumName: "others", default: "c" })),
    ],
    { ...held, answers: { drops: ["person.other.b"] } },
    { ...held, answers: { drops: ["person.other.c"] } },
  );
  both(
    "leaves it for a text",
    [
      own(["a", "b"], state(["a", "b"], { enumName: "states", default: "b" })),
      own(["b", "a"], { type: "text", default: "b" }),
    ],
    held,
  );
  both(
    "becomes an array of it",
    [
      own(["a", "b"], state(["a", "b"], { enumName: "states" })),
      own(["b", "a"], state(["b", "a"], { enumName: "states", array: true })),
    ],
    {
      ...held,
      upgraded: { "public.person": [{ state: "b", other: "{a}" }] },
      downgraded: { "public.person": [{ state: "b", other: "a" }] },
    },
    {
      rows: { person: [{ id: 1, state: "b", other: ["a"] }] },
      upgraded: { "public.person": [{ state: "b", other: "a" }] },
      downgraded: { "public.person": [{ state: "b", other: "{a}" }] },
    },
  );
  both(
    "of it goes",
    [
      own(
        ["a", "b"],
        state(["a", "b"], { enumName: "states", nullable: true }),
      ),
      [
        entity("person", {
          state: state(["b", "a"], { enumName: "states", default: "a" }),
        }),
      ],
    ],
    { ...held, answers: { drops: ["person.other"] } },
    { rows: { person: [{ id: 1, state: "b" }] }, answers: {} },
  );
});

both(
  "two columns exchange the names of their types",
  [
    [
      entity("person", {
        one: state(["a", "b"], { enumName: "x", default: "b" }),
        two: state(["c", "d"], { enumName: "y", default: "d" }),
      }),
    ],
    [
      entity("person", {
        one: state(["a", "b"], { enumName: "y", default: "b" }),
        two: state(["c", "d"], { enumName: "x", default: "d" }),
      }),
    ],
  ],
  { rows: { person: [{ id: 1, one: "a", two: "c" }] } },
);

const kinds = (labels: string[]) => ({
  type: "enum" as const,
  enum: labels,
  enumName: "kind",
});

there("a text becomes one of a type that gets its label in the same file", {
  from: [entity("person", { a: kinds(["x", "y"]), b: { type: "varchar" } })],
  to: [
    entity("person", { a: kinds(["x", "y", "z"]), b: kinds(["x", "y", "z"]) }),
  ],
  rows: { person: [{ id: 1, a: "x", b: "z" }] },
  answers: { casts: { "person.b": "b::kind" } },
});

there("rows are filled by a label that comes in the same file", {
  from: [entity("person", { a: kinds(["x", "y"]) })],
  to: [entity("person", { a: kinds(["x", "y", "z"]), c: { type: "boolean" } })],
  rows: { person: [{ id: 1, a: "x" }] },
  answers: { backfills: { "person.c": "a = 'z'" } },
});

describe("under an exclusion whose predicate speaks of a label", () => {
  const excluding = (labels: readonly string[], label: string) =>
    person(
      labels,
      {},
      {
        exclusions: [
          { expression: `USING btree (id WITH =) WHERE (state <> '${label}')` },
        ],
      },
    );
  both(
    "labels come",
    [excluding(["a", "b"], "a"), excluding(["x", "a", "b"], "a")],
    rows,
    { ...rows, ...gone() },
  );
  both(
    "the predicate comes to speak of a new one",
    [excluding(["a", "b"], "b"), excluding(["a", "b", "n"], "n")],
    rows,
    { ...rows, ...gone() },
  );
  there("labels move", {
    from: excluding(["a", "b", "c"], "a"),
    to: excluding(["c", "b", "a"], "a"),
    ...rows,
  });
});
