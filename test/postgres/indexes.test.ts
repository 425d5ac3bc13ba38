// Indexes: every property that an entity can declare, and those that only the database knows, which are lost and restored exactly.
import {
  Index,
  type EntitySchemaIndexOptions,
  type IndexOptions,
} from "typeorm";
import { autogenerate } from "../../src";
import { alike, both, onDatabase, there } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { decorated, entity } from "../judges/entities";

const text = { type: "varchar" } as const;
const number = { type: "integer" } as const;

const person = (...indices: EntitySchemaIndexOptions[]) =>
  entity("person", { name: text, age: number }, { indices });

const rows = {
  person: [
    { id: 1, name: "Ann", age: 7 },
    { id: 2, name: "Bob", age: 9 },
  ],
};

describe("declared by an entity", () => {
  both("an index", [[person()], [person({ columns: ["name"] })]], { rows });

  both(
    "an index becomes unique",
    [
      [person({ columns: ["name"] })],
      [person({ columns: ["name"], unique: true })],
    ],
    { rows },
  );

  both(
    "columns in another order",
    [
      [person({ columns: ["name", "age"] })],
      [person({ columns: ["age", "name"] })],
    ],
    // TypeORM compares the columns of an index as a set, and sees nothing here.
    { rows },
  );

  both(
    "other columns under one name",
    [
      [person({ name: "named", columns: ["name"] })],
      [person({ name: "named", columns: ["name", "age"] })],
    ],
    { rows },
  );

  both(
    "a predicate comes",
    [
      [person({ name: "named", columns: ["name"] })],
      [person({ name: "named", columns: ["name"], where: `"age" > 7` })],
    ],
    { rows },
  );

  both(
    "a predicate changes under one name",
    [
      [person({ name: "named", columns: ["name"], where: `"age" > 7` })],
      [person({ name: "named", columns: ["name"], where: `"age" > 8` })],
    ],
    { rows },
  );

  both(
    "indexes change places",
    [
      [
        person(
          { name: "one", columns: ["name"] },
          { name: "other", columns: ["age"] },
        ),
      ],
      [
        person(
          { name: "other", columns: ["name"] },
          { name: "one", columns: ["age"] },
        ),
      ],
    ],
    { rows },
  );

  alike("finds nothing in a predicate that is only spelled differently", {
    from: [person({ name: "named", columns: ["name"], where: `"age" > 7` })],
    to: [person({ name: "named", columns: ["name"], where: `( age >7 )` })],
  });

  it("is renamed where only its name differs", async () => {
    await onDatabase(
      { from: [person({ columns: ["name"], where: `"age" > 7` })] },
      async (url, directory) => {
        const to = [person({ columns: ["name"], where: `age > 7` })];
        const { operations } = await autogenerate(dataSourceOf(url, to), {
          directory,
          write: false,
        });
        expect(operations.map(({ kind }) => kind)).toEqual(["renameIndex"]);
      },
    );
  });

  both(
    "an index of another name",
    [
      [person({ columns: ["name"] })],
      [person({ name: "by name", columns: ["name"] })],
    ],
    { rows },
  );
});

describe("by method", () => {
  const groundwork = ["CREATE EXTENSION IF NOT EXISTS btree_gist"];
  const document = (columns: string[], options?: IndexOptions) => {
    const target = decorated("document", {
      id: { type: "integer", primary: true },
      title: text,
      body: { type: "tsvector", nullable: true },
      data: { type: "jsonb" },
      place: { type: "point", nullable: true },
      made: { type: "timestamp" },
    });
    if (options) Index("named", columns, options)(target);
    return target;
  };
  const methods: readonly [
    column: string,
    method: NonNullable<IndexOptions["type"]>,
  ][] = [
    ["title", "hash"],
    ["data", "gin"],
    ["place", "gist"],
    ["made", "brin"],
    ["title", "spgist"],
  ];
  for (const [column, method] of methods) {
    both(
      method,
      [[document([column])], [document([column], { type: method })]],
      { groundwork },
    );
    alike(`finds nothing in an unchanged ${method} index`, {
      groundwork,
      from: [document([column], { type: method })],
      to: [document([column], { type: method })],
    });
  }
  both(
    "another method under one name",
    [
      [document(["title"], { type: "btree" })],
      [document(["title"], { type: "hash" })],
    ],
    { groundwork },
  );
  both(
    "spatial",
    [[document(["place"])], [document(["place"], { spatial: true })]],
    { groundwork },
  );
  alike("finds nothing in an unchanged spatial index", {
    groundwork,
    from: [document(["place"], { spatial: true })],
    to: [document(["place"], { spatial: true })],
  });
});

