// Values that become dates and times, or stop being them: which of those the server refuses, or would take for something else.
import type { Column } from "../../../schema/schema";
import { identifier } from "../quote";
import { isReadAsText, textOf, unlike } from "./readings";
import { baseOf, isInteger, isMoment, modifiersOf } from "../types";

/** The condition of values that cannot be read as the date or time that the new type is. */
export function unreadableMoment(from: Column, to: Column): string | undefined {
  if (!isDateOrTime(to.type)) return undefined;
  if (isDateOrTime(from.type)) return outsideAsRounded(from, to);
  return baseOf(to.type) === "time"
    ? unreadableTime(from, to)
    : unreadableDate(from, to);
}

const isDateOrTime = (type: string): boolean =>
  isMoment(type) || baseOf(type) === "date";

/** Dates and times themselves: only what no `timestamp` holds is refused, as far as it is not rounded past the end. */
function outsideAsRounded(from: Column, to: Column): string | undefined {
  if (baseOf(to.type) !== "timestamp" || baseOf(from.type) === "time")
    return undefined;
  return baseOf(from.type) === "timestamp" && digitsOf(from) <= digitsOf(to)
    ? undefined
    : outsideTimestamp(
        `CAST(${identifier(from.name)} AS DATETIME(${digitsOf(to)}))`,
      );
}

function unreadableTime(from: Column, to: Column): string {
  const value = valueOf(from);
  return either(
    isReadAsText(from.type)
      ? unlike(value, timePattern(digitsOf(to)))
      : `${value} NOT BETWEEN -8385959 AND 8385959`,
    `CAST(${value} AS TIME) IS NULL`,
  );
}

function unreadableDate(from: Column, to: Column): string {
  const value = valueOf(from);
  const moment = `CAST(${value} AS DATETIME(6))`;
  return either(
    isReadAsText(from.type)
      ? unlike(
          value,
          baseOf(to.type) === "date"
            ? datePattern
            : momentPattern(digitsOf(to)),
        )
      : unlikeDate(value, to),
    `${moment} IS NULL`,
    // As far as the mode of this session lets them through.
    `CAST(${moment} AS CHAR) LIKE '%-00%'`,
    baseOf(to.type) === "timestamp" ? outsideTimestamp(moment) : undefined,
  );
}

/** Numbers such as 20200102, and 20200102030405 where the time of day has a place. */
const unlikeDate = (value: string, to: Column): string =>
  baseOf(to.type) === "date"
    ? `${value} NOT BETWEEN 10000101 AND 99991231`
    : `(${value} NOT BETWEEN 10000101 AND 99991231 AND ${value} NOT BETWEEN 10000101000000 AND 99991231235959)`;

/** Fractions of a second that the new type does not hold are rounded on some servers: past the end of all dates. */
export function pastTheEnd(from: Column, to: Column): string | undefined {
  const isDated = /^(datetime|timestamp)\b/.test(from.type);
  const kept = keptDigits(to.type);
  return isDated && kept !== undefined && digitsOf(from) > kept
    ? `CAST(${identifier(from.name)} AS DATETIME(${kept})) IS NULL`
    : undefined;
}

/** Digits of a fraction of a second; `undefined` where rounding does not go past any end. */
function keptDigits(type: string): number | undefined {
  if (baseOf(type) === "datetime") return modifiersOf(type)[0] ?? 0;
  return baseOf(type) === "date" || isInteger(type) || baseOf(type) === "bit"
    ? 0
    : undefined;
}

const digitsOf = ({ type }: Column): number => modifiersOf(type)[0] ?? 0;

const valueOf = (column: Column): string =>
  isReadAsText(column.type) ? textOf(column) : identifier(column.name);

const either = (...conditions: readonly (string | undefined)[]): string =>
  conditions.filter((condition) => condition !== undefined).join(" OR ");

const day = "[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}";
const datePattern = `^ *(${day}|[0-9]{8}) *$`;
const fraction = (digits: number): string =>
  digits === 0 ? "" : `([.][0-9]{0,${digits}})?`;
const momentPattern = (digits: number): string =>
  `^ *(${day}([T ][0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}${fraction(digits)})?)?|[0-9]{8}|[0-9]{14}) *$`;
const timePattern = (digits: number): string =>
  `^ *-?([0-7]?[0-9]{1,2}|8[0-2][0-9]|83[0-8]):[0-9]{1,2}(:[0-9]{1,2}${fraction(digits)})? *$`;

/** In the session's time zone: before 1970, after 2038, or in an hour that a clock leaves out. */
const outsideTimestamp = (moment: string): string =>
  `COALESCE(UNIX_TIMESTAMP(${moment}), 0) <= 0 OR UNIX_TIMESTAMP(${moment}) >= 2147483648 OR FROM_UNIXTIME(UNIX_TIMESTAMP(${moment})) <> ${moment}`;
