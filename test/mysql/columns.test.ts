// Columns that come, go and change, with the rows that are there.
import type { EntitySchemaColumnOptions } from "typeorm";
import { check } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

const person = (columns: Parameters<typeof entity>[1]) => [
  entity("person", columns),
];
const rows = (...names: string[]) => ({
  person: names.map((name, position) => ({ id: position + 1, name })),
});

onBoth(({ both, there, alike, refused, asked }, kind) => {
  both(
    "a nullable column is added",
    [
      person({ name: { type: "varchar" } }),
      person({
        name: { type: "varchar" },
        age: { type: "int", nullable: true },
      }),
    ],
    { rows: rows("Ann", "Bob") },
    { rows: { person: [{ id: 1, name: "Ann", age: 3 }] } },
  );
  both(
    "columns between others go, one of them filled when it comes back",
    [
      person({
        zero: { type: "int", nullable: true },
        one: { type: "varchar", length: 9 },
        two: { type: "int", nullable: true },
        name: { type: "varchar" },
        three: { type: "date" },
        four: {
          type: "int",
          asExpression: "id * 2",
          generatedType: "VIRTUAL",
          nullable: true,
        },
        last: { type: "int" },
      }),
      person({ name: { type: "varchar" }, last: { type: "int" } }),
    ],
    {
      rows: {
        person: [
          { id: 1, one: "1", name: "Ann", three: "2026-01-01", last: 5 },
        ],
      },
    },
    {
      rows: { person: [{ id: 1, name: "Ann", last: 5 }] },
      answers: {
        backfills: {
          "person.one": "'x'",
          "person.three": "'2020-01-01'",
        },
      },
    },
  );
  there("the first columns go, beside one that comes and one that is renamed", {
    from: [
      entity("item", {
        a: { type: "int", nullable: true },
        b: { type: "int", nullable: true },
        id: { type: "int", primary: true },
        c: { type: "int", nullable: true },
        d: { type: "varchar", length: 9 },
      }),
    ],
    to: [
      entity("item", {
        id: { type: "int", primary: true },
        c2: { type: "int", nullable: true },
        x: { type: "datetime", nullable: true },
      }),
    ],
    rows: { item: [{ id: 1, c: 3, d: "d" }] },
    answers: {
      renames: { "item.c": "c2" },
      drops: ["item.a", "item.b", "item.d"],
    },
  });
  both(
    "a varchar is widened",
    [
      person({ name: { type: "varchar", length: 50 } }),
      person({ name: { type: "varchar", length: 100 } }),
    ],
    { rows: rows("Ann", "Bob") },
  );
  both(
    "NOT NULL comes and goes",
    [
      person({ name: { type: "varchar", nullable: true } }),
      person({ name: { type: "varchar" } }),
    ],
    { rows: rows("Ann") },
  );
  both(
    "a default comes and goes",
    [
      person({ name: { type: "varchar" }, age: { type: "int" } }),
      person({
        name: { type: "varchar", default: "it''s" },
        age: { type: "int", default: 5 },
      }),
    ],
    { rows: { person: [{ id: 1, name: "Ann", age: 1 }] } },
  );
  alike("a quote in a default, escaped for TypeORM in either way", {
    from: person({ name: { type: "varchar", default: "it''s" } }),
    to: person({ name: { type: "varchar", default: "it\\'s" } }),
  });
  both(
    "a comment comes, with quotes",
    [
      person({ name: { type: "varchar" } }),
      person({ name: { type: "varchar", comment: `it's "q"` } }),
    ],
    { rows: rows("Ann") },
  );
  both(
    "an int becomes a bigint and unsigned",
    [
      person({ name: { type: "varchar" }, age: { type: "int" } }),
      person({
        name: { type: "varchar" },
        age: { type: "bigint", unsigned: true },
      }),
    ],
    {
      rows: { person: [{ id: 1, name: "Ann", age: 1 }] },
      essence: (value) => String(value),
    },
  );
  it("refuses a default of a new column that the server does not take, before anything runs", () =>
    onDatabase(
      { from: [entity("document", { id: { type: "int", primary: true } })] },
      async (url) => {
        const to = [
          entity("document", {
            id: { type: "int", primary: true },
            made: { type: "json", default: () => "json_objekt(" },
          }),
        ];
        await expect(check(dataSourceOf(url, to))).rejects.toThrow(
          /^The default of column "made" of table "document": the server does not accept /,
        );
      },
      kind,
    ));
  const documents = () => [
    entity("document", {
      id: { type: "int", primary: true },
      list: { type: "json", default: () => "('[]')" },
      none: { type: "json", default: () => "(JSON_ARRAY())" },
      made: {
        type: "json",
        asExpression: "JSON_ARRAY(id)",
        generatedType: "STORED",
        nullable: true,
      },
    }),
  ];
  alike("JSON with defaults and expressions", {
    from: documents(),
    to: documents(),
  });
  alike("spellings of one type", {
    from: person({
      a: { type: "decimal" },
      b: { type: "varchar" },
      c: { type: "datetime", precision: 6 },
      d: { type: "boolean", default: true },
      e: { type: "double" },
    }),
    to: person({
      a: { type: "numeric", precision: 10, scale: 0 },
      b: { type: "varchar", length: 255 },
      c: { type: "datetime", precision: 6 },
      d: { type: "tinyint", default: 1 },
      e: { type: "double precision" },
    }),
  });
  asked("a NOT NULL column without a default is asked for", ["backfill"], {
    from: person({ name: { type: "varchar" } }),
    to: person({ name: { type: "varchar" }, age: { type: "int" } }),
    rows: rows("Ann"),
  });
  there("a NOT NULL column is filled", {
    from: person({ name: { type: "varchar" } }),
    to: person({ name: { type: "varchar" }, age: { type: "int" } }),
    rows: rows("Ann"),
    answers: { backfills: { "person.age": "7" } },
    upgraded: { person: [{ id: 1, name: "Ann", age: 7 }] },
  });
  refused("a varchar that is too short", /truncated|too long/, {
    from: person({ name: { type: "varchar", length: 50 } }),
    to: person({ name: { type: "varchar", length: 2 } }),
    rows: rows("Ann"),
  });

  it("counts the rows that would not fit", async () => {
    await onDatabase(
      {
        from: person({ name: { type: "varchar" }, age: { type: "int" } }),
        rows: {
          person: [
            { id: 1, name: "Ann", age: 1 },
            { id: 2, name: "Bo", age: 300 },
          ],
        },
      },
      async (url) => {
        const { hazards } = await check(
          dataSourceOf(
            url,
            person({
              name: { type: "varchar", length: 2 },
              age: { type: "tinyint", unsigned: true },
            }),
          ),
        );
        expect(hazards).toMatchObject([
          {
            code: "DOES_NOT_FIT",
            message: "fails on values that do not fit: 1 row in this database",
            examples: [expect.any(String)],
          },
          {
            code: "DOES_NOT_FIT",
            message: "fails on values that do not fit: 1 row in this database",
            examples: [expect.any(String)],
          },
        ]);
      },
      kind,
    );
  });
  it.each<EntitySchemaColumnOptions>([
    { type: "decimal", precision: 20 },
    { type: "decimal", precision: 20, unsigned: true },
    { type: "decimal", precision: 25, scale: 5 },
    { type: "double" },
  ])("counts numbers that no bigint holds: $type($precision)", async (from) => {
    const item = (n: EntitySchemaColumnOptions) => [
      entity("item", { id: { type: "int", primary: true }, n }),
    ];
    await onDatabase(
      {
        from: item(from),
        rows: {
          item: [
            { id: 1, n: "99999999999999999999" },
            { id: 2, n: "9200000000000000000" },
            { id: 3, n: "7" },
          ],
        },
      },
      async (url) => {
        const { hazards } = await check(
          dataSourceOf(url, item({ type: "bigint", unsigned: true })),
        );
        expect(
          hazards.filter(({ code }) => code === "DOES_NOT_FIT"),
        ).toMatchObject([
          {
            message: "fails on values that do not fit: 1 row in this database",
            examples: [expect.stringMatching(/^(99999999999999999999|1e20)/)],
          },
        ]);
      },
      kind,
    );
  });
  it.each<
    [
      string,
      EntitySchemaColumnOptions,
      EntitySchemaColumnOptions,
      fitting: readonly string[],
      other: readonly string[],
    ]
  >([
    [
      "fewer digits after the point",
      { type: "decimal", precision: 5, scale: 2 },
      { type: "decimal", precision: 3, scale: 1 },
      ["99.94", "-99.9", "0.05"],
      ["99.95", "-99.95", "100"],
    ],
    [
      "one digit less",
      { type: "decimal", precision: 4, scale: 1 },
      { type: "decimal", precision: 3 },
      ["999.4", "-999.4"],
      ["999.5", "-999.9"],
    ],
    [
      "none after the point",
      { type: "decimal", precision: 5, scale: 2 },
      { type: "tinyint" },
      ["127.49", "-128.49"],
      ["127.5", "-128.5"],
    ],
    [
      "a number of any size",
      { type: "double" },
      { type: "decimal", precision: 3, scale: 1 },
      ["99.94", "-99.94"],
      ["99.96", "-1e30"],
    ],
  ])(
    "counts numbers that do not fit as they are rounded: %s",
    async (_, from, to, fitting, other) => {
      const item = (n: EntitySchemaColumnOptions) => [
        entity("item", { id: { type: "int", primary: true }, n }),
      ];
      const counted = async (values: readonly string[]): Promise<string[]> => {
        const rows = values.map((n, id) => ({ id, n }));
        const messages: string[] = [];
        await onDatabase(
          { from: item(from), rows: { item: rows } },
          async (url) => {
            const { hazards } = await check(dataSourceOf(url, item(to)));
            messages.push(
              ...hazards
                .filter(({ code }) => code === "DOES_NOT_FIT")
                .map(({ message }) => message),
            );
          },
          kind,
        );
        return messages;
      };
      for (const [values, misfits] of [
        [fitting, 0],
        [other, other.length],
      ] as const)
        expect(await counted(values)).toEqual([
          `fails on values that do not fit: ${misfits} rows in this database`,
        ]);
    },
  );
  it.each([
    ["point", "POINT"],
    ["linestring", "LINESTRING"],
    ["multipolygon", "MULTIPOLYGON"],
    ["geometrycollection", "GEOMETRYCOLLECTION|MULTI"],
  ] as const)(
    "counts shapes of which a column of type %s takes none",
    async (type, taken) => {
      const shapes = [
        "POINT(1 2)",
        "LINESTRING(1 2,2 3)",
        "POLYGON((0 0,1 0,1 1,0 0))",
        "MULTIPOLYGON(((0 0,1 0,1 1,0 0)))",
        "GEOMETRYCOLLECTION(POINT(1 1))",
      ];
      const place = (at: EntitySchemaColumnOptions) => [
        entity("place", { at: { ...at, nullable: true } }),
      ];
      const to = place({ type });
      await onDatabase(
        {
          from: place({ type: "geometry" }),
          rows: {
            place: [
              { id: 9, at: null },
              ...shapes.map((at, id) => ({ id, at })),
            ],
          },
        },
        async (url) => {
          // MariaDB puts anything in a collection.
          const takesAll = kind === "mariadb" && type === "geometrycollection";
          const strange = shapes.filter(
            (shape) => !takesAll && !RegExp(`^(${taken})`).test(shape),
          );
          const { hazards } = await check(dataSourceOf(url, to));
          expect(
            hazards.filter(({ code }) => code === "DOES_NOT_FIT"),
          ).toMatchObject(
            strange.length === 0
              ? []
              : [
                  {
                    message: `fails on values that do not fit: ${strange.length} rows in this database`,
                    examples: [...strange].sort().slice(0, 3),
                  },
                ],
          );
          await withSource(dataSourceOf(url, []), async (source) => {
            await source.query(
              `DELETE FROM place WHERE ST_AsText(at) IN (${strange.map((shape) => `'${shape}'`).join(", ") || "''"})`,
            );
          });
          const rest = await check(dataSourceOf(url, to));
          expect(
            rest.hazards.filter(({ code }) => code === "DOES_NOT_FIT"),
          ).toMatchObject(
            takesAll
              ? []
              : [
                  {
                    message:
                      "fails on values that do not fit: 0 rows in this database",
                  },
                ],
          );
          await withSource(dataSourceOf(url, []), (source) =>
            source.query(`ALTER TABLE place MODIFY at ${type}`),
          );
        },
        kind,
      );
    },
  );
  it("counts texts that are no whole numbers, or have characters that go", async () => {
    const of = (
      n: EntitySchemaColumnOptions,
      c: EntitySchemaColumnOptions,
      b: EntitySchemaColumnOptions,
    ) => [entity("item", { id: { type: "int", primary: true }, n, c, b })];
    const text = { type: "varchar", length: 9 } as const;
    await onDatabase(
      {
        from: of(text, text, { type: "binary", length: 4 }),
        rows: {
          item: [
            { id: 1, n: "12", c: "a", b: "abcd" },
            { id: 2, n: "-1.5", c: "é", b: "efgh" },
            { id: 3, n: "x", c: "€", b: "ijkl" },
          ],
        },
      },
      async (url) => {
        const { hazards } = await check(
          dataSourceOf(
            url,
            of(
              { type: "int" },
              { ...text, charset: "ascii" },
              { type: "binary", length: 2 },
            ),
          ),
        );
        expect(
          hazards
            .filter(({ code }) => code === "DOES_NOT_FIT")
            .map(({ message }) => /\d+ rows?/.exec(message)?.[0]),
        ).toEqual(["2 rows", "2 rows", "3 rows"]);
      },
      kind,
    );
  });
});
