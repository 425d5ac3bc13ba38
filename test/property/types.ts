// The column types that random entity sets are made of: how each is declared, what it can hold, and what it can become.
import type { EntitySchemaColumnOptions } from "typeorm";

type Family = "text" | "number" | "time" | "boolean" | "document" | "list";

interface TypeFacts {
  readonly family: Family;
  readonly options: EntitySchemaColumnOptions;
  readonly default: unknown;
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
  default: "7",
  values: ["1", "2"],
  backfill: "'7'",
  check: (column) => `length(${column}) < 40`,
  comparable: true,
});

const number = (options: EntitySchemaColumnOptions): TypeFacts => ({
  family: "number",
  options,
  default: 7,
  values: [1, 2],
  backfill: "7",
  check: (column) => `${column} >= 0 AND ${column} < 1000`,
  comparable: true,
});

const time = (options: EntitySchemaColumnOptions): TypeFacts => ({
  family: "time",
  options,
  default: () => "now()",
  values: ["2020-01-01 00:00:00", "2021-02-03 00:00:00"],
  backfill: "'2022-01-01'",
  check: (column) => `${column} > '1900-01-01'`,
  comparable: true,
});

const document = (options: EntitySchemaColumnOptions): TypeFacts => ({
  family: "document",
  options,
  default: () => "'{}'",
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
  default: [],
  values: [["1"], []],
  backfill,
  comparable: false,
});

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
    default: true,
    values: [true, false],
    backfill: "true",
    comparable: true,
  },
  json: document({ type: "json" }),
  jsonb: document({ type: "jsonb" }),
  texts: list({ type: "text" }, "'{}'"),
  varchars: list({ type: "varchar", length: 20 }, "'{}'"),
  integers: list({ type: "integer" }, "'{}'"),
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
      (factsOf(other).family === family ||
        (family === "number" && factsOf(other).family === "text") ||
        (family === "text" && factsOf(other).family === "number")),
  );
}
