// Names: long ones, strange ones, and those that a naming strategy makes.
import {
  DefaultNamingStrategy,
  type EntitySchemaColumnOptions,
  type Table,
} from "typeorm";
import { DefaultNamingStrategy as Before1 } from "typeorm-0.3";
import { alike, both, there } from "../judges/cases";
import { decorated, entity } from "../judges/entities";

const text = { type: "text" } as const;

/** Everything that has a name, on a table and columns of these names. */
const everything = (
  table: string,
  column: string,
  more: Readonly<Record<string, EntitySchemaColumnOptions>> = {},
) => [
  entity("target", {}, { tableName: `${table} target` }),
  entity(
    "thing",
    {
      number: {
        type: "integer",
        primary: true,
        generated: "increment",
        name: `${column} number`,
      },
      [column]: { type: "text", unique: true, comment: "named strangely" },
      state: {
        type: "enum",
        enum: ["a", "b"],
        default: "a",
        name: `${column} state`,
      },
      target: { type: "integer", nullable: true, name: `${column} target` },
      ...more,
    },
    {
      tableName: table,
      indices: [{ columns: ["state", column] }],
      checks: [{ expression: `"${column.replaceAll('"', '""')}" <> ''` }],
      foreignKeys: [
        {
          target: "target",
          columnNames: ["target"],
          referencedColumnNames: ["id"],
        },
      ],
    },
  ),
];

/** TypeORM sets defaults and makes indexes again and again where a name holds more than letters of its own alphabet. */
const restless = true;

for (const [kind, table, column, flags] of [
  ["upper case", "CamelCase", "UPPER", {}],
  ["reserved words", "select", "order", {}],
  ["other letters", "Größe 人", "éà 列", { restless }],
  ["backslashes, dollars and backticks", "a\\b", "${c} `d` $1", { restless }],
  ["comment marks", "a /* b */", "-- c", { restless }],
] as const)
  both(
    `${kind}, created and dropped`,
    [
      [entity("other", {})],
      [entity("other", {}), ...everything(table, column)],
    ],
    flags,
    {
      rows: { target: [{ id: 1 }], thing: [{ [column]: "x", target: 1 }] },
      answers: { drops: [table, `${table} target`].map(escaped) },
      downgraded: {},
    },
  );

// TypeORM takes what is before a dot for a schema, and does not double quotes.
for (const [kind, table, column] of [
  ["dots", "a table. of many", "a column. of it"],
  ["apostrophes", "it's", "isn't"],
  ["quotes", 'so "so"', 'a "column"'],
] as const)
  there(`${kind}, created`, {
    from: [entity("other", {})],
    to: [entity("other", {}), ...everything(table, column)],
    notAsSynchronized: true,
  });

/** What a glob would read otherwise. */
function escaped(name: string): string {
  return name.replace(/[*\\$()[\]{}!?+@]/g, "\\$&");
}

for (const [kind, table, column, flags] of [
  ["upper case and reserved words", "Select", "ORDER", {}],
  ["other letters", "Größe 人", "éà 列", { restless }],
] as const)
  both(
    `${kind}, altered`,
    [
      everything(table, column, {
        value: { type: "integer", name: `${column} v`, default: 1 },
      }),
      everything(table, column, {
        value: {
          type: "bigint",
          name: `${column} v`,
          nullable: true,
          default: 2,
          comment: "now long",
        },
        state: {
          type: "enum",
          enum: ["x", "b", "a"],
          default: "x",
          name: `${column} state`,
        },
      }),
    ],
    {
      ...flags,
      rows: {
        target: [{ id: 1 }],
        thing: [{ [column]: "x", target: 1, state: "b" }],
      },
      next: { thing: { [column]: "y" } },
      upgraded: {},
      downgraded: {},
    },
    {
      answers: {
        drops: [`${table}_${column.toLowerCase()} state_enum.x`],
      },
    },
  );

const long =
  "a_name_that_is_longer_than_the_sixty_three_bytes_that_the_server_keeps";
const wide =
  "ein_sehr_langer_näme_mit_ümläüten_dessen_bytes_über_die_grenze_gehen";

