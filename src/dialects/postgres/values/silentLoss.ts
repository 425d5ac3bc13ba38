// Changes of type that PostgreSQL carries out by rounding or cutting, where it could have refused.
import type { Column } from "../../../schema/schema";
import {
  elementType,
  isFractional,
  isInteger,
  isText,
  modifiersOf,
  withoutModifiers,
} from "../types";

/** What is lost, in words; `undefined` where nothing is, or where the server refuses instead. */
export function silentLoss(from: Column, to: Column): string | undefined {
  if (from.type === to.type) return undefined;
  const [before, after] = [from, to].map((column) => elementType(column.type));
  if (before === undefined || after === undefined) return undefined;
  const [source, target] = [withoutModifiers(before), withoutModifiers(after)];
  if (source === target) return precisionLoss(source, before, after);
  if (isInteger(target) && (isFractional(source) || source === "jsonb"))
    return "digits after the point";
  if (target === "numeric" && (isFractional(source) || source === "jsonb")) {
    const scale = scaleOf(after);
    if (scale !== undefined) return digitsBeyond(scale);
  }
  if (target === "tsvector" && isText(source))
    return "the order of words, and repeated ones";
  if (target === "date" && source.startsWith("timestamp"))
    return "the time of day";
  if (target.startsWith("time ") && source.startsWith("timestamp"))
    return "the date";
  if (target === "real" && (isFractional(source) || isInteger(source)))
    return "digits beyond the sixth";
  if (
    target === "double precision" &&
    (source === "numeric" || source === "bigint")
  )
    return "digits beyond the fifteenth";
  if (target === "numeric" && isFractional(source))
    return source === "real"
      ? "digits beyond the sixth"
      : "digits beyond the fifteenth";
  const cut = cutAway.get(`${source} → ${target}`);
  if (cut !== undefined) return cut;
  const fractions = fractionLoss(before, after);
  if (fractions !== undefined) return fractions;
  if (target.endsWith("without time zone") && source.endsWith("with time zone"))
    return "the time zone";
  if (source === "json" && target === "jsonb")
    return "order, white space and repeated keys";
  if (target === "boolean" && isInteger(source))
    return "numbers other than 0 and 1";
  return undefined;
}

/** Casts that PostgreSQL has, and that leave a part of the value behind. */
const cutAway: ReadonlyMap<string, string> = new Map([
  ["interval → time without time zone", "days, months and years"],
  ["bit varying → bit", "bits beyond the length"],
  ["smallint → bit", "bits beyond the length"],
  ["integer → bit", "bits beyond the length"],
  ["bigint → bit", "bits beyond the length"],
  ["vector → halfvec", "digits beyond the third"],
  ["numeric → money", "digits beyond the cents"],
  ["inet → cidr", "bits to the right of the netmask"],
  ["polygon → circle", "the shape"],
  ["polygon → box", "the shape"],
  ["polygon → point", "the shape"],
  ["circle → box", "the shape"],
  ["circle → point", "the shape"],
  ["box → point", "the shape"],
  ["box → circle", "the shape"],
  ["lseg → point", "the shape"],
]);

function precisionLoss(
  type: string,
  before: string,
  after: string,
): string | undefined {
  if (type === "numeric") {
    const [from, to] = [scaleOf(before), scaleOf(after)];
    if (to === undefined || (from !== undefined && from <= to))
      return undefined;
    return digitsBeyond(to);
  }
  if (type.startsWith("character")) {
    const [from = Infinity, to = Infinity] = [before, after].map(
      (full) => modifiersOf(full)[0] ?? Infinity,
    );
    return from <= to ? undefined : "blanks at the end of values too long";
  }
  return fractionLoss(before, after);
}

function fractionLoss(before: string, after: string): string | undefined {
  if (!isTime(before) || !isTime(after)) return undefined;
  const [from, to] = [modifiersOf(before)[0] ?? 6, modifiersOf(after)[0] ?? 6];
  return from <= to ? undefined : `fractions of a second beyond ${to} digits`;
}

const isTime = (type: string): boolean =>
  type.startsWith("time") || type.startsWith("interval");

/** Digits after the point; `undefined` for any number of them. */
function scaleOf(type: string): number | undefined {
  const modifiers = modifiersOf(type);
  return modifiers.length === 0 ? undefined : (modifiers[1] ?? 0);
}

const digitsBeyond = (scale: number): string =>
  `digits beyond the ${scale === 0 ? "point" : `${ordinal(scale)} after the point`}`;

const ordinal = (number: number): string =>
  `${number}${["th", "st", "nd", "rd"][number] ?? "th"}`;
