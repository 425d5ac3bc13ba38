// Tables that move to a schema in which something has the names that they bring along: of themselves, keys, indexes, sequences.
import { autogenerate } from "../../src";
import { onDatabase, there } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity, view } from "../judges/entities";

/** TypeORM names keys after the table without its schema, so that two of one name have the same ones. */
const thing = (
  label: string,
  schema: string | undefined,
  length = 50,
  tableName = "thing",
) =>
  entity(
    label,
    {
      id: { type: "integer", primary: true, generated: "increment" },
      state: { type: "enum", enum: ["in", "out"] },
      [label]: { type: "varchar", length },
      code: { type: "varchar", unique: true },
    },
    {
      tableName,
      ...(schema === undefined ? {} : { schema }),
      indices: [{ columns: ["state"] }],
      checks: [{ expression: `"id" > 0` }],
    },
  );

const given = {
  groundwork: ["a", "b"].map((schema) => `CREATE SCHEMA ${schema}`),
  rows: {
    one: [{ one: "1", state: "in", code: "x" }],
    two: [{ two: "2", state: "out", code: "y" }],
  },
};
const swap = { "a.thing": "b.thing", "b.thing": "a.thing" };
const one = [{ id: 1, one: "1", state: "in", code: "x" }];
const two = [{ id: 1, two: "2", state: "out", code: "y" }];
const next = {
  one: { one: "3", state: "in", code: "z" },
  two: { two: "4", state: "in", code: "z" },
};

there("two tables of one name change places", {
  ...given,
  from: [thing("one", "a"), thing("two", "b")],
  to: [thing("one", "b"), thing("two", "a")],
  answers: { renames: swap },
  upgraded: { "a.thing": two, "b.thing": one },
  downgraded: { "a.thing": one, "b.thing": two },
  next,
});

there("they change places, and change, under a view", {
  ...given,
  from: [thing("one", "a"), thing("two", "b")],
  to: [thing("one", "b", 70), thing("two", "a", 80)],
  handmade: ["CREATE VIEW v AS SELECT x.one, y.two FROM a.thing x, b.thing y"],
  handmadeAfter: [
    "CREATE VIEW v AS SELECT x.one, y.two FROM b.thing x, a.thing y",
  ],
  answers: { renames: swap },
  upgraded: { "a.thing": two, "b.thing": one },
  downgraded: { "a.thing": one, "b.thing": two },
});

for (const [from, to] of [
  ["a", "b"],
  [undefined, "b"],
  ["a", undefined],
] as const) {
  const named = (schema: string | undefined, name: string): string =>
    schema === undefined ? name : `${schema}.${name}`;
  const full = (schema: string | undefined, name: string): string =>
    `${schema ?? "public"}.${name}`;

  there(
    `from ${from ?? "the own schema"} to ${to ?? "the own schema"}, beside one of its old name`,
    {
      ...given,
      from: [thing("one", from), thing("two", to)],
      to: [thing("one", to, 50, "other"), thing("two", to)],
      answers: { renames: { [named(from, "thing")]: named(to, "other") } },
      upgraded: { [full(to, "other")]: one, [full(to, "thing")]: two },
      downgraded: { [full(from, "thing")]: one, [full(to, "thing")]: two },
      next,
    },
  );
}

there("two of one name go to one schema, a column renamed as well", {
  ...given,
  from: [thing("one", "a"), thing("two", "b")],
  to: [thing("one", undefined, 50, "first"), thing("second", undefined)],
  answers: {
    renames: {
      "a.thing": "first",
      "b.thing": "thing",
      "thing.two": "second",
    },
  },
  upgraded: {
    "public.first": one,
    "public.thing": [{ id: 1, second: "2", state: "out", code: "y" }],
  },
  downgraded: { "a.thing": one, "b.thing": two },
});

describe("names that something has which is left alone", () => {
  const person = (schema: string, index?: string, byName = "by_name") =>
    entity(
      "person",
      { name: { type: "varchar" }, code: { type: "varchar", unique: true } },
      {
        schema,
        indices: [
          { name: byName, columns: ["name"] },
          ...(index === undefined ? [] : [{ name: index, synchronize: false }]),
        ] as never,
      },
    );
  const other = (index: string) =>
    entity(
      "other",
      {},
      { schema: "b", indices: [{ name: index, synchronize: false }] as never },
    );
  const groundwork = ["CREATE SCHEMA a", "CREATE SCHEMA b"];
  const answers = { renames: { "a.person": "b.person" } };

  there("are passed by where they are not the last ones", {
    from: [person("a", undefined, "first")],
    to: [person("b", undefined, "second")],
    groundwork,
    answers,
    handmade: ["CREATE SEQUENCE b.first"],
    handmadeAfter: ["CREATE SEQUENCE b.first"],
    rows: { person: [{ id: 1, name: "Ann", code: "x" }] },
    upgraded: { "b.person": [{ id: 1, name: "Ann", code: "x" }] },
    downgraded: { "a.person": [{ id: 1, name: "Ann", code: "x" }] },
  });
  it("are refused where the names are the last ones", async () => {
    for (const [from, to, renames, handmade] of [
      [
        [person("a", "by_hand"), other("by_hand")],
        [person("b", "by_hand"), other("by_hand")],
        answers.renames,
        [
          "CREATE INDEX by_hand ON a.person (lower(name))",
          "CREATE INDEX by_hand ON b.other ((id + 1))",
        ],
      ],
      [
        [person("a"), other("human")],
        [
          entity("human", { name: { type: "varchar" } }, { schema: "b" }),
          other("human"),
        ],
        { "a.person": "b.human" },
        ["CREATE INDEX human ON b.other ((id + 1))"],
      ],
    ] as const)
      await onDatabase({ from, groundwork, handmade }, async (url) => {
        await expect(
          autogenerate(dataSourceOf(url, to), {
            write: false,
            answers: { renames },
          }),
        ).rejects.toThrow(
          /Table "a.person" cannot become "b\.(person|human)": .*"b\.(by_hand|human)", and something of that name is there that is left alone/,
        );
      });
  });
});

it("refuses to rename a view to the name of something that is left alone", async () => {
  const people = (name: string) => [
    entity("person", { name: { type: "varchar" } }),
    view(name, ["name"], { expression: "SELECT name FROM person" }),
  ];
  const to = people("humans");
  await onDatabase(
    { from: people("people"), handmade: ["CREATE SEQUENCE humans"] },
    async (url) => {
      await expect(
        autogenerate(dataSourceOf(url, to), {
          write: false,
          answers: { renames: { people: "humans" } },
        }),
      ).rejects.toThrow(
        'View "people" cannot become "humans": it would be, or bring along, "humans", and something of that name is there that is left alone.',
      );
    },
  );
});
