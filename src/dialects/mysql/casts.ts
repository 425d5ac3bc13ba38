// Which values can become which: what the server refuses whatever the value, and what it rounds or cuts without an error.
import type { Column } from "../../schema/schema";
import type { CastChoice } from "../dialect";
import { identifier } from "./quote";
import { isReadAsText, textOf } from "./readings";
import {
  baseOf,
  isBinary,
  isDecimal,
  isInteger,
  isLabelled,
  isMoment,
  isNumber,
  isShape,
  isText,
  modifiersOf,
} from "./types";

/** The families between which MODIFY has no way. */
function familyOf(type: string): string {
  if (isShape(type)) return "shape";
  const base = baseOf(type);
  return base === "vector" ? base : "plain";
}

/** A geometry stays a geometry, and a vector a vector; nearly everything else has a text, and whether that can be read is for each value to say. */
export function isCastable(from: Column, to: Column): boolean {
  return (
    familyOf(from.type) === familyOf(to.type) &&
    !isNeverRead(from.type, to.type)
  );
}

/** Values of which the server reads none, or each as something else. */
function isNeverRead(source: string, target: string): boolean {
  const [from, to] = [baseOf(source), baseOf(target)];
  if (to === "json")
    return (
      from === "bit" || isBinary(source) || isDated(from) || from === "time"
    );
  if (to === "bit") return isReadAsText(source);
  return (
    (from === "year" && (isDated(to) || to === "time")) ||
    (to === "year" && isDated(from))
  );
}

const isDated = (base: string): boolean =>
  base === "date" || base === "datetime" || base === "timestamp";

/** What values of these types can be taken for, where the server would take them for nothing or for their bytes. */
export function castChoices(from: Column, to: Column): readonly CastChoice[] {
  if (from.type === to.type || !isNeverRead(from.type, to.type)) return [];
  const name = identifier(to.name);
  const text = textOf({ name: to.name, type: from.type });
  const [source, target] = [baseOf(from.type), baseOf(to.type)];
  if (target === "bit")
    return [
      {
        meaning: "The number that the text says",
        expression: `CAST(${text} AS UNSIGNED)`,
      },
    ];
  if (source === "bit") return [{ meaning: "The number", expression: text }];
  if (isBinary(from.type))
    return [
      {
        meaning: "The text that the bytes are",
        expression: `CONVERT(${name} USING utf8mb4)`,
      },
    ];
  if (target === "json")
    return [
      { meaning: "The text, in quotes", expression: `JSON_QUOTE(${text})` },
    ];
  if (target === "year")
    return [{ meaning: "The year", expression: `YEAR(${name})` }];
  return target === "time"
    ? []
    : [
        {
          meaning: "The first of January of the year",
          expression: `MAKEDATE(${name}, 1)`,
        },
      ];
}

/** What is lost, in words; `undefined` where nothing is, or where strict mode refuses instead ("Strict SQL Mode" in the manual). */
export function silentLoss(from: Column, to: Column): string | undefined {
  if (from.type === to.type) return undefined;
  const [source, target] = [from.type, to.type];
  if (baseOf(target) === "binary") return endLost(source, target);
  if (isNumber(target) && isDecimal(source)) return digitsLost(source, target);
  if (baseOf(target) === "float" && isInteger(source))
    return "digits beyond the sixth";
  if (baseOf(target) === "double" && baseOf(source) === "bigint")
    return "digits beyond the fifteenth";
  if (isMoment(source) || baseOf(source) === "date")
    return momentLoss(source, target);
  if (isText(source) && (isMoment(target) || baseOf(target) === "date"))
    return textLoss(target);
  if (isText(source) && baseOf(target) === "decimal")
    return `${afterPoint(scaleOf(target) ?? 0)}, where a text has them`;
  if (isText(source) && isInteger(target))
    return "digits after the point, where the server does not refuse them";
  if (isText(target) && isText(source) && baseOf(target) === "char")
    return "blanks at the end of values";
  return undefined;
}

