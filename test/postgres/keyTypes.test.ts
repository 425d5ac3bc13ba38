// Keys that change their type without a cast: one answer carries them over together with all that refers to them.
import type { EntitySchemaColumnOptions } from "typeorm";
import type { Question } from "../../src";
import {
  asked,
  both,
  onDatabase,
  refused,
  refusedBack,
  there,
} from "../judges/cases";
import { decorated, entity } from "../judges/entities";
import { check } from "../../src";
import { dataSourceOf } from "../judges/database";

const name = { type: "text" } as const;

/** A number as a uuid. */
const held = (number: number): string =>
  `00000000-0000-0000-0000-${number.toString(16).padStart(12, "0")}`;

/** The choice at this place, of every question. */
const chosen = (place: number) => (questions: readonly Question[]) => ({
  casts: Object.assign(
    {},
    ...questions.map(({ choices }) => choices[place]?.answers.casts),
  ) as Record<string, string>,
});

const numbers = {
  type: "integer",
  primary: true,
  generated: "increment",
} as const;
const uuids = { type: "uuid", primary: true, generated: "uuid" } as const;
const texts = { type: "varchar", primary: true } as const;
type Key = typeof numbers | typeof uuids | typeof texts;

/** A person with pets, one chip a pet, a boss, and tags by way of a table. */
const family = (id: Key) => {
  const type: EntitySchemaColumnOptions["type"] = id.type;
  const to = (target: string, column: string, more = {}) => ({
    target,
    columnNames: [column],
    referencedColumnNames: ["id"],
    ...more,
  });
  return [
    entity(
      "person",
      { id, name, boss: { type, nullable: true } },
      {
        foreignKeys: [
          to("person", "boss", { deferrable: "INITIALLY DEFERRED" }),
        ],
      },
    ),
    entity(
      "pet",
      { id: numbers, owner: { type, nullable: true } },
      {
        foreignKeys: [to("person", "owner", { onDelete: "SET NULL" })],
        indices: [{ columns: ["owner"] }],
      },
    ),
    entity("tag", { id: { type: "integer", primary: true } }),
    entity(
      "person_tag",
      {
        person: { type, primary: true },
        tag: { type: "integer", primary: true },
      },
      {
        foreignKeys: [
          to("person", "person", { onDelete: "CASCADE", onUpdate: "CASCADE" }),
          to("tag", "tag"),
        ],
      },
    ),
    // The key is a foreign key too, and another table refers to it.
    entity(
      "passport",
      { id: { type, primary: true } },
      { foreignKeys: [to("person", "id")] },
    ),
    entity(
      "visa",
      {
        id: { type: "integer", primary: true },
        passport: { type, unique: true },
      },
      { foreignKeys: [to("passport", "passport")] },
    ),
  ];
};

const familyRows = {
  person: [{ name: "Ann" }, { name: "Bob", boss: 1 }],
  pet: [{ owner: 2 }, { owner: null }],
  tag: [{ id: 7 }],
  person_tag: [
    { person: 1, tag: 7 },
    { person: 2, tag: 7 },
  ],
  passport: [{ id: 2 }],
  visa: [{ id: 1, passport: 2 }],
};

const numbered = {
  "public.person": [
    { id: 1, name: "Ann", boss: null },
    { id: 2, name: "Bob", boss: 1 },
  ],
  "public.pet": [
    { id: 1, owner: 2 },
    { id: 2, owner: null },
  ],
  "public.person_tag": [
    { person: 1, tag: 7 },
    { person: 2, tag: 7 },
  ],
  "public.passport": [{ id: 2 }],
  "public.visa": [{ id: 1, passport: 2 }],
};

const identified = {
  "public.person": [
    { id: held(1), name: "Ann", boss: null },
    { id: held(2), name: "Bob", boss: held(1) },
  ],
  "public.pet": [
    { id: 1, owner: held(2) },
    { id: 2, owner: null },
  ],
  "public.person_tag": [
    { person: held(1), tag: 7 },
    { person: held(2), tag: 7 },
  ],
  "public.passport": [{ id: held(2) }],
  "public.visa": [{ id: 1, passport: held(2) }],
};

