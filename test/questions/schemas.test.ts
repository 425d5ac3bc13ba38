// Entities that left a schema for another: nothing maps the old one any more, and its rows must not be left behind without a word.
import { check, type Answers, type Question } from "../../src";
import { asked, both, onDatabase } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity, view } from "../judges/entities";
import { describeOn } from "../servers";

const schemaIn = (schema: string | undefined) =>
  schema === undefined ? {} : { schema };

const shop = (schema: string | undefined) => [
  entity(
    "customer",
    {
      id: { type: "integer", primary: true, generated: "increment" },
      name: { type: "varchar", unique: true },
      state: { type: "enum", enum: ["new", "old"], default: "new" },
    },
    { ...schemaIn(schema), indices: [{ columns: ["state"] }] },
  ),
  entity(
    "purchase",
    {
      id: { type: "integer", primary: true },
      customer: { type: "integer" },
    },
    {
      ...schemaIn(schema),
      foreignKeys: [
        {
          target: "customer",
          columnNames: ["customer"],
          referencedColumnNames: ["id"],
        },
      ],
    },
  ),
];

const kindIn = (schema: string) =>
  entity(
    `${schema} kind`,
    { name: { type: "varchar" } },
    { schema, tableName: "kind" },
  );

const rows = {
  customer: [{ name: "Ann" }, { name: "Bo" }],
  purchase: [{ id: 7, customer: 2 }],
};
const groundwork = ["CREATE SCHEMA a", "CREATE SCHEMA b"];
const kept = (schema: string) => ({
  [`${schema}.customer`]: [
    { id: 1, name: "Ann", state: "new" },
    { id: 2, name: "Bo", state: "new" },
  ],
  [`${schema}.purchase`]: [{ id: 7, customer: 2 }],
});

for (const [from, to] of [
  ["a", "b"],
  [undefined, "b"],
] as const)
  both(
    `all entities of ${from ?? "the own schema"} move to ${to}`,
    [shop(from), shop(to)],
    {
      groundwork,
      rows,
      answers: {
        renames: { [from === undefined ? "*" : `${from}.*`]: `${to}.*` },
      },
      upgraded: kept(to),
      downgraded: kept(from ?? "public"),
    },
    {
      answers: {
        renames: { [`${to}.*`]: from === undefined ? "*" : `${from}.*` },
      },
      upgraded: kept(from ?? "public"),
      downgraded: kept(to),
    },
  );

const names = (schema: string) =>
  view("names", ["name"], {
    schema,
    expression: `SELECT name FROM ${schema}.customer`,
  });

both(
  "all entities move, views with them",
  [
    [...shop("a"), names("a")],
    [...shop("b"), names("b")],
  ],
  { groundwork, rows, answers: { renames: { "a.*": "b.*" } } },
  { answers: { renames: { "b.*": "a.*" } } },
);

asked("asks whether they moved", ["renamedSchema"], {
  from: shop("a"),
  to: shop("b"),
  groundwork,
  rows,
});

asked("asks for a table by itself", ["renamedTable"], {
  from: shop("a").slice(0, 1),
  to: shop("b").slice(0, 1),
  groundwork,
});

const staying = entity(
  "staying",
  { name: { type: "varchar" } },
  { schema: "a" },
);
const movedFrom = (schema: string) => [...shop(schema), staying];

asked(
  "asks once also where the old schema has entities yet",
  ["renamedSchema"],
  {
    from: movedFrom("a"),
    to: movedFrom("b"),
    groundwork,
    rows,
  },
);

both(
  "most entities move, and one stays",
  [movedFrom("a"), movedFrom("b")],
  {
    groundwork,
    rows: { ...rows, staying: [{ id: 1, name: "a" }] },
    answers: { renames: { "a.*": "b.*" } },
    upgraded: { ...kept("b"), "a.staying": [{ id: 1, name: "a" }] },
    downgraded: { ...kept("a"), "a.staying": [{ id: 1, name: "a" }] },
  },
  {
    answers: { renames: { "b.*": "a.*" } },
    upgraded: { ...kept("a"), "a.staying": [{ id: 1, name: "a" }] },
    downgraded: { ...kept("b"), "a.staying": [{ id: 1, name: "a" }] },
  },
);

