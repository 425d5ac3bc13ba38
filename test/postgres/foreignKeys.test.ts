// Foreign keys: every action, circles of tables, other schemas, and keys whose type changes on both ends with rows in them.
import type {
  EntitySchemaColumnOptions,
  EntitySchemaOptions,
  EntitySchemaRelationOptions,
} from "typeorm";
import { alike, both, refused, there } from "../judges/cases";
import { entity, type Row } from "../judges/entities";

type ForeignKeyOptions = NonNullable<
  EntitySchemaOptions<Row>["foreignKeys"]
>[number];

const number = { type: "integer" } as const;
const text = { type: "varchar" } as const;
const optional = { type: "integer", nullable: true } as const;

const person = entity("person", { name: text });

const pet = (...foreignKeys: ForeignKeyOptions[]) =>
  entity("pet", { owner: { ...optional, default: 1 } }, { foreignKeys });

const toPerson = {
  target: "person",
  columnNames: ["owner"],
  referencedColumnNames: ["id"],
};

const rows = {
  person: [
    { id: 1, name: "Ann" },
    { id: 2, name: "Bob" },
  ],
  pet: [
    { id: 1, owner: 2 },
    { id: 2, owner: null },
  ],
};

both(
  "comes and goes",
  [
    [person, pet()],
    [person, pet(toPerson)],
  ],
  { rows },
);

for (const action of [
  "RESTRICT",
  "CASCADE",
  "SET NULL",
  "SET DEFAULT",
] as const) {
  both(
    `ON DELETE ${action}`,
    [
      [person, pet(toPerson)],
      [person, pet({ ...toPerson, onDelete: action as "CASCADE" })],
    ],
    { rows },
  );
  both(
    `ON UPDATE ${action}`,
    [
      [person, pet(toPerson)],
      [person, pet({ ...toPerson, onUpdate: action as "CASCADE" })],
    ],
    { rows },
  );
}

for (const deferrable of ["INITIALLY DEFERRED", "INITIALLY IMMEDIATE"] as const)
  both(
    `becomes deferrable, ${deferrable}`,
    [
      [person, pet(toPerson)],
      [person, pet({ ...toPerson, deferrable, onDelete: "CASCADE" })],
    ],
    { rows },
  );

both(
  "deferred, no longer deferred",
  [
    [person, pet({ ...toPerson, deferrable: "INITIALLY DEFERRED" })],
    [person, pet({ ...toPerson, deferrable: "INITIALLY IMMEDIATE" })],
  ],
  { rows },
);

both(
  "has another name",
  [
    [person, pet(toPerson)],
    [person, pet({ ...toPerson, name: "the owner" })],
  ],
  { rows },
);

both(
  "goes to another table",
  [
    [person, entity("human", {}), pet({ ...toPerson, name: "owned" })],
    [
      person,
      entity("human", {}),
      pet({ ...toPerson, name: "owned", target: "human" }),
    ],
  ],
  { rows: { human: [{ id: 2 }], ...rows } },
);

both(
  "to the same table",
  [
    [entity("person", { boss: optional })],
    [
      entity(
        "person",
        { boss: optional },
        { foreignKeys: [{ ...toPerson, columnNames: ["boss"] }] },
      ),
    ],
  ],
  {
    rows: {
      person: [
        { id: 1, boss: 2 },
        { id: 2, boss: 1 },
      ],
    },
  },
);

const place = entity("place", {
  country: { ...text, primary: true },
  town: { ...text, primary: true },
});
const visit = (...foreignKeys: ForeignKeyOptions[]) =>
  entity("visit", { town: text, country: text }, { foreignKeys });
const toPlace = {
  target: "place",
  columnNames: ["country", "town"],
  referencedColumnNames: ["country", "town"],
};
const visits = {
  place: [{ country: "it", town: "Rome" }],
  visit: [{ id: 1, country: "it", town: "Rome" }],
};
both(
  "of two columns",
  [
    [place, visit()],
    [place, visit(toPlace)],
  ],
  { rows: visits },
);

both(
  "to a unique column instead of the primary key",
  [
    [
      entity("person", { number: { ...number, unique: true } }),
      pet({ ...toPerson, name: "owned" }),
    ],
    [
      entity("person", { number: { ...number, unique: true } }),
      pet({
        ...toPerson,
        name: "owned",
        referencedColumnNames: ["number"],
      }),
    ],
  ],
  { rows: { person: [{ id: 1, number: 1 }], pet: [{ id: 1, owner: 1 }] } },
);

