// What a change of type rounds or cuts without an error.
import type { Column } from "../../../schema/schema";
import { isReadAsText } from "./readings";
import {
  addressBytes,
  baseOf,
  isBinary,
  isDecimal,
  isInteger,
  isLabelled,
  isMoment,
  isNumber,
  isText,
  modifiersOf,
} from "../types";
import type { Variant } from "../variant";

type Traits = Pick<Variant, "jsonIsText" | "roundsToDays">;

/** In words; `undefined` where nothing is lost, or where strict mode refuses instead ("Strict SQL Mode" in the manual). */
export function silentLoss(
  from: Column,
  to: Column,
  traits: Traits,
): string | undefined {
  if (from.type === to.type) return undefined;
  const [source, target] = [from.type, to.type];
  const taken = baseOf(target);
  if (taken === "binary") return endLost(source, target);
  if (taken === "json" && !traits.jsonIsText) return jsonLoss(source);
  if (isText(target) || isBinary(target) || taken === "json")
    return textLoss(source, target);
  if (isDecimal(source)) return digitsLost(source, target);
  if (isInteger(source) || baseOf(source) === "bit")
    return wholeLoss(source, target);
  if (isMoment(source) || baseOf(source) === "date")
    return momentLoss(source, target, traits);
  return isReadAsText(source) ? readingLoss(from, target) : undefined;
}

/** A value of a fixed length is filled up with zeros, which are a part of it from then on. */
function endLost(source: string, target: string): string | undefined {
  const [length = 1] = modifiersOf(target);
  const [had = Infinity] = modifiersOf(source);
  if (baseOf(source) === "binary" && had >= length) return undefined;
  return bytesOf(source) === length
    ? undefined
    : `where values end: ${target} fills them up with zeros`;
}

/** Of values that are all as long as each other. */
function bytesOf(type: string): number | undefined {
  if (baseOf(type) === "year") return 4;
  return baseOf(type) === "date" ? 10 : addressBytes(type);
}

const sixth = "digits beyond the sixth";
const fifteenth = "digits beyond the fifteenth";

/** Numbers in it are doubles, but for whole ones of 64 bits. */
function jsonLoss(source: string): string | undefined {
  if (baseOf(source) === "float") return sixth;
  if (baseOf(source) === "decimal")
    return (modifiersOf(source)[0] ?? 10) > 15 ? fifteenth : undefined;
  return isText(source)
    ? `all but the last of keys that are alike, ${fifteenth} of a number, and how it is written`
    : undefined;
}

function textLoss(source: string, target: string): string | undefined {
  if (baseOf(source) === "float") return sixth;
  return isText(source) && baseOf(target) === "char"
    ? "blanks at the end of values"
    : undefined;
}

function wholeLoss(source: string, target: string): string | undefined {
  const [bits = 1] = baseOf(source) === "bit" ? modifiersOf(source) : [];
  switch (baseOf(target)) {
    case "float":
      return isInteger(source) || bits > 19 ? sixth : undefined;
    case "double":
      return baseOf(source) === "bigint" || bits > 49 ? fifteenth : undefined;
    default:
      return undefined;
  }
}

function digitsLost(source: string, target: string): string | undefined {
  const from = scaleOf(source);
  const to = scaleOf(target);
  if (baseOf(source) === "decimal" && isFloating(target))
    return baseOf(target) === "float" ? sixth : fifteenth;
  if (baseOf(source) === "double" && baseOf(target) === "float") return sixth;
  if (to === undefined) return undefined;
  return from === undefined || from > to ? afterPoint(to) : undefined;
}

const isFloating = (type: string): boolean =>
  baseOf(type) === "float" || baseOf(type) === "double";

const afterPoint = (digits: number): string =>
  digits === 0
    ? "digits after the point"
    : `digits beyond the ${ordinal(digits)} after the point`;

const ordinal = (number: number): string =>
  `${number}${["th", "st", "nd", "rd"][number] ?? "th"}`;

/** Digits after the point; `undefined` for any number of them. */
function scaleOf(type: string): number | undefined {
  const base = baseOf(type);
  if (isInteger(type) || base === "bit" || base === "year" || base === "date")
    return 0;
  if (isMoment(type)) return modifiersOf(type)[0] ?? 0;
  return base === "decimal"
    ? (modifiersOf(type)[1] ?? 0)
    : modifiersOf(type)[1];
}

function momentLoss(
  source: string,
  target: string,
  { roundsToDays }: Traits,
): string | undefined {
  const [given, taken] = [baseOf(source), baseOf(target)];
  const digits = given === "date" ? 0 : (scaleOf(source) ?? 0);
  if (taken === "year") return "everything but the year";
  if (taken === "float") return sixth;
  if (given === "time" && isDated(taken))
    return "what values mean: they get the day on which it runs";
  if (given !== "time" && taken === "time") return "the date";
  if (given === "date") return undefined;
  if (taken === "date")
    return digits > 0 && roundsToDays
      ? "the time of day, and what is half a second before midnight or less becomes the next day"
      : "the time of day";
  // A date and a time of day are fourteen of the digits that a double has.
  const kept =
    taken === "double" ? (given === "time" ? 6 : 1) : scaleOf(target);
  return kept !== undefined && digits > kept
    ? `fractions of a second beyond ${kept} digits`
    : undefined;
}

const isDated = (base: string): boolean =>
  base === "date" || base === "datetime" || base === "timestamp";

/** What a text, or what is read as one, has and the target has not. */
function readingLoss(
  { type, labels }: Column,
  target: string,
): string | undefined {
  if (isLabelled(type) && labels?.every((label) => /^[0-9]{1,6}$/.test(label)))
    return undefined;
  switch (baseOf(target)) {
    case "decimal":
      return `${afterPoint(scaleOf(target) ?? 0)}, where a text has them`;
    case "float":
      return `${sixth}, where a text has them`;
    case "double":
      return `${fifteenth}, where a text has them`;
    case "date":
      return "a time of day, where a text has one";
    case "time":
      return `a date, and ${fractions(target)}`;
    case "datetime":
    case "timestamp":
      return fractions(target);
    default:
      return isNumber(target)
        ? "digits after the point, where the server does not refuse them"
        : undefined;
  }
}

const fractions = (target: string): string =>
  `fractions of a second beyond ${scaleOf(target) ?? 0} digits, where a text has them`;
