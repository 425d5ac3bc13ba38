// The column types that random entity sets are made of: how each is declared, what it can hold, and what it can become.
import type { EntitySchemaColumnOptions } from "typeorm";

type Family =
  "text" | "number" | "time" | "boolean" | "document" | "list" | "loner";

interface TypeFacts {
  readonly family: Family;
  readonly options: EntitySchemaColumnOptions;
  /** The ways to write one default, or another. */
  readonly defaults: readonly unknown[];
  /** What the first and the second row hold. Every value of a family survives in every type of the family, and in text. */
  readonly values: readonly [unknown, unknown];
  /** SQL for rows that are there when the column comes. */
  readonly backfill: string;
  /** Holds for the values, and for what a downgrade fills in. */
  readonly check?: (column: string) => string;
  readonly comparable: boolean;
}

const text = (options: EntitySchemaColumnOptions): TypeFacts => ({
  family: "text",
  options,
  defaults: ["7", () => "'7'", () => "'7'::text", () => "lower('7')", ""],
  values: ["1", "2"],
  backfill: "'7'",
  check: (column) => `length(${column}) < 40`,
  comparable: true,
});

const number = (options: EntitySchemaColumnOptions): TypeFacts => ({
  family: "number",
  options,
  defaults: [7, "7", () => "7", () => "3 + 4", () => "-1", 0],
  values: [1, 2],
  backfill: "7",
  check: (column) => `${column} >= 0 AND ${column} < 1000`,
  comparable: true,
});

const time = (options: EntitySchemaColumnOptions): TypeFacts => ({
  family: "time",
  options,
  defaults: [
    () => "now()",
    () => "CURRENT_TIMESTAMP",
    "2020-01-01",
    () => "'2020-01-01'",
    () => "now() + '1 day'::interval",
  ],
  values: ["2020-01-01 00:00:00", "2021-02-03 00:00:00"],
  backfill: "'2022-01-01'",
  check: (column) => `${column} > '1900-01-01'`,
  comparable: true,
});

const document = (options: EntitySchemaColumnOptions): TypeFacts => ({
  family: "document",
  options,
  defaults: [() => "'{}'", {}, { a: "it is" }, "{}"],
  values: [{ a: 1 }, { b: [null] }],
  backfill: "'{}'",
  comparable: false,
});

const list = (
  options: EntitySchemaColumnOptions,
  backfill: string,
): TypeFacts => ({
  family: "list",
  options: { ...options, array: true },
  defaults: [[], "{}", () => "'{}'", ["1"], () => "ARRAY[]::text[]"].slice(
    0,
    options.type === "text" ? 5 : 4,
  ),
  values: [["1"], []],
  backfill,
  comparable: false,
});

/** A type that becomes no other, with the same in two rows. */
const loner = (
  options: EntitySchemaColumnOptions,
  values: readonly [unknown, unknown],
  defaults: readonly unknown[],
  comparable = true,
): TypeFacts => ({
  family: "loner",
  options,
  values,
  defaults,
  backfill: `'${String(values[0]).replaceAll("'", "''")}'`,
  comparable,
});

const uuids = [
  "00000000-0000-4000-8000-000000000001",
  "00000000-0000-4000-8000-000000000002",
] as const;

export const types = {
  varchar: text({ type: "varchar" }),
  varchar20: text({ type: "varchar", length: 20 }),
  varchar50: text({ type: "varchar", length: 50 }),
  text: text({ type: "text" }),
  char8: text({ type: "char", length: 8 }),
  smallint: number({ type: "smallint" }),
  integer: number({ type: "integer" }),
  bigint: number({ type: "bigint" }),
  numeric: number({ type: "numeric" }),
  numeric10: number({ type: "numeric", precision: 10, scale: 2 }),
  numeric14: number({ type: "numeric", precision: 14, scale: 4 }),
  real: number({ type: "real" }),
  double: number({ type: "double precision" }),
  date: time({ type: "date" }),
  timestamp: time({ type: "timestamp" }),
  timestamp3: time({ type: "timestamp", precision: 3 }),
  timestamptz: time({ type: "timestamp with time zone" }),
  boolean: {
    family: "boolean",
    options: { type: "boolean" },
    defaults: [true, () => "true", "t", false, () => "(NOT true)"],
    values: [true, false],
    backfill: "true",
    comparable: true,
  },
  json: document({ type: "json" }),
  jsonb: document({ type: "jsonb" }),
  texts: list({ type: "text" }, "'{}'"),
  varchars: list({ type: "varchar", length: 20 }, "'{}'"),
  integers: list({ type: "integer" }, "'{}'"),
  uuid: loner({ type: "uuid" }, uuids, [uuids[0], () => "gen_random_uuid()"]),
  inet: loner({ type: "inet" }, ["10.0.0.1", "10.0.0.2"], ["::1"]),
  interval: loner(
    { type: "interval" },
    ["1 day", "2 days"],
    ["1 day", () => "'24 hours'::interval"],
  ),
  interval3: loner(
    { type: "interval", precision: 3 },
    ["1 day", "2 days"],
    ["1 day"],
  ),
  clock: loner(
    { type: "time" },
    ["10:00:00", "11:00:00"],
    ["10:00", () => "LOCALTIME"],
  ),
  zonedClock: loner(
    { type: "time with time zone", precision: 2 },
    ["10:00:00+00", "11:00:00+00"],
    ["10:00+00"],
  ),
  bits: loner(
    { type: "bit", length: 4 },
    ["0001", "0010"],
    [() => "B'0001'", "0001"],
  ),
  varbits: loner({ type: "bit varying", length: 4 }, ["1", "10"], ["1"]),
  range: loner(
    { type: "int4range" },
    ["[1,2)", "[2,3)"],
    ["[1,2)", () => "int4range(1, 2)", "empty"],
  ),
  money: loner({ type: "money" }, ["$1.00", "$2.00"], [0, () => "0"]),
  xml: loner({ type: "xml" }, ["<a/>", "<b/>"], ["<a/>"], false),
  vectorOfWords: loner(
    { type: "tsvector" },
    ["'a'", "'b'"],
    [() => "to_tsvector('simple', 'a')"],
  ),
  macaddr: loner(
    { type: "macaddr" },
    ["08:00:2b:01:02:03", "08:00:2b:01:02:04"],
    ["08:00:2b:01:02:03"],
  ),
  numerics: list({ type: "numeric", precision: 8, scale: 1 }, "'{}'"),
} satisfies Record<string, TypeFacts>;

export type TypeName = keyof typeof types;

export const typeNames = Object.keys(types) as readonly TypeName[];

export const factsOf = (type: TypeName): TypeFacts => types[type];

/** Types that a column of this one can be given while its rows stay. */
export function successorsOf(type: TypeName): readonly TypeName[] {
  const { family } = factsOf(type);
  return typeNames.filter(
    (other) =>
      other !== type &&
      family !== "loner" &&
      (factsOf(other).family === family ||
        (family === "number" && factsOf(other).family === "text") ||
        (family === "text" && factsOf(other).family === "number")),
  );
}