describe("between schemas", () => {
  const elsewhere = (...foreignKeys: ForeignKeyOptions[]) =>
    entity("pet", { owner: number }, { schema: "zoo", foreignKeys });
  both(
    "comes and goes",
    [
      [person, elsewhere()],
      [person, elsewhere(toPerson)],
    ],
    {
      rows: { person: [{ id: 1, name: "Ann" }], pet: [{ id: 1, owner: 1 }] },
    },
  );
  there("comes with the table and the schema", {
    from: [person],
    to: [person, elsewhere(toPerson)],
  });
});

describe("circles", () => {
  const circle = (
    names: readonly string[],
    options: Partial<ForeignKeyOptions> = {},
  ) =>
    names.map((name, position) =>
      entity(
        name,
        { next: optional },
        {
          foreignKeys: [
            {
              target: names[(position + 1) % names.length] ?? "",
              columnNames: ["next"],
              referencedColumnNames: ["id"],
              ...options,
            },
          ],
        },
      ),
    );
  for (const names of [
    ["a", "b"],
    ["c", "a", "b"],
  ]) {
    both(
      `of ${names.length} tables comes and goes`,
      [[person], [person, ...circle(names)]],
      {},
      { answers: { drops: names } },
    );
    both(
      `of ${names.length} tables is altered`,
      [circle(names), circle(names, { onDelete: "CASCADE" })],
      {
        rows: Object.fromEntries(
          names.map((name) => [name, [{ id: 1, next: null }]]),
        ),
      },
    );
  }
  both("of two tables is closed", [
    [entity("a", { next: optional }), ...circle(["a", "b"]).slice(1)],
    circle(["a", "b"]),
  ]);
});

describe("while the key that it refers to changes its type", () => {
  const family = (
    type: EntitySchemaColumnOptions,
    foreignType: EntitySchemaColumnOptions = type,
  ) => [
    entity("person", {
      id: { ...type, primary: true },
      boss: { ...foreignType, nullable: true },
    }),
    entity(
      "pet",
      { owner: { ...foreignType, nullable: true } },
      {
        foreignKeys: [{ ...toPerson, onDelete: "CASCADE", name: "owned" }],
        indices: [{ columns: ["owner"] }],
      },
    ),
    entity(
      "chip",
      { id: { ...foreignType, primary: true } },
      { foreignKeys: [{ ...toPerson, columnNames: ["id"] }] },
    ),
  ];
  both(
    "from integer to bigint",
    [family({ type: "integer" }), family({ type: "bigint" })],
    {
      rows: {
        person: [{ id: 1 }, { id: 2, boss: 1 }],
        pet: [{ id: 1, owner: 2 }],
        chip: [{ id: 1 }],
      },
      upgraded: {
        "public.person": [
          { id: expect.anything(), boss: null },
          { id: expect.anything(), boss: expect.anything() },
        ],
        "public.pet": [{ id: 1, owner: expect.anything() }],
      },
      downgraded: {
        "public.pet": [{ id: 1, owner: expect.anything() }],
      },
    },
  );
  const uuids = [
    "4f8b2c6e-0000-4000-8000-000000000001",
    "4f8b2c6e-0000-4000-8000-000000000002",
  ];
  const identified = {
    person: [{ id: uuids[0] }, { id: uuids[1], boss: uuids[0] }],
    pet: [{ id: 1, owner: uuids[1] }],
    chip: [{ id: uuids[0] }],
  };
  both(
    "from varchar to uuid",
    [family({ type: "varchar" }), family({ type: "uuid" })],
    { rows: identified },
  );
  both(
    "from varchar to a shorter varchar",
    [
      family({ type: "varchar" }),
      family({ type: "varchar", length: 36 }, { type: "varchar", length: 36 }),
    ],
    { rows: identified },
  );
  both(
    "and the key itself changes",
    [
      [person, pet(toPerson)],
      [
        entity("person", { id: { type: "bigint", primary: true }, name: text }),
        entity(
          "pet",
          { owner: { type: "bigint", nullable: true } },
          { foreignKeys: [{ ...toPerson, onDelete: "SET NULL" }] },
        ),
      ],
    ],
    {
      rows,
      upgraded: { "public.person": [{ name: "Ann" }, { name: "Bob" }] },
      downgraded: { "public.person": [{ name: "Ann" }, { name: "Bob" }] },
    },
    {
      rows,
      upgraded: { "public.person": [{ name: "Ann" }, { name: "Bob" }] },
      downgraded: { "public.person": [{ name: "Ann" }, { name: "Bob" }] },
    },
  );
});

