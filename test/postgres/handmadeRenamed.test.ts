// Hand-made indexes and statistics that a rename in the same file speaks of are put back under the new names.
import { there } from "../judges/cases";
import { entity } from "../judges/entities";

const byHand = (name: string) => ({
  indices: [{ name, synchronize: false as const }],
});

const tallied = (name: string, tally: string, expression: string) => [
  entity(
    name,
    {
      [tally]: { type: "integer" },
      twice: {
        type: "integer",
        generatedType: "STORED",
        asExpression: expression,
        nullable: true,
      },
    },
    byHand("the odd ones"),
  ),
];

const loud = (own: string, length: number) =>
  entity(
    "person",
    {
      name: { type: "varchar", length },
      [own]: {
        type: "varchar",
        nullable: true,
        generatedType: "STORED",
        asExpression: "upper(name)",
      },
    },
    byHand("by_hand"),
  );

const rows = { person: [{ id: 1, age: 7 }] };

/** On what is called so. */
const around = (table: string, tally: string): string[] => [
  `CREATE STATISTICS twices ON twice, "${tally}" FROM ${table}`,
  "COMMENT ON STATISTICS twices IS 'both'",
  `CREATE UNIQUE INDEX "the odd ones" ON ${table} USING btree ((twice % 3) DESC, "${tally}") INCLUDE (id) WITH (fillfactor = 70) WHERE twice > 3 AND "${tally}" <> 8`,
  `COMMENT ON INDEX "the odd ones" IS 'it''s odd'`,
];

describe("on a generated column that is made anew", () => {
  there("while a column is renamed", {
    from: tallied("person", "age", "age * 2"),
    to: tallied("person", "the years", `"the years" + "the years"`),
    answers: { renames: { "person.age": "the years" } },
    handmade: around("person", "age"),
    handmadeAfter: around("person", "the years"),
    rows,
  });
  there("while it is renamed itself", {
    from: [loud("loud", 50)],
    to: [loud("louder", 60)],
    answers: { renames: { "person.loud": "louder" } },
    handmade: [
      "CREATE STATISTICS both_of_them ON id, loud FROM person",
      "ALTER STATISTICS both_of_them SET STATISTICS 77",
      "CREATE INDEX by_hand ON person (lower(loud))",
      "ALTER INDEX by_hand ALTER COLUMN 1 SET STATISTICS 300",
    ],
    handmadeAfter: [
      "CREATE STATISTICS both_of_them ON id, louder FROM person",
      "ALTER STATISTICS both_of_them SET STATISTICS 77",
      "CREATE INDEX by_hand ON person (lower(louder))",
      "ALTER INDEX by_hand ALTER COLUMN 1 SET STATISTICS 300",
    ],
    rows: { person: [{ id: 1, name: "Ann" }] },
  });
  there("while the table is renamed", {
    from: tallied("person", "age", "age * 2"),
    to: tallied("human", "age", "age + age"),
    answers: { renames: { person: "human" } },
    handmade: around("person", "age"),
    handmadeAfter: around("human", "age"),
    rows,
    renamed: ({ "public.person": all = [], ...others }) => ({
      ...others,
      "public.human": all,
    }),
  });
  there(
    "while the table goes to another schema, and two columns change places",
    {
      from: [
        entity("person", {
          age: { type: "integer" },
          twice: { type: "integer" },
          sum: {
            type: "integer",
            generatedType: "STORED",
            asExpression: "age * 2",
            nullable: true,
          },
        }),
      ],
      to: [
        entity(
          "human",
          {
            age: { type: "integer" },
            twice: { type: "integer" },
            sum: {
              type: "integer",
              generatedType: "STORED",
              asExpression: "twice + twice",
              nullable: true,
            },
          },
          { schema: "other", ...byHand("odd") },
        ),
      ],
      groundwork: ["CREATE SCHEMA other"],
      answers: {
        renames: {
          person: "other.human",
          "person.age": "twice",
          "person.twice": "age",
        },
      },
      handmade: [
        "CREATE STATISTICS sums ON sum, age FROM person",
        "CREATE INDEX odd ON person ((sum % 3), age) WHERE twice > 3",
        "COMMENT ON INDEX odd IS 'odd'",
      ],
      handmadeAfter: [
        "CREATE STATISTICS sums ON sum, twice FROM other.human",
        "CREATE INDEX odd ON other.human ((sum % 3), twice) WHERE age > 3",
        "COMMENT ON INDEX other.odd IS 'odd'",
      ],
      rows: { person: [{ id: 1, age: 7, twice: 9 }] },
      renamed: ({ "public.person": all = [], ...others }) => ({
        ...others,
        "other.human": all.map(({ age, twice, ...rest }) => ({
          ...rest,
          age: twice,
          twice: age,
        })),
      }),
    },
  );
});

describe("on an enum type that is made anew", () => {
  const state = (labels: readonly string[], name = "state") => [
    entity(
      "person",
      { [name]: { type: "enum", enum: [...labels], enumName: "state" } },
      byHand("known"),
    ),
  ];
  const index = (label: string, name = "state") =>
    `CREATE INDEX known ON person ((id % 10), "${name}") WHERE "${name}" <> '${label}'`;
  there("while a label is renamed", {
    from: state(["in", "out", "gone"]),
    to: state(["outside", "in"]),
    answers: {
      enumValues: { state: { out: "outside" } },
      drops: ["state.gone"],
    },
    handmade: [index("out")],
    handmadeAfter: [index("outside")],
    rows: {
      person: [
        { id: 1, state: "out" },
        { id: 2, state: "in" },
      ],
    },
    upgraded: {
      "public.person": [
        { id: 1, state: "outside" },
        { id: 2, state: "in" },
      ],
    },
    downgraded: {
      "public.person": [
        { id: 1, state: "out" },
        { id: 2, state: "in" },
      ],
    },
  });
  there("while a label and the column are renamed", {
    from: state(["in", "out"]),
    to: state(["outside", "in"], "place"),
    answers: {
      enumValues: { state: { out: "outside" } },
      renames: { "person.state": "place" },
    },
    handmade: [index("out")],
    handmadeAfter: [index("outside", "place")],
    rows: { person: [{ id: 1, state: "out" }] },
    upgraded: { "public.person": [{ id: 1, place: "outside" }] },
    downgraded: { "public.person": [{ id: 1, state: "out" }] },
  });
});
