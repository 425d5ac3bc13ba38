// Values that are read as something else than they were, and which of them cannot be, as far as strict mode refuses them or they would mean something else.
import type { Column } from "../../schema/schema";
import { identifier, literal } from "./quote";
import {
  baseOf,
  isBinary,
  isInteger,
  isLabelled,
  isMoment,
  isNumber,
  isText,
  modifiersOf,
} from "./types";

/** The value as text, as a change of type reads it. */
export function textOf({ name, type }: Pick<Column, "name" | "type">): string {
  const value = identifier(name);
  if (isText(type)) return value;
  if (isBinary(type)) return `CONVERT(${value} USING latin1)`;
  return baseOf(type) === "bit"
    ? `CAST(${value} + 0 AS CHAR)`
    : `CAST(${value} AS CHAR)`;
}

/** Whether it is by its text that a value becomes a number or a date. */
export const isReadAsText = (type: string): boolean =>
  isText(type) || isBinary(type) || isLabelled(type) || baseOf(type) === "json";

/** The condition of values that cannot be read as the new type. The column has the name that it has in the database. */
export function unreadable(from: Column, to: Column): string | undefined {
  const text = textOf(from);
  const target = baseOf(to.type);
  if (isReadAsText(from.type)) {
    if (isNumber(to.type)) return unreadableNumber(from, to, text);
    if (target === "year") return unlike(text, "^ *[0-9]{4} *$");
  }
  switch (target) {
    case "json":
      return isReadAsText(from.type) && !isBinary(from.type)
        ? `NOT JSON_VALID(${text})`
        : undefined;
    case "enum":
      return outsideEnum(from, to, text);
    case "set":
      return outsideSet(from, to, text);
    case "uuid":
    case "inet4":
    case "inet6":
      return isText(from.type)
        ? `CAST(${text} AS ${target}) IS NULL`
        : undefined;
    case "date":
    case "time":
    case "datetime":
    case "timestamp":
      return unreadableMoment(from, to, text);
    default:
      return undefined;
  }
}

/** Without a backslash, which `sql_mode` may take for two. */
const unlike = (text: string, pattern: string): string =>
  `${text} NOT REGEXP '${pattern}'`;

const numberPattern =
  "^ *[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)? *$";

/** MySQL rounds to a whole number, and MariaDB refuses. */
const integerPattern = "^ *[-+]?[0-9]+ *$";

function unreadableNumber(
  { labels, type }: Column,
  to: Column,
  text: string,
): string | undefined {
  const pattern = isInteger(to.type) ? integerPattern : numberPattern;
  const readable = new RegExp(pattern);
  return baseOf(type) === "enum" &&
    labels?.every((label) => readable.test(label)) === true
    ? undefined
    : unlike(text, pattern);
}

/** Equal to a label itself: of what is equal to it only under the collation, or is its number, somebody should know. */
function outsideEnum(
  from: Column,
  { labels = [] }: Column,
  text: string,
): string | undefined {
  if (from.labels === undefined)
    return `CONVERT(${text} USING utf8mb4) COLLATE utf8mb4_bin NOT IN (${labels.map(literal).join(", ")})`;
  // Which labels go is asked by itself.
  return baseOf(from.type) === "set"
    ? `LOCATE(',', ${text}) > 0${labels.includes("") ? "" : ` OR ${text} = ''`}`
    : undefined;
}

/** What is left of a list without the labels, which each have a comma on either side. */
function outsideSet(
  from: Column,
  { labels = [] }: Column,
  text: string,
): string | undefined {
  if (from.labels !== undefined) return undefined;
  const exact = `CONVERT(${text} USING utf8mb4) COLLATE utf8mb4_bin`;
  const left = labels.reduce(
    (rest, label) => `REPLACE(${rest}, ${literal(`,${label},`)}, '')`,
    `CONCAT(',', REPLACE(${exact}, ',', ',,'), ',')`,
  );
  return `${text} <> '' AND ${left} <> ''`;
}

function unreadableMoment(
  from: Column,
  to: Column,
  text: string,
): string | undefined {
  const target = baseOf(to.type);
  const [digits = 0] = modifiersOf(to.type);
  const value = isReadAsText(from.type) ? text : identifier(from.name);
  const isKnown = isMoment(from.type) || baseOf(from.type) === "date";
  if (target === "time")
    return isKnown
      ? undefined
      : either(
          isReadAsText(from.type)
            ? unlike(text, timePattern(digits))
            : `ABS(${value}) > 8385959`,
          `CAST(${value} AS TIME) IS NULL`,
        );
  const moment = `CAST(${value} AS DATETIME(6))`;
  const outside = target === "timestamp" ? outsideTimestamp(moment) : undefined;
  if (baseOf(from.type) === "time") return undefined;
  if (isKnown) return baseOf(from.type) === "timestamp" ? undefined : outside;
  return either(
    isReadAsText(from.type)
      ? unlike(text, target === "date" ? datePattern : momentPattern(digits))
      : `(${value} NOT BETWEEN 10000101 AND 99991231 AND ${value} NOT BETWEEN 10000101000000 AND 99991231235959)`,
    `${moment} IS NULL`,
    // As far as the mode of this session lets them through.
    `CAST(${moment} AS CHAR) LIKE '%-00%'`,
    outside,
  );
}

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
