// Keys and exclusions as the database has them: what entities can say is compared, and the rest is kept and restored.
import {
  Exclusion,
  Index,
  type EntitySchemaColumnOptions,
  type EntitySchemaOptions,
  type IndexOptions,
} from "typeorm";
import { alike, both, there } from "../judges/cases";
import { decorated, entity, type Row } from "../judges/entities";

const text = { type: "varchar" } as const;
const integer = { type: "integer" } as const;
type Uniques = EntitySchemaOptions<Row>["uniques"];
type Indices = EntitySchemaOptions<Row>["indices"];

const person = (
  more: { readonly uniques?: Uniques; readonly indices?: Indices } = {},
  name: EntitySchemaColumnOptions = text,
) =>
  entity(
    "person",
    {
      id: { ...integer, primary: true, primaryKeyConstraintName: "the key" },
      name,
      age: { ...integer, nullable: true },
    },
    { uniques: more.uniques ?? [], indices: more.indices ?? [] },
  );

const rows = {
  person: [
    { id: 1, name: "Ann", age: 7 },
    { id: 2, name: "Bob", age: 9 },
  ],
};
const named = { uniques: [{ name: "named", columns: ["name"] }] };

const key = (definition: string) => [
  `ALTER TABLE person DROP CONSTRAINT "the key", ADD CONSTRAINT "the key" PRIMARY KEY (id) ${definition}`,
];
const unique = (definition: string) => [
  `ALTER TABLE person DROP CONSTRAINT named, ADD CONSTRAINT named UNIQUE (name) ${definition}`,
];

describe("a primary key made by hand", () => {
  for (const definition of [
    "INCLUDE (name)",
    "WITH (fillfactor=70)",
    "DEFERRABLE",
    "DEFERRABLE INITIALLY DEFERRED",
    "INCLUDE (name) WITH (fillfactor=70) DEFERRABLE",
  ]) {
    alike(`${definition} is kept`, {
      from: [person()],
      to: [person()],
      handmade: key(definition),
    });
    there(`${definition} is restored`, {
      from: [person()],
      to: [
        entity("person", {
          id: integer,
          name: { ...text, primary: true },
          age: { ...integer, nullable: true },
        }),
      ],
      handmade: key(definition),
      rows,
    });
    there(`${definition} is restored with its table`, {
      from: [person(), entity("other", {})],
      to: [entity("other", {})],
      handmade: key(definition),
      answers: { drops: ["person"] },
    });
  }
  there("stays what it is when its name and a type change", {
    from: [person()],
    to: [
      entity("person", {
        id: {
          type: "bigint",
          primary: true,
          primaryKeyConstraintName: "new key",
        },
        name: { type: "text" },
        age: { ...integer, nullable: true },
      }),
    ],
    handmade: key("INCLUDE (name) WITH (fillfactor=70)"),
    handmadeAfter: [
      `ALTER TABLE person DROP CONSTRAINT "new key", ADD CONSTRAINT "new key" PRIMARY KEY (id) INCLUDE (name) WITH (fillfactor=70)`,
    ],
    rows,
    upgraded: {},
    downgraded: {},
  });
  there("is made anew when a column that it includes goes", {
    from: [person()],
    to: [
      entity("person", {
        id: { ...integer, primary: true, primaryKeyConstraintName: "the key" },
        age: { ...integer, nullable: true },
      }),
    ],
    handmade: key("INCLUDE (name)"),
    answers: { drops: ["person.name"] },
    rows,
    downgraded: {
      "public.person": [
        { id: 1, name: "" },
        { id: 2, name: "" },
      ],
    },
  });
  there("follows a renamed column", {
    from: [person()],
    to: [
      entity("person", {
        id: { ...integer, primary: true, primaryKeyConstraintName: "the key" },
        fullName: text,
        age: { ...integer, nullable: true },
      }),
    ],
    handmade: key("INCLUDE (name)"),
    handmadeAfter: key(`INCLUDE ("fullName")`),
    answers: { renames: { "person.name": "fullName" } },
    rows,
  });
});

describe("a unique constraint made by hand", () => {
  for (const definition of ["INCLUDE (age)", "WITH (fillfactor=70)"]) {
    alike(`${definition} is kept`, {
      from: [person(named)],
      to: [person(named)],
      handmade: unique(definition),
    });
    there(`${definition} is restored`, {
      from: [person(named)],
      to: [person()],
      handmade: unique(definition),
      rows,
    });
  }
  there("is made anew when a column that it includes goes", {
    from: [person(named)],
    to: [
      entity(
        "person",
        {
          id: {
            ...integer,
            primary: true,
            primaryKeyConstraintName: "the key",
          },
          name: text,
        },
        named,
      ),
    ],
    handmade: unique("INCLUDE (age)"),
    answers: { drops: ["person.age"] },
    rows,
    downgraded: {},
  });
});