describe("of a relation", () => {
  const related = (
    relation: Partial<EntitySchemaRelationOptions> | undefined,
  ) =>
    entity(
      "pet",
      { name: text },
      relation === undefined
        ? {}
        : {
            relations: {
              owner: {
                type: "many-to-one",
                target: "person",
                nullable: true,
                joinColumn: true,
                ...relation,
              },
            },
          },
    );
  const pets = { rows: { person: rows.person, pet: [{ id: 1, name: "Rex" }] } };
  for (const [name, relation] of [
    ["many-to-one", {}],
    ["one-to-one", { type: "one-to-one" }],
    ["without a constraint", { createForeignKeyConstraints: false }],
  ] as const)
    both(
      `${name} comes and goes`,
      [
        [person, related(undefined)],
        [person, related(relation)],
      ],
      pets,
    );
  both(
    "becomes one-to-one",
    [
      [person, related({})],
      [person, related({ type: "one-to-one" })],
    ],
    pets,
  );
  both(
    "loses its constraint",
    [
      [person, related({})],
      [person, related({ createForeignKeyConstraints: false })],
    ],
    pets,
  );
  const tagged = (tags: boolean, onDelete?: "NO ACTION") => [
    entity("tag", { label: text }),
    entity(
      "post",
      {},
      tags
        ? {
            relations: {
              tags: {
                type: "many-to-many",
                target: "tag",
                joinTable: true,
                ...(onDelete === undefined ? {} : { onDelete }),
              },
            },
          }
        : {},
    ),
  ];
  both(
    "many-to-many comes and goes",
    [tagged(false), tagged(true)],
    { rows: { tag: [{ id: 1, label: "new" }], post: [{ id: 1 }] } },
    { answers: { drops: ["post_tags_tag"] } },
  );
  both(
    "many-to-many gets other actions",
    [tagged(true), tagged(true, "NO ACTION")],
    {
      rows: {
        tag: [{ id: 1, label: "new" }],
        post: [{ id: 1 }],
        post_tags_tag: [{ postId: 1, tagId: 1 }],
      },
    },
  );
});

alike("that is NOT VALID in the database stays so", {
  from: [person, pet()],
  to: [person, pet({ ...toPerson, name: "owned" })],
  handmade: [
    `ALTER TABLE pet ADD CONSTRAINT owned FOREIGN KEY (owner) REFERENCES person (id) NOT VALID`,
  ],
});

there("made by hand is dropped, and restored exactly", {
  from: [person, pet()],
  to: [person, pet()],
  handmade: [
    `INSERT INTO pet (id, owner) VALUES (9, 99)`,
    `ALTER TABLE pet ADD CONSTRAINT "by hand" FOREIGN KEY (owner) REFERENCES person (id)
       ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED NOT VALID`,
  ],
  rows,
});

there("made by hand with MATCH FULL is dropped, and restored exactly", {
  from: [place, visit()],
  to: [place, visit()],
  handmade: [
    `ALTER TABLE visit ADD CONSTRAINT "by hand" FOREIGN KEY (country, town) REFERENCES place (country, town) MATCH FULL`,
  ],
  rows: visits,
});

there(
  "made by hand that sets one column NULL is dropped, and restored exactly",
  {
    from: [place, visit()],
    to: [place, visit()],
    handmade: [
      `ALTER TABLE visit ADD CONSTRAINT "by hand" FOREIGN KEY (country, town) REFERENCES place (country, town) ON DELETE SET DEFAULT (town)`,
    ],
    rows: visits,
  },
);

refused("rows that refer to nothing", "violates foreign key constraint", {
  from: [person, pet()],
  to: [person, pet(toPerson)],
  rows: { ...rows, pet: [{ id: 1, owner: 5 }] },
});
