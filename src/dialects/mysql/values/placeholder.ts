// Values for rows that are there: one that any can hold, for a downgrade that brings back a NOT NULL column whose values are gone, and what the server gives.
import type { Column } from "../../../schema/schema";
import { literal } from "../quote";
import {
  baseOf,
  isBinary,
  isMoment,
  isNumber,
  isShape,
  isText,
} from "../types";

/** `undefined` for types of which no value can be made up; the downgrade then runs on empty tables only. */
export function placeholder({ type, labels }: Column): string | undefined {
  const base = baseOf(type);
  if (base === "set") return "''";
  if (labels !== undefined)
    return labels[0] === undefined ? undefined : literal(labels[0]);
  if (isNumber(type)) return "0";
  if (isText(type) || isBinary(type)) return "''";
  if (isMoment(type)) return `CURRENT_TIMESTAMP${type.slice(base.length)}`;
  if (isShape(type)) return undefined;
  return others.get(base);
}

/** What rows get where nobody says it, in words: "Data Type Default Values" in the manual. */
export function impliedValue({ type, labels = [] }: Column): string {
  const base = baseOf(type);
  if (base === "enum") return literal(labels[0] ?? "");
  if (isNumber(type) || base === "bit" || base === "year") return "0";
  if (isText(type) || isBinary(type) || base === "set") return "an empty text";
  if (base === "time") return "00:00:00";
  return base === "date" || isMoment(type)
    ? "a date of zeros, or it fails where sql_mode has NO_ZERO_DATE"
    : "an empty value, or it fails";
}

const others: ReadonlyMap<string, string> = new Map([
  ["bit", "b'0'"],
  ["year", "YEAR(CURRENT_DATE)"],
  ["date", "CURRENT_DATE"],
  ["json", "'{}'"],
  ["uuid", "UUID()"],
  ["inet4", "'0.0.0.0'"],
  ["inet6", "'::'"],
]);
