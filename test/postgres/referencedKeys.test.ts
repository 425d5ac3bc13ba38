// Keys that others refer to: changed in type, name, order and place, together with all that refers to them.
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate, upgrade } from "../../src";
import { both, onDatabase, there } from "../judges/cases";
import {
  dataSourceOf,
  rowsOf as rowsOfAll,
  schemaOf,
} from "../judges/database";
import { entity } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";

const text = { type: "text" } as const;
type Type = EntitySchemaColumnOptions;

const to = (target: string, column: string, referenced = "id", more = {}) => ({
  target,
  columnNames: [column],
  referencedColumnNames: [referenced],
  ...more,
});

/** Boss, pets, passport with the key of its person, tags by a join table, and visas on the passport. */
const family = (type: Type, keyed: Partial<Type> = {}) => [
  entity(
    "person",
    {
      id: { ...type, primary: true, ...keyed },
      boss: { ...type, nullable: true },
    },
    { foreignKeys: [to("person", "boss")] },
  ),
  entity(
    "pet",
    { owner: { ...type, nullable: true } },
    {
      foreignKeys: [to("person", "owner", "id", { onDelete: "SET NULL" })],
      indices: [{ columns: ["owner"] }],
    },
  ),
  entity(
    "passport",
    { id: { ...type, primary: true } },
    { foreignKeys: [to("person", "id", "id", { onDelete: "CASCADE" })] },
  ),
  entity(
    "visa",
    { passport: { ...type, unique: true } },
    { foreignKeys: [to("passport", "passport")] },
  ),
  entity("tag", { id: { ...type, primary: true } }),
  entity(
    "person_tag",
    { person: { ...type, primary: true }, tag: { ...type, primary: true } },
    {
      foreignKeys: [
        to("person", "person", "id", {
          onDelete: "CASCADE",
          onUpdate: "CASCADE",
        }),
        to("tag", "tag"),
      ],
      indices: [{ columns: ["tag"] }],
    },
  ),
];

const rowsOf = (value: (number: number) => unknown) => ({
  person: [
    { id: value(1), boss: null },
    { id: value(2), boss: value(1) },
  ],
  pet: [
    { id: 1, owner: value(2) },
    { id: 2, owner: null },
  ],
  passport: [{ id: value(2) }],
  visa: [{ id: 1, passport: value(2) }],
  tag: [{ id: value(7) }],
  person_tag: [{ person: value(2), tag: value(7) }],
});
const inTables = (rows: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(rows).map(([table, items]) => [`public.${table}`, items]),
  ) as Record<string, never>;

const asNumber = rowsOf((number) => number);
const asText = rowsOf(String);

for (const [words, a, b, rowsA, rowsB] of [
  [
    "integer and bigint",
    { type: "integer" },
    { type: "bigint" },
    asNumber,
    asText,
  ],
  [
    "smallint and integer",
    { type: "smallint" },
    { type: "integer" },
    asNumber,
    asNumber,
  ],
  [
    "integer and varchar",
    { type: "integer" },
    { type: "varchar", length: 20 },
    asNumber,
    asText,
  ],
  [
    "varchars of two lengths",
    { type: "varchar", length: 10 },
    { type: "varchar", length: 20 },
    asText,
    asText,
  ],
  [
    "varchar and text",
    { type: "varchar", length: 10 },
    { type: "text" },
    asText,
    asText,
  ],
  [
    "bigint and numeric",
    { type: "bigint" },
    { type: "numeric", precision: 20, scale: 0 },
    asText,
    asText,
  ],
] as const)
  both(
    `between ${words}`,
    [family(a), family(b)],
    { rows: rowsA, upgraded: inTables(rowsB), downgraded: inTables(rowsA) },
    { rows: rowsB, upgraded: inTables(rowsA), downgraded: inTables(rowsB) },
  );