describeOn("postgres", "entities that left their schema", () => {
  const questions = (
    given: {
      readonly more?: readonly string[];
      readonly answers?: Answers;
      readonly exclude?: readonly string[];
    } = {},
  ): Promise<readonly Question[]> => {
    const { more = [], ...options } = given;
    let found: readonly Question[] = [];
    return onDatabase(
      { from: shop("a"), rows, groundwork, handmade: [...more] },
      async (url) => {
        ({ questions: found } = await check(
          dataSourceOf(url, shop("b")),
          options,
        ));
      },
    ).then(() => found);
  };

  it("are asked about once, with what is there, and both answers", async () => {
    expect(await questions()).toEqual([
      expect.objectContaining({
        kind: "renamedSchema",
        verdict: "likely",
        evidence: [
          "a.customer → b.customer, 2 rows",
          "a.purchase → b.purchase, 1 row",
        ],
        choices: [
          {
            meaning: "They were moved",
            flags: "--rename 'a.*:b.*'",
            answers: { renames: { "a.*": "b.*" } },
          },
          {
            meaning: "Other tables: leave alone for good",
            flags: "--exclude a.customer --exclude a.purchase",
            answers: {},
            exclude: ["a.customer", "a.purchase"],
          },
        ],
      }),
    ]);
  });

  it("are not asked about again once the old ones are said to be others", async () => {
    expect(await questions({ exclude: ["a.customer", "a.purchase"] })).toEqual(
      [],
    );
  });

  const grown = ["ALTER TABLE a.purchase ADD x int, ADD y int, ADD z int"];

  it("are asked about together with one of them that has changed", async () => {
    expect(await questions({ more: grown })).toMatchObject([
      {
        kind: "renamedSchema",
        verdict: "ambiguous",
        evidence: [
          "a.customer → b.customer, 2 rows",
          "a.purchase → b.purchase, 1 row, 2 of 5 columns are the same",
        ],
      },
    ]);
  });

  it("do not leave one behind that has changed, when another is said to have moved", async () => {
    expect(
      await questions({
        more: grown,
        answers: { renames: { "a.customer": "b.customer" } },
      }),
    ).toMatchObject([
      {
        kind: "renamedTable",
        subject: "a.purchase",
        verdict: "possible",
      },
    ]);
  });

  it("leave what is unlike alone", async () => {
    expect(
      await questions({
        more: [
          "ALTER TABLE a.customer ADD x int, ADD y int, ADD z int",
          "ALTER TABLE a.purchase ADD x int, ADD y int, ADD z int",
        ],
      }),
    ).toEqual([]);
  });

  it("are none where each of many schemas has the same tables", async () => {
    expect(
      await questions({
        more: ["c", "d", "e"].flatMap((tenant) => [
          `CREATE SCHEMA ${tenant}`,
          `CREATE TABLE ${tenant}.customer (LIKE a.customer)`,
        ]),
      }),
    ).toEqual([]);
  });

  it("cannot take the place of a table that is dropped in the same file", () =>
    onDatabase(
      { from: [...shop("a"), kindIn("a"), kindIn("b")], groundwork },
      async (url) => {
        await expect(
          check(dataSourceOf(url, [...shop("a"), kindIn("b")]), {
            answers: { drops: ["b.kind"], renames: { "a.kind": "b.kind" } },
          }),
        ).rejects.toThrow(
          "The answers drop b.kind and rename a.kind:b.kind cannot be one revision",
        );
      },
    ));

  it("refuses an answer that moves nothing", async () => {
    await expect(
      questions({ answers: { renames: { "c.*": "b.*" } } }),
    ).rejects.toThrow(
      "The answer rename c.*:b.* fits nothing: the one holds nothing that entities map in the other.",
    );
  });
});
