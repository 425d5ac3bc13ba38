// Changes of type that PostgreSQL refuses while a row holds a value that does not fit.
import type { Column } from "../../../schema/schema";
import { elementOf, holdsOne } from "../compile/conversion";
import { identifier } from "../quote";
import { unreadable } from "./readings";
import {
  integerRange,
  isFractional,
  isArray,
  isJson,
  isText,
  modifiersOf,
  withoutModifiers,
} from "../types";

/** The SQL condition of rows whose value does not fit, `undefined` where all values do, or where it is not known. */
export function misfit(
  column: string,
  from: Column,
  to: Column,
): string | undefined {
  if (from.type === to.type) return undefined;
  const name = identifier(column);
  if (isArray(from.type)) {
    const misfits = elementMisfit(name, from, to);
    if (isArray(to.type)) return misfits;
    // What becomes of a list is asked where it can become a text.
    return isText(to.type) || isJson(to.type)
      ? undefined
      : [
          `(${name} IS NOT NULL AND ${holdsOne(name)} IS NOT TRUE)`,
          ...(misfits === undefined ? [] : [misfits]),
        ].join(" OR ");
  }
  if (isArray(to.type)) {
    if (isText(from.type)) return undefined;
    return isJson(from.type)
      ? `${from.type}_typeof(${name}) NOT IN ('array', 'null')`
      : misfit(column, from, elementOf(to));
  }
  return valueMisfit(column, from, to);
}

/** Elements are looked at one by one. */
function elementMisfit(
  name: string,
  from: Column,
  to: Column,
): string | undefined {
  const condition = valueMisfit("element", elementOf(from), elementOf(to));
  return condition === undefined
    ? undefined
    : `EXISTS (SELECT FROM unnest(${name}) AS element WHERE ${condition})`;
}

function valueMisfit(
  column: string,
  from: Column,
  to: Column,
): string | undefined {
  const unread = unreadable(column, from, to);
  if (unread !== undefined) return unread;
  const name = identifier(column);
  if (isText(to.type)) return tooLong(name, from, to);
  if (from.type === "jsonb") return ofOtherJson(name, to);
  const range = integerRange(to.type);
  if (range !== undefined) {
    const held = integerRange(from.type);
    if (held !== undefined)
      return held.bits <= range.bits
        ? undefined
        : `${name} NOT ${range.between}`;
    return isFractional(withoutModifiers(from.type))
      ? `round(${name}) NOT ${range.between}`
      : undefined;
  }
  return withoutModifiers(to.type) === "numeric"
    ? tooManyDigits(name, from, to)
    : undefined;
}

/** What is too long by nothing but blanks is cut. */
function tooLong(name: string, from: Column, to: Column): string | undefined {
  const [length] = modifiersOf(to.type);
  const [longest] = isText(from.type)
    ? modifiersOf(from.type)
    : [widths.get(withoutModifiers(from.type))];
  return length === undefined || (longest ?? Infinity) <= length
    ? undefined
    : `char_length(rtrim(${name}::text, ' ')) > ${length}`;
}

/** The longest texts of types that have one. */
const widths: ReadonlyMap<string, number> = new Map([
  ["boolean", 5],
  ["smallint", 6],
  ["integer", 11],
  ["bigint", 20],
  ["uuid", 36],
]);

/** Before 18, JSON's null is no number either. */
function ofOtherJson(name: string, to: Column): string | undefined {
  const type = withoutModifiers(to.type);
  if (type === "boolean") return `jsonb_typeof(${name}) <> 'boolean'`;
  const range = integerRange(type);
  const digits = type === "numeric" ? limitOf(to) : undefined;
  if (range === undefined && !isFractional(type)) return undefined;
  const beyond =
    range !== undefined
      ? `round(${name}::numeric) NOT ${range.between}`
      : digits === undefined
        ? "false"
        : `abs(${name}::numeric) >= ${digits}`;
  return `CASE jsonb_typeof(${name}) WHEN 'number' THEN ${beyond} ELSE ${name} IS NOT NULL END`;
}

function tooManyDigits(
  name: string,
  from: Column,
  to: Column,
): string | undefined {
  const limit = limitOf(to);
  if (limit === undefined) return undefined;
  const source = withoutModifiers(from.type);
  if (isFractional(source)) {
    const digits = wholeDigits(modifiersOf(from.type)) ?? Infinity;
    return digits <= (wholeDigits(modifiersOf(to.type)) ?? Infinity)
      ? undefined
      : `${name} <> 'NaN' AND abs(${name}) >= ${limit}`;
  }
  const bits = integerRange(source)?.bits;
  return bits === undefined || 2 ** (bits - 1) < Number(limit)
    ? undefined
    : `abs(${name}::numeric) >= ${limit}`;
}

/** The least number that is rounded to one with too many digits before the point. */
function limitOf(to: Column): string | undefined {
  const modifiers = modifiersOf(to.type);
  const digits = wholeDigits(modifiers);
  if (digits === undefined) return undefined;
  const scale = modifiers[1] ?? 0;
  return digits > 0 && scale >= 0
    ? `${"9".repeat(digits)}.${"9".repeat(scale)}5`
    : undefined;
}

/** Digits before the point; `undefined` for any number of them. */
function wholeDigits([precision, scale = 0]: readonly number[]):
  number | undefined {
  return precision === undefined ? undefined : precision - scale;
}