for (const name of [long, wide])
  there(`more than 63 bytes, of everything: ${name.slice(0, 8)}…`, {
    from: [entity("other", {})],
    to: [
      entity("other", {}),
      entity(
        "thing",
        {
          [name]: { ...text, unique: true },
          state: {
            type: "enum",
            enum: ["a", "b"],
            default: "b",
            enumName: `type ${name}`,
          },
          number: {
            type: "integer",
            generated: "increment",
            name: `number ${name}`,
          },
        },
        {
          tableName: `table ${name}`,
          uniques: [{ name: `unique ${name}`, columns: ["state"] }],
          indices: [{ name: `index ${name}`, columns: [name] }],
          checks: [{ name: `check ${name}`, expression: `"state" <> 'a'` }],
        },
      ),
      entity("other_thing", {
        state: { type: "enum", enum: ["a", "b"], name: `state ${name}` },
      }),
    ],
    // TypeORM looks for what it made under names that the server has cut.
    notAsSynchronized: true,
  });

class Snake extends DefaultNamingStrategy {
  override tableName(target: string, given?: string): string {
    return given ?? `t_${snake(target)}`;
  }
  override columnName(
    property: string,
    given: string | undefined,
    prefixes: string[],
  ): string {
    return snake([...prefixes, given ?? property].join("_"));
  }
  override primaryKeyName(table: Table | string): string {
    return `pk_${nameOf(table)}`;
  }
  override uniqueConstraintName(
    table: Table | string,
    columns: string[],
  ): string {
    return `uq_${nameOf(table)}_${columns.join("_")}`;
  }
  override indexName(table: Table | string, columns: string[]): string {
    return `ix_${nameOf(table)}_${columns.join("_")}`;
  }
  override foreignKeyName(table: Table | string, columns: string[]): string {
    return `fk_${nameOf(table)}_${columns.join("_")}`;
  }
  override checkConstraintName(
    table: Table | string,
    expression: string,
  ): string {
    return `ck_${nameOf(table)}_${expression.length}`;
  }
}

const nameOf = (table: Table | string): string =>
  (typeof table === "string" ? table : table.name).split(".").pop() ?? "";

const snake = (name: string): string =>
  name
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replace(/^_/, "");

const people = (extra: object = {}) => [
  entity(
    "Person",
    {
      fullName: { ...text, unique: true },
      homeTown: { type: "integer" },
      ...extra,
    },
    {
      indices: [{ columns: ["homeTown"] }],
      checks: [{ expression: `"id" > 0` }],
      foreignKeys: [
        {
          target: "Town",
          columnNames: ["homeTown"],
          referencedColumnNames: ["id"],
        },
      ],
    },
  ),
  entity("Town", {}),
];
const partial = [
  entity(
    "thing",
    { a: { type: "integer" }, b: { type: "varchar", length: 9 } },
    {
      indices: [
        { columns: ["a"], where: `"a" > 0 AND "b" = 'x y'` },
        { columns: ["b"], where: `b IS NOT NULL` },
      ],
      checks: [{ expression: `"a" > 0` }, { expression: `"b" <> ' '` }],
      uniques: [{ columns: ["a", "b"] }],
    },
  ),
];

const rows = {
  rows: {
    Town: [{ id: 1 }],
    Person: [{ id: 1, fullName: "Ann", homeTown: 1 }],
  },
};

both(
  "a naming strategy of one's own",
  [people(), people({ shoeSize: { type: "integer", default: 40 } })],
  { ...rows, options: { namingStrategy: new Snake() } },
  { answers: { drops: ["t_person.shoe_size"] } },
);

const camel = people({ shoeSize: { type: "integer", default: 40 } });
there("a strategy with underscores takes the place of the usual one", {
  from: camel,
  to: camel,
  ...rows,
  optionsAfter: { namingStrategy: new Snake() },
  answers: {
    renames: {
      person: "t_person",
      town: "t_town",
      "person.fullName": "full_name",
      "person.homeTown": "home_town",
      "person.shoeSize": "shoe_size",
    },
  },
  upgraded: {
    "public.t_person": [{ full_name: "Ann", home_town: 1, shoe_size: 40 }],
    "public.t_town": [{ id: 1 }],
  },
  downgraded: {
    "public.person": [{ fullName: "Ann", homeTown: 1, shoeSize: 40 }],
    "public.town": [{ id: 1 }],
  },
});

