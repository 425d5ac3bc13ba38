// Changes of type that PostgreSQL refuses while a row holds a value that does not fit.
import type { Column } from "../../schema/schema";
import { identifier } from "./quote";
import { unreadable } from "./readings";
import {
  integerRange,
  isArray,
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
  if (from.type === to.type || isArray(from.type) || isArray(to.type))
    return undefined;
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