describe("a unique constraint becomes", () => {
  const columns = ["name"];
  both(
    "an index",
    [
      [person({ uniques: [{ columns }] })],
      [person({ indices: [{ columns }] })],
    ],
    { rows },
  );
  both(
    "a unique index",
    [
      [person({ uniques: [{ columns }] })],
      [person({ indices: [{ columns, unique: true }] })],
    ],
    { rows },
  );
  both(
    "a unique index of the same name",
    [
      [person({ uniques: [{ name: "x", columns }] })],
      [person({ indices: [{ name: "x", columns, unique: true }] })],
    ],
    { rows },
  );
  both(
    "a unique index of the same name, while a foreign key rests on it",
    [true, false].map((constrained) => [
      person(
        constrained
          ? { uniques: [{ name: "x", columns }] }
          : { indices: [{ name: "x", columns, unique: true }] },
      ),
      entity(
        "pet",
        { owner: text },
        {
          foreignKeys: [
            {
              target: "person",
              columnNames: ["owner"],
              referencedColumnNames: ["name"],
              onDelete: "CASCADE",
            },
          ],
        },
      ),
    ]) as never,
    { rows: { ...rows, pet: [{ id: 1, owner: "Ann" }] } },
  );
  both(
    "the primary key",
    [
      [
        entity("person", {
          id: { ...integer, primary: true },
          number: { ...integer, unique: true },
        }),
      ],
      [
        entity("person", {
          id: { ...integer, unique: true },
          number: { ...integer, primary: true },
        }),
      ],
    ],
    { rows: { person: [{ id: 1, number: 5 }] } },
  );
});

const booking = (...exclusions: Parameters<typeof Exclusion>[]) => {
  const target = decorated("booking", {
    id: { ...integer, primary: true },
    room: integer,
    during: { type: "tsrange" },
  });
  for (const exclusion of exclusions) Exclusion(...exclusion)(target);
  return [target];
};
const overlap = `USING gist ("room" WITH =, "during" WITH &&)`;
const deferred = { deferrable: "INITIALLY DEFERRED" } as const;
const immediate = { deferrable: "INITIALLY IMMEDIATE" } as const;
const bookings = {
  groundwork: ["CREATE EXTENSION IF NOT EXISTS btree_gist"],
  rows: { booking: [{ id: 1, room: 1, during: "[2020-01-01,2020-01-02)" }] },
};
describe("an exclusion", () => {
  const x = (expression: string, options = {}) =>
    booking(["x", expression, options]);
  for (const [words, from, to] of [
    ["comes and goes", booking(), x(overlap)],
    ["comes and goes, deferred", booking(), x(overlap, deferred)],
    ["has another expression", x(overlap), x(`USING gist ("during" WITH &&)`)],
    ["has another name", x(overlap), booking(["busy", overlap, {}])],
    ["becomes deferrable", x(overlap), x(overlap, immediate)],
    ["becomes deferred", x(overlap, immediate), x(overlap, deferred)],
  ] as const)
    both(words, [from, to], bookings);
  there("made by hand is restored with its deferrability and predicate", {
    ...bookings,
    from: booking(),
    to: booking(),
    handmade: [
      `ALTER TABLE booking ADD CONSTRAINT x EXCLUDE USING gist (room WITH =, during WITH &&) INCLUDE (id) WITH (fillfactor=70) WHERE (room > 0) DEFERRABLE INITIALLY DEFERRED`,
    ],
  });
});

describe("an index", () => {
  const indexed = (options?: IndexOptions) => {
    const target = decorated("person", {
      id: { ...integer, primary: true },
      name: text,
    });
    if (options) Index("by name", ["name"], options)(target);
    return [target];
  };
  there("that is to be made concurrently is made", {
    from: indexed(),
    to: indexed({ concurrent: true }),
    rows: { person: [{ id: 1, name: "Ann" }] },
    // TypeORM says CONCURRENTLY inside its transaction, which the server refuses.
    notAsSynchronized: true,
  });
  alike("that was to be made concurrently is one like any other", {
    from: indexed({}),
    to: indexed({ concurrent: true }),
  });
  there("by hand on expressions stays when the type of a column changes", {
    from: [person({ indices: [{ name: "x", synchronize: false }] as never })],
    to: [
      person(
        { indices: [{ name: "x", synchronize: false }] as never },
        { type: "text" },
      ),
    ],
    handmade: [
      `CREATE INDEX x ON person (lower(name) DESC, age) INCLUDE (id) WHERE length(name) > 1`,
    ],
    handmadeAfter: [
      `CREATE INDEX x ON person (lower(name) DESC, age) INCLUDE (id) WHERE length(name) > 1`,
    ],
    rows,
  });
});
