// Values that are read as something else than they were, and which of them cannot be, as far as strict mode refuses them or they would mean something else.
import type { Column } from "../../../schema/schema";
import { identifier, literal } from "../quote";
import {
  addressBytes,
  baseOf,
  isBinary,
  isInteger,
  isLabelled,
  isNumber,
  isText,
} from "../types";

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
      // The text of the year 0 is 0000.
      if (baseOf(from.type) === "year") return `${identifier(from.name)} = 0`;
      // So have numbers zeros before them that are shown with zeros.
      return (isReadAsText(from.type) && !isBinary(from.type)) || from.zerofill
        ? `NOT JSON_VALID(${text})`
        : undefined;
    case "enum":
      return outsideEnum(from, to, text);
    case "set":
      return outsideSet(from, to, text);
    case "uuid":
    case "inet4":
    case "inet6":
      return unreadableAddress(from, to, text);
    default:
      return undefined;
  }
}

/** Of bytes, the server takes those of the address itself, and no text. */
function unreadableAddress(
  { name, type }: Column,
  to: Column,
  text: string,
): string | undefined {
  if (isBinary(type))
    return `LENGTH(${identifier(name)}) <> ${addressBytes(to.type) ?? 0}`;
  return isReadAsText(type)
    ? `CAST(${text} AS ${baseOf(to.type)}) IS NULL`
    : undefined;
}

/** Without a backslash, which `sql_mode` may take for two. */
export const unlike = (text: string, pattern: string): string =>
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
    // Blanks at the end are no difference to the collation, and no part of a label.
    return `CONVERT(${text} USING utf8mb4) COLLATE utf8mb4_bin NOT IN (${labels.map(literal).join(", ")}) OR ${text} LIKE '% '`;
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