describe("a number becomes a uuid", () => {
  const way = { from: family(numbers), to: family(uuids), rows: familyRows };

  asked("with all that refers to it, by one question", ["keyType"], way);

  both(
    "that holds it",
    [way.from, way.to],
    {
      rows: familyRows,
      answered: chosen(0),
      upgraded: identified,
      downgraded: numbered,
      next: { person: { name: "Eve" } },
    },
    {
      rows: {
        ...familyRows,
        person: [
          { id: held(1), name: "Ann" },
          { id: held(2), name: "Bob", boss: held(1) },
        ],
        pet: [{ owner: held(2) }, { owner: null }],
        person_tag: [
          { person: held(1), tag: 7 },
          { person: held(2), tag: 7 },
        ],
        passport: [{ id: held(2) }],
        visa: [{ id: 1, passport: held(2) }],
      },
      upgraded: numbered,
      downgraded: identified,
    },
  );

  refusedBack(
    "that looks random, and has no way back",
    /invalid input syntax for type integer: "[0-9a-f-]{36}"/,
    [
      // Everything still refers to what it referred to.
      `DO $$ BEGIN ASSERT (SELECT count(*) FROM person p JOIN person b ON b.id = p.boss JOIN pet ON pet.owner = p.id
         JOIN person_tag t ON t.person = p.id JOIN passport s ON s.id = p.id JOIN visa v ON v.passport = p.id
         WHERE p.name = 'Bob' AND b.name = 'Ann') = 1; END $$`,
    ],
    {
      ...way,
      answers: {
        casts: Object.fromEntries(
          [
            "person.id",
            "person.boss",
            "pet.owner",
            "person_tag.person",
            "passport.id",
            "visa.passport",
          ].map((column) => [
            column,
            `md5('person:' || "${column.split(".")[1] ?? ""}")::uuid`,
          ]),
        ),
      },
    },
  );

  refusedBack(
    "and rows that came since have no way back",
    /invalid input syntax for type integer: "[0-9a-f-]{36}"/,
    [`INSERT INTO thing DEFAULT VALUES`],
    {
      from: [entity("thing", { id: numbers })],
      to: [entity("thing", { id: uuids })],
      rows: { thing: [{}] },
      answers: {
        casts: { "thing.id": `lpad(to_hex("id"::bigint), 32, '0')::uuid` },
      },
    },
  );

  asked("and an answer for some of the columns is none", ["keyType"], {
    ...way,
    answers: { casts: { "person.id": `md5("id"::text)::uuid` } },
  });

  it("offers choices that answer it whole", async () => {
    await onDatabase({ from: way.from, rows: way.rows }, async (url) => {
      const source = dataSourceOf(url, way.to);
      const { questions } = await check(source);
      const [question] = questions;
      expect(question?.message).toBe(
        `How do the values of key "person"."id" and of the 5 columns that refer to it become uuid?`,
      );
      expect(question?.choices.map(({ meaning }) => meaning)).toHaveLength(3);
      for (const { answers } of question?.choices.slice(0, 2) ?? [])
        expect(await check(source, { answers })).toMatchObject({
          questions: [],
        });
    });
  });
});

for (const [kind, from, ids] of [
  [
    "an identity",
    decorated("thing", { id: { generated: "identity" }, name }),
    [1, 2],
  ],
  [
    "a bigint",
    entity("thing", { id: { type: "bigint", primary: true }, name }),
    ["-1", "9223372036854775807"],
  ],
  [
    "a smallint",
    entity("thing", { id: { type: "smallint", primary: true }, name }),
    [-32768, 3],
  ],
  [
    "a negative number",
    entity("thing", { id: { type: "integer", primary: true }, name }),
    [-7, 0],
  ],
] as const)
  there(`${kind} becomes a uuid that holds it`, {
    from: [from],
    to: [entity("thing", { id: uuids, name })],
    rows: {
      thing: ids.map((id) => ({
        ...(kind === "an identity" ? {} : { id }),
        name: "a",
      })),
    },
    answered: chosen(0),
    upgraded: {},
    downgraded: { "public.thing": [{ id: ids[0] }, { id: ids[1] }] },
  });

refused(
  "a uuid that holds no number",
  'invalid input syntax for type integer: "4f8b2c6e-0000-4000-8000-000000000001"',
  {
    from: [entity("thing", { id: { type: "uuid", primary: true } })],
    to: [entity("thing", { id: { type: "integer", primary: true } })],
    rows: { thing: [{ id: "4f8b2c6e-0000-4000-8000-000000000001" }] },
    answers: {
      casts: {
        "thing.id": `CASE WHEN "id"::text LIKE '00000000-0000-0000-%' THEN ('x' || right(replace("id"::text, '-', ''), 16))::bit(64)::bigint::integer ELSE "id"::text::integer END`,
      },
    },
  },
);

describe("of two columns", () => {
  const place = (id: Key) => [
    entity("place", {
      id,
      part: { type: "integer", primary: true },
    }),
    entity(
      "visit",
      { place: { type: id.type }, part: { type: "integer" } },
      {
        foreignKeys: [
          {
            target: "place",
            columnNames: ["part", "place"],
            referencedColumnNames: ["part", "id"],
          },
        ],
      },
    ),
  ];
  there("one becomes a uuid", {
    from: place(numbers),
    to: place(uuids),
    rows: { place: [{ part: 2 }], visit: [{ id: 1, place: 1, part: 2 }] },
    answered: chosen(0),
    upgraded: { "public.visit": [{ id: 1, place: held(1), part: 2 }] },
    downgraded: { "public.visit": [{ id: 1, place: 1, part: 2 }] },
  });
});

