// Columns that come and go, and NULL that is allowed or not, with rows, there and back.
import type { EntitySchemaColumnOptions } from "typeorm";
import { asked, both, refused, there } from "../judges/cases";
import { decorated, entity } from "../judges/entities";

type Options = EntitySchemaColumnOptions;
type Columns = Readonly<Record<string, Options>>;

const person = (columns: Columns) => [entity("person", columns)];
const text = { type: "text" } as const;
const ann = { rows: { person: [{ id: 1, name: "Ann" }] } };

both(
  "a nullable column",
  [
    person({ name: text }),
    person({ name: text, age: { type: "integer", nullable: true } }),
  ],
  ann,
  { answers: { drops: ["person.age"] } },
);

both(
  "a column with a default, for the rows that are there",
  [
    person({ name: text }),
    person({ name: text, age: { type: "integer", default: 3 } }),
  ],
  { ...ann, upgraded: { "public.person": [{ id: 1, name: "Ann", age: 3 }] } },
  {
    answers: { drops: ["person.age"] },
    upgraded: { "public.person": [{ id: 1, name: "Ann" }] },
  },
);

both(
  "columns with volatile defaults",
  [
    person({ name: text }),
    person({
      name: text,
      made: { type: "timestamptz", createDate: true },
      changed: { type: "timestamptz", updateDate: true },
      gone: { type: "timestamptz", deleteDate: true },
      edition: { type: "integer", version: true, default: 1 },
      key: { type: "uuid", default: () => "uuid_generate_v4()" },
    }),
  ],
  // A default that calls uuid_generate_v4() is set again and again by TypeORM.
  { ...ann, restless: true },
  { answers: { drops: ["person.*"] } },
);

const age = person({ name: text, age: { type: "integer" } });
asked("a NOT NULL column, and nobody has said what rows get", ["backfill"], {
  from: person({ name: text }),
  to: age,
  ...ann,
});
asked("even where there are no rows here", ["backfill"], {
  from: person({ name: text }),
  to: age,
});
there("a NOT NULL column, and rows get an expression", {
  from: person({ name: text }),
  to: age,
  ...ann,
  answers: { backfills: { "person.age": "length(name) + 1" } },
  upgraded: { "public.person": [{ id: 1, name: "Ann", age: 4 }] },
});
there(
  "NOT NULL columns of many types go, and come back with something in them",
  {
    from: person({
      name: text,
      int: { type: "integer" },
      money: { type: "money" },
      varchar: { type: "varchar", length: 3 },
      char: { type: "char", length: 3 },
      boolean: { type: "boolean" },
      uuid: { type: "uuid" },
      date: { type: "date" },
      time: { type: "time" },
      timetz: { type: "timetz" },
      timestamp: { type: "timestamp" },
      timestamptz: { type: "timestamptz", precision: 3 },
      interval: { type: "interval" },
      json: { type: "json" },
      jsonb: { type: "jsonb" },
      bytea: { type: "bytea" },
      array: { type: "integer", array: true },
      state: { type: "enum", enum: ["a", "b"] },
      with_default: { type: "integer", default: 5 },
    }),
    to: person({ name: text }),
    rows: {
      person: [
        {
          id: 1,
          name: "Ann",
          int: 1,
          money: "1",
          varchar: "a",
          char: "a",
          boolean: true,
          uuid: "7f6c1b9e-7a55-4b4e-9d8e-0c8f1c1f0001",
          date: "2024-01-01",
          time: "10:00",
          timetz: "10:00+00",
          timestamp: "2024-01-01",
          timestamptz: "2024-01-01",
          interval: "1 day",
          json: "{}",
          jsonb: "{}",
          bytea: Buffer.from("a"),
          array: [1],
          state: "b",
        },
      ],
    },
    answers: { drops: ["person.*"] },
    upgraded: { "public.person": [{ id: 1, name: "Ann" }] },
    downgraded: {
      "public.person": [
        { id: 1, name: "Ann", int: 0, state: "a", with_default: 5 },
      ],
    },
  },
);
there("a NOT NULL column goes, and comes back with what an answer says", {
  from: age,
  to: person({ name: text }),
  rows: { person: [{ id: 1, name: "Ann", age: 9 }] },
  answers: { drops: ["person.age"], backfills: { "person.age": "42" } },
  downgraded: { "public.person": [{ id: 1, name: "Ann", age: 42 }] },
});

