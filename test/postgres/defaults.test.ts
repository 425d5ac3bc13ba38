// Defaults: every spelling is found to be the same where it is, and replaced where it is not.
import type { EntitySchemaColumnOptions } from "typeorm";
import { alike, both } from "../judges/cases";
import { entity } from "../judges/entities";

type Options = EntitySchemaColumnOptions;
type Columns = Readonly<Record<string, Options>>;

const thing = (columns: Columns) => [entity("thing", columns)];

const without = (columns: Columns): Columns =>
  Object.fromEntries(
    Object.entries(columns).map(([name, { default: _, ...rest }]) => [
      name,
      { ...rest, nullable: true },
    ]),
  );
const nullable = (columns: Columns): Columns =>
  Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      { ...column, nullable: true },
    ]),
  );

const spellings: Columns = {
  zero: { type: "integer", default: 0 },
  negative: { type: "integer", default: -7 },
  float: { type: "double precision", default: 1.5 },
  numeric: { type: "numeric", precision: 10, scale: 2, default: 1.5 },
  bigint: { type: "bigint", default: "9007199254740993" },
  number_as_text: { type: "integer", default: "5" },
  text: { type: "text", default: "plain" },
  varchar: { type: "varchar", length: 20, default: "sized" },
  char: { type: "char", length: 3, default: "abc" },
  empty: { type: "text", default: "" },
  quoted: { type: "text", default: "it''s" },
  backslash: { type: "text", default: "a\\b" },
  double_quoted: { type: "text", default: `say "so"` },
  looks_like_sql: { type: "text", default: "now()" },
  true_value: { type: "boolean", default: true },
  false_value: { type: "boolean", default: false },
  true_text: { type: "boolean", default: "true" },
  now: { type: "timestamp", default: () => "now()" },
  upper_now: { type: "timestamp", default: () => "NOW()" },
  current_timestamp: {
    type: "timestamptz",
    default: () => "CURRENT_TIMESTAMP",
  },
  current_timestamp_3: {
    type: "timestamp",
    precision: 3,
    default: () => "CURRENT_TIMESTAMP(3)",
  },
  localtimestamp: { type: "timestamp", default: () => "LOCALTIMESTAMP" },
  current_date: { type: "date", default: () => "CURRENT_DATE" },
  current_time: { type: "timetz", default: () => "CURRENT_TIME" },
  day: { type: "date", default: "2024-05-06" },
  instant: { type: "timestamptz", default: "2024-05-06 07:08:09+00" },
  interval: { type: "interval", default: "1 day" },
  clock: {
    type: "timestamp",
    default: () => "(clock_timestamp() AT TIME ZONE 'utc')",
  },
  added: { type: "integer", default: () => "(1 + 2) * 3" },
  lower: { type: "text", default: () => "lower('ABC')" },
  concatenated: { type: "text", default: () => "'a' || 'b'" },
  cast: { type: "text", default: () => "'x'::text" },
  uuid: { type: "uuid", default: () => "uuid_generate_v4()" },
  random: { type: "uuid", default: () => "gen_random_uuid()" },
  jsonb: { type: "jsonb", default: { a: [1, 2], b: "c" } },
  jsonb_text: { type: "jsonb", default: "[]" },
  jsonb_function: { type: "jsonb", default: () => "'{}'" },
  json: { type: "json", default: { a: 1 } },
  array: { type: "integer", array: true, default: [1, 2] },
  empty_array: { type: "text", array: true, default: [] },
  text_array: { type: "text", array: true, default: "{}" },
  array_function: {
    type: "text",
    array: true,
    default: () => "ARRAY['a', 'b']",
  },
  state: { type: "enum", enum: ["a", "b"], default: "b" },
  states: { type: "enum", enum: ["a", "b"], array: true, default: ["a", "b"] },
  null_value: { type: "text", default: null, nullable: true },
  null_function: { type: "text", default: () => "NULL", nullable: true },
};

alike("nothing differs right after synchronize, however a default is spelled", {
  from: thing(spellings),
  to: thing(spellings),
});

both(
  "all come and go",
  [thing(without(spellings)), thing(nullable(spellings))],
  {
    rows: { thing: [{ id: 1, zero: 3, text: "kept", states: ["b"] }] },
    // TypeORM compares some of these as text, and sets them again and again.
    restless: true,
  },
);

const changed: Columns = {
  ...spellings,
  zero: { type: "integer", default: 1 },
  float: { type: "double precision", default: 2.5 },
  text: { type: "text", default: () => "upper('a')" },
  quoted: { type: "text", default: "they''re" },
  true_value: { type: "boolean", default: false },
  now: { type: "timestamp", default: () => "CURRENT_TIMESTAMP" },
  uuid: { type: "uuid", default: () => "gen_random_uuid()" },
  jsonb: { type: "jsonb", default: { a: 1 } },
  array: { type: "integer", array: true, default: [3] },
  state: { type: "enum", enum: ["a", "b"], default: "a" },
  states: { type: "enum", enum: ["a", "b"], array: true, default: [] },
  interval: { type: "interval", default: "2 days" },
};
both("some become others", [thing(spellings), thing(changed)], {
  rows: { thing: [{ id: 1, zero: 3, text: "kept" }] },
  // As above.
  restless: true,
});

both(
  "a default changes together with type and nullability",
  [
    thing({
      a: { type: "integer", default: 1 },
      b: { type: "varchar", length: 5, default: "x" },
      c: { type: "boolean", default: true, nullable: true },
      d: { type: "integer", default: 1 },
    }),
    thing({
      a: { type: "bigint", default: 2, nullable: true },
      b: { type: "text", default: "long default" },
      c: { type: "text", default: "yes" },
      d: { type: "text" },
    }),
  ],
  {
    rows: { thing: [{ id: 1, a: 7, b: "b", c: true, d: 4 }] },
    upgraded: { "public.thing": [{ a: "7", b: "b", c: "true", d: "4" }] },
    downgraded: { "public.thing": [{ a: 7, b: "b", c: true, d: 4 }] },
  },
  {
    rows: { thing: [{ id: 1, a: 7, b: "b", c: "true", d: "4" }] },
    upgraded: { "public.thing": [{ a: 7, b: "b", c: true, d: 4 }] },
    downgraded: { "public.thing": [{ a: "7", b: "b", c: "true", d: "4" }] },
  },
);

alike("a default that the database spells in another way is the same", {
  from: thing({
    a: { type: "integer", default: 5 },
    b: { type: "text", default: "x" },
    c: { type: "timestamp", default: () => "now()" },
    d: { type: "boolean", default: true },
    e: { type: "numeric", default: 1.5 },
  }),
  to: thing({
    a: { type: "integer", default: () => "'5'::integer" },
    b: { type: "text", default: () => "('x')" },
    c: { type: "timestamp", default: () => "pg_catalog.now()" },
    d: { type: "boolean", default: () => "TRUE" },
    e: { type: "numeric", default: () => "(1.5)" },
  }),
});

const moments = {
  at: { type: "timestamptz", default: "now()" },
  day: { type: "date", default: "today" },
} as const;

alike("finds nothing where a moment was frozen", {
  from: [entity("frozen", moments)],
  to: [entity("frozen", moments)],
});