describe("in a circle", () => {
  const circle = (type: "integer" | "uuid") =>
    ["a", "b", "c"].map((table, position, tables) =>
      entity(
        table,
        { id: { type, primary: true } },
        {
          foreignKeys: [
            {
              target: tables[(position + 1) % 3] ?? "",
              columnNames: ["id"],
              referencedColumnNames: ["id"],
              deferrable: "INITIALLY DEFERRED",
            },
          ],
        },
      ),
    );
  asked("it is one question", ["keyType"], {
    from: circle("integer"),
    to: circle("uuid"),
  });
  there("all become uuids", {
    from: circle("integer"),
    to: circle("uuid"),
    handmade: [
      "BEGIN; INSERT INTO a VALUES (1); INSERT INTO b VALUES (1); INSERT INTO c VALUES (1); COMMIT",
    ],
    handmadeAfter: [],
    answered: chosen(0),
    upgraded: { "public.a": [{ id: held(1) }], "public.c": [{ id: held(1) }] },
    downgraded: { "public.a": [{ id: 1 }], "public.c": [{ id: 1 }] },
  });
});

describe("that is no key but a unique column", () => {
  const person = (type: "integer" | "uuid") => [
    entity("person", { number: { type, unique: true } }),
    entity(
      "pet",
      { owner: { type } },
      {
        foreignKeys: [
          {
            target: "person",
            columnNames: ["owner"],
            referencedColumnNames: ["number"],
          },
        ],
      },
    ),
  ];
  asked("is asked all the same", ["keyType"], {
    from: person("integer"),
    to: person("uuid"),
  });
  there("becomes a uuid", {
    from: person("integer"),
    to: person("uuid"),
    rows: { person: [{ id: 1, number: 8 }], pet: [{ id: 1, owner: 8 }] },
    answered: chosen(0),
    upgraded: { "public.pet": [{ id: 1, owner: held(8) }] },
    downgraded: { "public.pet": [{ id: 1, owner: 8 }] },
  });
});

describe("by relations", () => {
  const blog = (id: Key, constrained = true) => [
    entity("tag", { id }),
    entity(
      "post",
      { id },
      {
        relations: {
          tags: { type: "many-to-many", target: "tag", joinTable: true },
          first: {
            type: "many-to-one",
            target: "tag",
            nullable: true,
            createForeignKeyConstraints: constrained,
          },
        },
      },
    ),
  ];
  there("a join table goes along", {
    from: blog(numbers),
    to: blog(uuids),
    handmade: [
      "INSERT INTO tag DEFAULT VALUES",
      'INSERT INTO post ("firstId") VALUES (1)',
      "INSERT INTO post_tags_tag VALUES (1, 1)",
    ],
    handmadeAfter: [],
    answered: chosen(0),
    upgraded: {
      "public.post_tags_tag": [{ postId: held(1), tagId: held(1) }],
      "public.post": [{ id: held(1), firstId: held(1) }],
    },
    downgraded: { "public.post": [{ id: 1, firstId: 1 }] },
  });
  asked(
    "a column without a foreign key is asked by itself",
    ["keyType", "keyType", "cast"],
    {
      from: blog(numbers, false),
      to: blog(uuids, false),
    },
  );
});

describe("under names like", () => {
  const long =
    "a_name_that_is_longer_than_the_sixty_three_bytes_that_the_server_keeps";
  const titled = (table: string, column: string, id: Key) => [
    entity("person", { id: { ...id, name: column } }, { tableName: table }),
    entity(
      "pet",
      { owner: { type: id.type, name: `o${column}` } },
      {
        tableName: `p${table}`,
        foreignKeys: [
          {
            target: "person",
            columnNames: ["owner"],
            referencedColumnNames: ["id"],
          },
        ],
      },
    ),
  ];
  for (const [table, column, more] of [
    ["select", "order", {}],
    ["UPPER Case", "Id", { restless: true }],
    ["Größe 人", "éà 列", { restless: true }],
    // TypeORM looks for what it made under names that the server has cut.
    [long, long, { notAsSynchronized: true }],
  ] as const)
    there(table.slice(0, 20), {
      from: titled(table, column, numbers),
      to: titled(table, column, uuids),
      rows: { person: [{}], pet: [{ id: 1, owner: 1 }] },
      answered: chosen(0),
      upgraded: {
        [`public.p${table}`.slice(0, 70)]: [
          { id: 1, [`o${column}`.slice(0, 63)]: held(1) },
        ],
      },
      downgraded: {
        [`public.p${table}`.slice(0, 70)]: [
          { id: 1, [`o${column}`.slice(0, 63)]: 1 },
        ],
      },
      ...more,
    });
});

const written = {
  "public.person": [
    { id: "1", name: "Ann", boss: null },
    { id: "2", name: "Bob", boss: "1" },
  ],
  "public.pet": [
    { id: 1, owner: "2" },
    { id: 2, owner: null },
  ],
  "public.passport": [{ id: "2" }],
};
both(
  "a numbered key becomes text and back without a question",
  [family(numbers), family(texts)],
  {
    rows: familyRows,
    upgraded: written,
    downgraded: numbered,
    next: { person: { name: "Eve" } },
  },
  {
    rows: {
      ...familyRows,
      person: [
        { id: "1", name: "Ann" },
        { id: "2", name: "Bob", boss: "1" },
      ],
    },
    upgraded: numbered,
    downgraded: written,
    next: {},
  },
);