both(
  "its type and its name at once",
  [
    family({ type: "integer" }),
    family({ type: "bigint" }, { primaryKeyConstraintName: "the key" }),
  ],
  {
    rows: asNumber,
    upgraded: inTables(asText),
    downgraded: inTables(asNumber),
  },
  { rows: asText, upgraded: inTables(asNumber), downgraded: inTables(asText) },
);

it("every foreign key is taken down once, and put back once", async () => {
  await onDatabase(
    { from: family({ type: "integer" }) },
    async (url, directory) => {
      const { upgrade, downgrade } = await autogenerate(
        dataSourceOf(url, family({ type: "varchar" })),
        { directory, write: false },
      );
      for (const statements of [upgrade, downgrade])
        for (const words of ["ADD CONSTRAINT", "DROP CONSTRAINT"])
          expect(
            statements.filter(({ sql }) => sql.includes(words)),
          ).toHaveLength(6);
    },
  );
});

const place = (
  columns: readonly string[],
  type: Type = { type: "integer" },
) => [
  entity(
    "place",
    Object.fromEntries([
      ...columns.map((column) => [column, { ...type, primary: true }]),
      ["name", { ...text, default: "" }],
    ]) as Record<string, Type>,
  ),
  entity(
    "visit",
    { country: type, town: type },
    {
      foreignKeys: [
        {
          target: "place",
          columnNames: ["country", "town"],
          referencedColumnNames: ["country", "town"],
        },
      ],
    },
  ),
];
const visits = {
  rows: {
    place: [{ country: 1, town: 2 }],
    visit: [{ id: 1, country: 1, town: 2 }],
  },
};
both(
  "of two columns that change places, while others refer to it",
  [place(["country", "town"]), place(["town", "country"])],
  visits,
);
both(
  "of two columns that change places and type, while others refer to it",
  [place(["country", "town"]), place(["town", "country"], { type: "bigint" })],
  { ...visits, upgraded: {}, downgraded: {} },
);

describe("what an entity cannot say of a foreign key stays while the key changes its type", () => {
  const person = (type: Type) => [
    entity("person", {
      id: { ...type, primary: true },
      part: { ...type, primary: true },
    }),
    entity(
      "pet",
      {
        owner: { ...type, nullable: true },
        part: { ...type, nullable: true },
      },
      {
        foreignKeys: [
          {
            name: "owned",
            target: "person",
            columnNames: ["owner", "part"],
            referencedColumnNames: ["id", "part"],
            onDelete: "SET NULL",
          },
        ],
      },
    ),
  ];
  for (const [words, clauses] of [
    ["NOT VALID", "ON DELETE SET NULL NOT VALID"],
    ["MATCH FULL", "MATCH FULL ON DELETE SET NULL"],
    ["SET NULL of one column", "ON DELETE SET NULL (owner)"],
  ] as const) {
    const handmade = [
      `ALTER TABLE pet DROP CONSTRAINT owned, ADD CONSTRAINT owned FOREIGN KEY (owner, part) REFERENCES person (id, part) ${clauses}`,
    ];
    both(words, [person({ type: "integer" }), person({ type: "varchar" })], {
      handmade,
      handmadeAfter: handmade,
      rows: {
        person: [{ id: 1, part: 2 }],
        pet: [{ id: 1, owner: 1, part: 2 }],
      },
      upgraded: {},
      downgraded: {},
    });
  }
});

