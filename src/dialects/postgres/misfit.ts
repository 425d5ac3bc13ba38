// Changes of type that PostgreSQL refuses while a row holds a value that does not fit.
import type { Column } from "../../schema/schema";
import { elementOf } from "./compile/conversion";
import { identifier } from "./quote";
import { unreadable } from "./readings";
import {
  integerRange,
  isArray,
  isJson,
  isText,
  modifiersOf,
  withoutModifiers,
} from "./types";

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
          `cardinality(${name}) <> 1`,
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
  const [source, target] = [from, to].map(({ type }) => withoutModifiers(type));
  const unread = unreadable(column, from, to);
  if (unread !== undefined) return unread;
  const name = identifier(column);
  const [before, after] = [modifiersOf(from.type), modifiersOf(to.type)];
  if (isText(from.type) && isText(to.type)) {
    const [length] = after;
    if (length === undefined || (before[0] ?? Infinity) <= length)
      return undefined;
    // What is too long by nothing but blanks is cut.
    return `char_length(rtrim(${name}::text, ' ')) > ${length}`;
  }
  if (source === "numeric" && target === "numeric") {
    const digits = wholeDigits(after);
    if (digits === undefined || (wholeDigits(before) ?? Infinity) <= digits)
      return undefined;
    return `abs(round(${name}, ${after[1] ?? 0})) >= 1e${digits}::numeric`;
  }
  const [held, range] = [integerRange(from.type), integerRange(to.type)];
  return held === undefined || range === undefined || held.bits <= range.bits
    ? undefined
    : `${name} NOT ${range.between}`;
}

/** Digits before the point; `undefined` for any number of them. */
function wholeDigits([precision, scale = 0]: readonly number[]):
  number | undefined {
  return precision === undefined ? undefined : precision - scale;
}
