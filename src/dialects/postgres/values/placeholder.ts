// A value that any row can hold, for a downgrade that brings back a NOT NULL column whose values are gone.
import type { Column } from "../../../schema/schema";
import { literal } from "../quote";
import { emptyPlace } from "./spatial";
import { isArray, withoutModifiers } from "../types";

/** `undefined` for types of which no value can be made up; the downgrade then runs on empty tables only. */
export function placeholder(
  column: Column,
  enumLabels: readonly string[],
): string | undefined {
  if (isArray(column.type)) return "'{}'";
  if (column.enumType !== undefined)
    return enumLabels[0] === undefined ? undefined : literal(enumLabels[0]);
  const base = withoutModifiers(column.type);
  // All bits are there, whatever their number: a cast fills up with zeros.
  if (base === "bit") return `B'0'::${column.type}`;
  return base === "geometry" || base === "geography"
    ? emptyPlace(column.type)
    : placeholders.get(base);
}

const placeholders: ReadonlyMap<string, string> = new Map([
  ...[
    "smallint",
    "integer",
    "bigint",
    "numeric",
    "real",
    "double precision",
    "money",
  ].map((type) => [type, "0"] as const),
  ...[
    "character varying",
    "character",
    "text",
    "citext",
    "bytea",
    "hstore",
    "ltree",
    "bit varying",
    "tsvector",
    "tsquery",
    "xml",
  ].map((type) => [type, "''"] as const),
  ...[
    "int4range",
    "int8range",
    "numrange",
    "tsrange",
    "tstzrange",
    "daterange",
  ].map((type) => [type, "'empty'"] as const),
  ...[
    "int4multirange",
    "int8multirange",
    "nummultirange",
    "tsmultirange",
    "tstzmultirange",
    "datemultirange",
  ].map((type) => [type, "'{}'"] as const),
  ...["inet", "cidr"].map((type) => [type, "'0.0.0.0'"] as const),
  ["macaddr", "'00:00:00:00:00:00'"],
  ["macaddr8", "'00:00:00:00:00:00:00:00'"],
  ["point", "'(0,0)'"],
  ["boolean", "false"],
  ["uuid", "gen_random_uuid()"],
  ["date", "CURRENT_DATE"],
  ["time without time zone", "LOCALTIME"],
  ["time with time zone", "CURRENT_TIME"],
  ["timestamp without time zone", "LOCALTIMESTAMP"],
  ["timestamp with time zone", "CURRENT_TIMESTAMP"],
  ["interval", "'0'"],
  ["json", "'{}'"],
  ["jsonb", "'{}'"],
]);