describe("made by hand", () => {
  const groundwork = ["CREATE EXTENSION IF NOT EXISTS pg_trgm"];
  const definitions = {
    "on an expression": `INDEX x ON person (lower(name))`,
    "on several expressions and a column": `INDEX x ON person (lower(name) DESC, age, (age + 1) NULLS FIRST)`,
    "on an expression with an operator class": `INDEX x ON person (lower(name) varchar_pattern_ops)`,
    "on an expression with a collation": `INDEX x ON person ((name || 'x') COLLATE "C")`,
    "on an expression with a cast": `UNIQUE INDEX x ON person ((age::text))`,
    "on a condition": `INDEX x ON person ((age > 7 OR name = 'Ann'))`,
    "with included columns": `UNIQUE INDEX x ON person (name) INCLUDE (age)`,
    "in descending order": `INDEX x ON person (name DESC NULLS LAST, age DESC)`,
    "with NULLS FIRST": `INDEX x ON person (name NULLS FIRST)`,
    "with an operator class": `INDEX x ON person (name varchar_pattern_ops)`,
    "with an extension's operator class": `INDEX x ON person USING gin (name gin_trgm_ops)`,
    "with a parameter of the operator class": `INDEX x ON person USING gist (name gist_trgm_ops(siglen=32))`,
    "with a collation": `INDEX x ON person (name COLLATE "C")`,
    "with a collation and an operator class": `INDEX x ON person (name COLLATE "C" varchar_pattern_ops DESC)`,
    "with NULLS NOT DISTINCT": `UNIQUE INDEX x ON person (name) NULLS NOT DISTINCT`,
    "with storage parameters": `INDEX x ON person (name) WITH (fillfactor=70, deduplicate_items=off)`,
    "with all of them": `UNIQUE INDEX "x ""y""" ON person (lower(name) DESC NULLS LAST, age) INCLUDE (id) NULLS NOT DISTINCT WITH (fillfactor=70) WHERE age > 3 AND name <> 'it''s'`,
    "as a constraint with NULLS NOT DISTINCT": undefined,
  };
  for (const [name, definition] of Object.entries(definitions))
    there(`${name}: dropped, and restored exactly`, {
      groundwork,
      from: [person()],
      to: [person()],
      handmade: [
        definition === undefined
          ? `ALTER TABLE person ADD CONSTRAINT x UNIQUE NULLS NOT DISTINCT (name, age) DEFERRABLE`
          : `CREATE ${definition}`,
      ],
      rows,
    });

  alike("is kept though it has storage parameters", {
    from: [person()],
    to: [person({ name: "x", columns: ["name"] })],
    handmade: ["CREATE INDEX x ON person (name) WITH (fillfactor=70)"],
  });

  there("storage parameters stay when an index is renamed", {
    from: [person({ name: "before", columns: ["name"] })],
    to: [person({ name: "after", columns: ["name"] })],
    handmade: ["ALTER INDEX before SET (fillfactor=70)"],
    handmadeAfter: ["ALTER INDEX after SET (fillfactor=70)"],
    rows,
  });

  alike("is left alone where an entity says that it is not synchronized", {
    from: [person()],
    to: [person({ name: "x", columns: [], synchronize: false })],
    handmade: ["CREATE INDEX x ON person (lower(name))"],
  });

  const kept = ["CREATE UNIQUE INDEX x ON person (name DESC)"];
  there("stays where its table is renamed, too", {
    from: [person({ name: "x", columns: ["name"], synchronize: false })],
    to: [
      entity(
        "human",
        { name: text, age: number },
        { indices: [{ name: "x", columns: ["name"], synchronize: false }] },
      ),
    ],
    handmade: kept,
    handmadeAfter: ["CREATE UNIQUE INDEX x ON human (name DESC)"],
    answers: { renames: { person: "human" } },
    rows,
    renamed: ({ "public.person": people = [], ...others }) => ({
      ...others,
      "public.human": people,
    }),
  });

  const marked = decorated("person", {
    id: { type: "integer", primary: true },
    name: text,
    age: number,
  });
  Index("x", { synchronize: false })(marked);
  alike("is left alone where a decorator says that it is not synchronized", {
    from: [person()],
    to: [marked],
    handmade: ["CREATE INDEX x ON person (lower(name))"],
  });
});