/** A value of a fixed length is filled up with zeros, which are a part of it from then on. */
function endLost(source: string, target: string): string | undefined {
  const [length = 1] = modifiersOf(target);
  const [had = Infinity] = modifiersOf(source);
  if (!isBinary(source) && !isText(source)) return undefined;
  return baseOf(source) === "binary" && had >= length
    ? undefined
    : `where values end: ${target} fills them up with zeros`;
}

function digitsLost(source: string, target: string): string | undefined {
  const from = scaleOf(source);
  const to = scaleOf(target);
  if (baseOf(source) === "decimal" && baseOf(target) !== "decimal") {
    if (isInteger(target)) return from === 0 ? undefined : afterPoint(0);
    return baseOf(target) === "float"
      ? "digits beyond the sixth"
      : "digits beyond the fifteenth";
  }
  if (baseOf(source) === "double" && baseOf(target) === "float")
    return "digits beyond the sixth";
  if (to === undefined) return undefined;
  return from === undefined || from > to ? afterPoint(to) : undefined;
}

const afterPoint = (digits: number): string =>
  digits === 0
    ? "digits after the point"
    : `digits beyond the ${ordinal(digits)} after the point`;

/** Digits after the point; `undefined` for any number of them. */
function scaleOf(type: string): number | undefined {
  if (isInteger(type)) return 0;
  return baseOf(type) === "decimal"
    ? (modifiersOf(type)[1] ?? 0)
    : modifiersOf(type)[1];
}

function momentLoss(source: string, target: string): string | undefined {
  const whole = ["datetime", "timestamp"];
  if (whole.includes(baseOf(source))) {
    if (baseOf(target) === "date") return "the time of day";
    if (baseOf(target) === "time") return "the date";
  }
  if (baseOf(source) === "date" && baseOf(target) === "time") return "the date";
  if (baseOf(source) === "time" && isDated(baseOf(target)))
    return "what values mean: they get the day on which it runs";
  if (baseOf(target) === "year") return "everything but the year";
  if (baseOf(target) === "float" && baseOf(source) !== "time")
    return "digits beyond the sixth";
  if (!isMoment(source)) return undefined;
  const [from = 0] = modifiersOf(source);
  const to = isMoment(target)
    ? (modifiersOf(target)[0] ?? 0)
    : isNumber(target)
      ? (scaleOf(target) ?? from)
      : from;
  return from > to ? `fractions of a second beyond ${to} digits` : undefined;
}

const ordinal = (number: number): string =>
  `${number}${["th", "st", "nd", "rd"][number] ?? "th"}`;

function textLoss(target: string): string {
  if (baseOf(target) === "date") return "a time of day, where a text has one";
  const [digits = 0] = modifiersOf(target);
  const fractions = `fractions of a second beyond ${digits} digits, where a text has them`;
  return baseOf(target) === "time" ? `a date, and ${fractions}` : fractions;
}

/** The column with its values as text, and without the default that they had no part in. */
export function asText(column: Column): Column {
  const {
    default: _default,
    labels: _labels,
    onUpdate: _onUpdate,
    width: _width,
    zerofill: _zerofill,
    ...rest
  } = column;
  return { ...rest, type: isBinary(column.type) ? "longblob" : "longtext" };
}

/** By way of text, as far as that can be read. */
export function castByText(column: Column): string {
  const name = identifier(column.name);
  const text = `CAST(${name} AS CHAR)`;
  return baseOf(column.type) === "json"
    ? `IF(JSON_VALID(${text}), ${text}, JSON_QUOTE(${text}))`
    : `CAST(${name} AS ${castTarget(column)})`;
}

/** What a text can be cast to ("CONVERT" in the manual); everything else is read from the text by the assignment. */
function castTarget({ type }: Column): string {
  if (isInteger(type)) return type.endsWith("unsigned") ? "UNSIGNED" : "SIGNED";
  if (baseOf(type) === "decimal") return type.replace(" unsigned", "");
  if (isMoment(type) && baseOf(type) !== "timestamp") return type;
  if (baseOf(type) === "date") return "date";
  if (baseOf(type) === "bit") return "UNSIGNED";
  return isLabelled(type) || isText(type)
    ? "CHAR"
    : isBinary(type)
      ? "BINARY"
      : "CHAR";
}