/** Names of partial indexes and of checks may be made otherwise in TypeORM 1 than before. */
there("names of TypeORM 0.3 become those of 1", {
  from: partial,
  to: partial,
  rows: { thing: [{ id: 1, a: 1, b: "x" }] },
  options: { namingStrategy: new Before1() },
  optionsAfter: {},
  mayBeAlike: true,
});
there("names of TypeORM 1 become those of 0.3", {
  from: partial,
  to: partial,
  rows: { thing: [{ id: 1, a: 1, b: "x" }] },
  optionsAfter: { namingStrategy: new Before1() },
  mayBeAlike: true,
});
alike("names of TypeORM 0.3 are kept by its strategy", {
  from: partial,
  to: partial,
  options: { namingStrategy: new Before1() },
});

there("names of 63 bytes to the letter, and one more", {
  from: [entity("other", {})],
  to: [
    entity("other", {}),
    ...[
      "a".repeat(63),
      "b".repeat(64),
      "é".repeat(31) + "x",
      "é".repeat(32),
    ].map((name, position) =>
      entity(
        name,
        {
          id: { type: "integer", primary: true, generated: "increment" },
          [name]: { ...text, unique: true },
        },
        {
          indices: [{ name: `i${position}${name}`, columns: [name] }],
          checks: [{ name: `c${position}${name}`, expression: `"id" > 0` }],
        },
      ),
    ),
  ],
  // TypeORM looks for what it made under names that the server has cut.
  notAsSynchronized: true,
});

both(
  "a prefix before every table",
  [people(), people({ shoeSize: { type: "integer", default: 40 } })],
  { ...rows, options: { entityPrefix: "app_" } },
  { answers: { drops: ["app_*.*"] } },
);

there("names that another strategy made are renamed, not made anew", {
  from: people(),
  to: people({ fullName: { type: "varchar", unique: true } }),
  ...rows,
  handmade: [
    `DO $$ DECLARE sql text; BEGIN FOR sql IN
       SELECT format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', conrelid::regclass, conname, 'old_' || conname)
         FROM pg_constraint WHERE connamespace = 'public'::regnamespace
     LOOP EXECUTE sql; END LOOP; END $$`,
    `DO $$ DECLARE sql text; BEGIN FOR sql IN
       SELECT format('ALTER INDEX %I RENAME TO %I', indexname, 'old_' || indexname)
         FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE 'old_%'
     LOOP EXECUTE sql; END LOOP; END $$`,
  ],
});

both(
  "the names of two checks and of two indexes change places",
  [
    [
      decorated("thing", {
        id: { generated: "increment" },
        a: { type: "integer" },
        b: { type: "integer" },
      }),
      entity(
        "other",
        { a: { type: "integer" }, b: { type: "integer" } },
        {
          checks: [
            { name: "one", expression: `"a" > 0` },
            { name: "two", expression: `"b" > 0` },
          ],
          indices: [
            { name: "ix_one", columns: ["a"] },
            { name: "ix_two", columns: ["b"] },
          ],
          uniques: [
            { name: "uq_one", columns: ["a"] },
            { name: "uq_two", columns: ["b"] },
          ],
        },
      ),
    ],
    [
      decorated("thing", {
        id: { generated: "increment" },
        a: { type: "integer" },
        b: { type: "integer" },
      }),
      entity(
        "other",
        { a: { type: "integer" }, b: { type: "integer" } },
        {
          checks: [
            { name: "two", expression: `"a" > 0` },
            { name: "one", expression: `"b" > 0` },
          ],
          indices: [
            { name: "ix_two", columns: ["a"] },
            { name: "ix_one", columns: ["b"] },
          ],
          uniques: [
            { name: "uq_two", columns: ["a"] },
            { name: "uq_one", columns: ["b"] },
          ],
        },
      ),
    ],
  ],
  { rows: { other: [{ id: 1, a: 1, b: 2 }] } },
);