asked("one column went and another came: was it renamed?", ["renamedColumn"], {
  from: person({ name: text }),
  to: person({ called: { ...text, nullable: true } }),
  ...ann,
});
there("one column went and another came: it was not renamed", {
  from: person({ name: text }),
  to: person({ called: { ...text, nullable: true } }),
  ...ann,
  answers: { drops: ["person.name"] },
  upgraded: { "public.person": [{ id: 1, called: null }] },
  downgraded: { "public.person": [{ id: 1, name: "" }] },
});

both(
  "NULL is allowed",
  [
    person({ name: text, age: { type: "integer" } }),
    person({
      name: { ...text, nullable: true },
      age: { type: "integer", nullable: true },
    }),
  ],
  { rows: { person: [{ id: 1, name: "Ann", age: 4 }] } },
);
there("NULL is not allowed any more, and rows get something instead", {
  from: person({ name: { ...text, nullable: true } }),
  to: person({ name: { ...text, default: "nobody" } }),
  rows: {
    person: [
      { id: 1, name: null },
      { id: 2, name: "Bob" },
    ],
  },
  answers: { backfills: { "person.name": "'unknown'" } },
  upgraded: {
    "public.person": [
      { id: 1, name: "unknown" },
      { id: 2, name: "Bob" },
    ],
  },
  downgraded: {
    "public.person": [
      { id: 1, name: "unknown" },
      { id: 2, name: "Bob" },
    ],
  },
});
refused(
  "NULL is not allowed any more, and a row holds it",
  `column "name" of relation "person" contains null values`,
  {
    from: person({ name: { ...text, nullable: true } }),
    to: person({ name: text }),
    rows: { person: [{ id: 1, name: null }] },
  },
);

both(
  "a column changes in every way at once",
  [
    person({ age: { type: "integer", default: 1, comment: "years" } }),
    person({
      age: { type: "bigint", nullable: true, comment: 'it\'s "years"\nof age' },
    }),
  ],
  {
    rows: { person: [{ id: 1, age: 4 }] },
    upgraded: { "public.person": [{ age: "4" }] },
    downgraded: { "public.person": [{ age: 4 }] },
  },
  {
    upgraded: { "public.person": [{ age: 4 }] },
    downgraded: { "public.person": [{ age: "4" }] },
  },
);

describe("comments", () => {
  const commented = (table?: string, column?: string) => [
    decorated(
      "person",
      {
        id: { type: "integer", primary: true },
        name: { ...text, ...(column === undefined ? {} : { comment: column }) },
      },
      table === undefined ? {} : { comment: table },
    ),
  ];
  both("come and go", [commented(), commented("a person", "a name")], ann);
  both(
    "become others",
    [commented("a person", "a name"), commented("people", "what we call them")],
    ann,
  );
  both(
    "hold quotes, line breaks and what else SQL and TypeScript know",
    [
      commented("plain", "plain"),
      commented(
        'it\'s a "person"\n\n\ton two lines \\ ${x} `y` */ -- ü 人',
        "it's '' ${y}\r\n*/ `z` \\",
      ),
    ],
    ann,
  );
});

const obligatory = {
  inet: "10.0.0.1",
  cidr: "10.0.0.0/8",
  macaddr: "08:00:2b:01:02:03",
  macaddr8: "08:00:2b:01:02:03:04:05",
  point: "(1,2)",
  int4range: "[1,2)",
  tstzrange: "[2020-01-01,2021-01-01)",
  int4multirange: "{[1,2)}",
  tsvector: "'a'",
  tsquery: "'a'",
  xml: "<a/>",
  "bit varying": "101",
} as const;

there(
  "NOT NULL columns of which values can be made up come back on the way down, with rows",
  {
    from: [
      entity("thing", {
        ...Object.fromEntries(
          Object.keys(obligatory).map((type) => [
            type.replace(" ", "_"),
            { type: type as "inet" },
          ]),
        ),
        four: { type: "bit", length: 4 },
      }),
    ],
    to: [entity("thing", {})],
    rows: {
      thing: [
        {
          id: 1,
          four: "0101",
          ...Object.fromEntries(
            Object.entries(obligatory).map(([type, value]) => [
              type.replace(" ", "_"),
              value,
            ]),
          ),
        },
      ],
    },
    answers: { drops: ["thing.*"] },
    upgraded: { "public.thing": [{ id: 1 }] },
    downgraded: { "public.thing": [{ id: 1, inet: "0.0.0.0", four: "0000" }] },
  },
);