describe("what is set by hand on a foreign key whose columns change places", () => {
  const places = (...order: readonly ["id" | "part", "id" | "part"]) => [
    entity(
      "person",
      Object.fromEntries(
        order.map((name) => [name, { type: "integer", primary: true }]),
      ),
    ),
    entity(
      "pet",
      {
        owner: { type: "integer", nullable: true },
        part: { type: "integer", nullable: true },
      },
      {
        foreignKeys: [
          {
            name: "owned",
            target: "person",
            columnNames: order.map((name) => (name === "id" ? "owner" : name)),
            referencedColumnNames: [...order],
            onDelete: "SET NULL",
          },
        ],
      },
    ),
  ];
  const set = (columns: string, referenced: string) => [
    `ALTER TABLE pet DROP CONSTRAINT owned, ADD CONSTRAINT owned FOREIGN KEY (${columns}) REFERENCES person (${referenced}) MATCH FULL ON DELETE SET NULL (part) NOT VALID`,
    "COMMENT ON CONSTRAINT owned ON pet IS 'whose'",
  ];
  there("stays", {
    from: places("id", "part"),
    to: places("part", "id"),
    handmade: set("owner, part", "id, part"),
    handmadeAfter: set("part, owner", "part, id"),
    rows: {
      person: [{ id: 1, part: 2 }],
      pet: [{ id: 1, owner: 1, part: 2 }],
    },
  });
});

describe("a foreign key of a table that is not looked at", () => {
  const person = (type: Type, more: Partial<Type> = {}) => [
    entity("person", {
      id: { ...type, primary: true, ...more },
      part: { type: "integer", unique: true },
    }),
  ];
  const groundwork = ["CREATE SCHEMA other"];
  const pet = (type: string, referenced = "id") =>
    `CREATE TABLE other.pet (owner ${type} CONSTRAINT "its owner" REFERENCES person (${referenced}) ON DELETE CASCADE)`;
  const rows = { person: [{ id: 1, part: 5 }] };

  both(
    "goes along where it can",
    [person({ type: "integer" }), person({ type: "bigint" })],
    {
      groundwork,
      handmade: [pet("integer")],
      handmadeAfter: [pet("integer")],
      rows,
      upgraded: {},
      downgraded: {},
    },
  );
  both(
    "goes along when the column that it refers to is a key of another kind",
    [
      [
        entity("person", {
          id: { type: "integer", primary: true },
          part: { type: "integer", unique: true },
        }),
      ],
      [
        entity("person", {
          part: { type: "integer", primary: true },
          id: { type: "integer", unique: true },
        }),
      ],
    ],
    {
      groundwork,
      handmade: [
        pet("bigint"),
        "INSERT INTO person (id, part) VALUES (1, 5)",
        "INSERT INTO other.pet VALUES (1)",
      ],
      handmadeAfter: [pet("bigint")],
    },
  );

  const lost: readonly (readonly [
    string,
    ReturnType<typeof person>,
    readonly string[],
  ])[] = [
    [
      "gets a type that it cannot be compared with",
      person({ type: "varchar" }),
      [],
    ],
    [
      "is no key any more",
      [
        entity("person", {
          id: { type: "integer" },
          part: { type: "integer", primary: true },
        }),
      ],
      [],
    ],
    ["goes with its table", [entity("thing", {})], ["person"]],
  ];
  for (const [words, to, drops] of lost)
    it(`is named, and nothing is broken, where what it refers to ${words}`, async () => {
      const from = [...person({ type: "integer" }), entity("thing", {})];
      await onDatabase(
        {
          from,
          groundwork,
          handmade: [
            pet("integer"),
            "INSERT INTO person (id, part) VALUES (1, 5)",
            "INSERT INTO other.pet VALUES (1)",
          ],
        },
        async (url, directory) => {
          const before = [await schemaOf(url), await rowsOfAll(url)];
          const source = dataSourceOf(url, [
            ...to,
            ...(drops.length > 0 ? [] : [entity("thing", {})]),
          ]);
          const { hazards, file } = await autogenerate(source, {
            directory,
            answers: { drops },
          });
          expect(hazards).toContainEqual(
            expect.objectContaining({
              code: "REFERENCED_ELSEWHERE",
              message: `fails: foreign key "its owner" of table "other.pet" refers to it, which is not compared`,
            }),
          );
          const migrated = dataSourceOf(url, to, {
            migrations: [migrationClass(file?.source ?? "")],
          });
          await expect(upgrade(migrated)).rejects.toThrow("its owner");
          expect([await schemaOf(url), await rowsOfAll(url)]).toEqual(before);
        },
      );
    });
});
