// Type names as the servers print them, without what only says how a value is shown.
import type { Column } from "../../schema/schema";
import { literal, literalValues } from "./quote";

const integers: ReadonlySet<string> = new Set([
  "tinyint",
  "smallint",
  "mediumint",
  "int",
  "bigint",
]);
const decimals: ReadonlySet<string> = new Set(["decimal", "float", "double"]);
const moments: ReadonlySet<string> = new Set(["datetime", "timestamp", "time"]);
const texts: ReadonlySet<string> = new Set([
  "char",
  "varchar",
  "tinytext",
  "text",
  "mediumtext",
  "longtext",
]);
const shapes: ReadonlySet<string> = new Set([
  "geometry",
  "point",
  "linestring",
  "polygon",
  "multipoint",
  "multilinestring",
  "multipolygon",
  "geometrycollection",
  "geomcollection",
]);

/** The name of the type alone: `decimal` of `decimal(10,2) unsigned`. */
export const baseOf = (type: string): string =>
  /^[a-z0-9]+/i.exec(type)?.[0].toLowerCase() ?? type;

/** The numbers behind it: `10, 2`. */
export function modifiersOf(type: string): number[] {
  const inside = /^[a-z0-9]+\(([\d, ]*)\)/i.exec(type)?.[1];
  return inside === undefined ? [] : inside.split(",").map(Number);
}

export const isInteger = (type: string): boolean => integers.has(baseOf(type));
export const isDecimal = (type: string): boolean => decimals.has(baseOf(type));
export const isNumber = (type: string): boolean =>
  isInteger(type) || isDecimal(type);
export const isMoment = (type: string): boolean => moments.has(baseOf(type));
export const isText = (type: string): boolean => texts.has(baseOf(type));
export const isShape = (type: string): boolean => shapes.has(baseOf(type));
export const isLabelled = (type: string): boolean =>
  baseOf(type) === "enum" || baseOf(type) === "set";
/** Bytes of what MariaDB has types for: an address or identifier, which is written as text. */
const addresses: ReadonlyMap<string, number> = new Map([
  ["uuid", 16],
  ["inet4", 4],
  ["inet6", 16],
]);
export const addressBytes = (type: string): number | undefined =>
  addresses.get(baseOf(type));
export const isBinary = (type: string): boolean => /binary|blob/.test(type);

/** A type as TypeORM writes it, as the server will print it where that is only a matter of spelling. Everything else is put to the server. */
export function spelled(fullType: string, unsigned: boolean): string {
  const base = baseOf(fullType);
  const modifiers = modifiersOf(fullType);
  const typed = (inside: readonly number[]): string =>
    inside.length === 0 ? base : `${base}(${inside.join(",")})`;
  const sign = unsigned ? " unsigned" : "";
  if (isInteger(base)) return `${base}${sign}`;
  if (base === "decimal")
    return `${typed([modifiers[0] ?? 10, modifiers[1] ?? 0])}${sign}`;
  if (isDecimal(base)) return `${typed(modifiers)}${sign}`;
  if (isMoment(base)) return typed(modifiers.filter((digits) => digits > 0));
  if (base === "year") return base;
  if (base === "char" || base === "binary") return typed([modifiers[0] ?? 1]);
  return fullType;
}

/** `enum('in','out')`, the same on both sides. */
export const labelledType = (base: string, labels: readonly string[]): string =>
  `${base}(${labels.map(literal).join(",")})`;

/** A printed type as its parts: what it is, its labels, and how it is shown. */
export function readType(
  columnType: string,
): Pick<Column, "type" | "labels" | "width" | "zerofill"> {
  const base = baseOf(columnType);
  if (isLabelled(columnType)) {
    const labels = literalValues(columnType.slice(base.length + 1, -1)) ?? [];
    return { type: labelledType(base, labels), labels };
  }
  if (base === "year") return { type: base };
  const zerofill = columnType.endsWith(" zerofill");
  const plain = zerofill
    ? columnType.slice(0, -" zerofill".length)
    : columnType;
  const [width] = isInteger(base) ? modifiersOf(plain) : [];
  return {
    type: width === undefined ? plain : plain.replace(`(${width})`, ""),
    ...(width === undefined ? {} : { width }),
    ...(zerofill ? { zerofill } : {}),
  };
}

/** The type as it stands in DDL, with how it is shown. */
export function shownType({ type, width, zerofill }: Column): string {
  const base = baseOf(type);
  const wide =
    width === undefined ? type : type.replace(base, `${base}(${width})`);
  return zerofill ? `${wide} zerofill` : wide;
}

/** A collation begins with the name of its character set. */
export const charsetOf = ({ collation, charset }: Column): string | undefined =>
  collation?.split("_", 1)[0] ?? charset;
