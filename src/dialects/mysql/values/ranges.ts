// The numbers that a type can hold.
import type { Column } from "../../../schema/schema";
import { identifier } from "../quote";
import { isReadAsText, textOf } from "./readings";
import { baseOf, isDecimal, isInteger, isNumber, modifiersOf } from "../types";
import type { Variant } from "../variant";

/** The condition of values that are too small or too large for the new type. */
export function outOfRange(
  from: Column,
  to: Column,
  variant: Variant,
): string | undefined {
  const target = baseOf(to.type);
  const held = heldBy(from.type);
  if (held === undefined && !isReadAsText(from.type) && !isNumber(from.type))
    return undefined;
  // Of text that becomes bits, the bytes are taken, so that is asked.
  if (target === "bit" && isReadAsText(from.type)) return undefined;
  const number = numberOf(from);
  // What is less than 100 is taken for a year of this century or the last.
  if (target === "year")
    return `${number} NOT BETWEEN 1901 AND 2155 AND ${number} <> 0`;
  if (!isNumber(to.type) && target !== "bit") return undefined;
  const holds = heldBy(to.type);
  if (holds === undefined) return tooLarge(from, to, number);
  const range = taken(holds, from.type, to.type, variant);
  if (held !== undefined && isWithin(rounded(held, range.scale), range))
    return undefined;
  const stored =
    held === undefined || held.scale > range.scale
      ? `ROUND(${number}, ${range.scale})`
      : number;
  const least =
    range.least === 0n && mindsSign(from.type, to.type, variant)
      ? number
      : stored;
  return `${least} < ${written(range, range.least)} OR ${stored} > ${written(range, range.most)}`;
}

/** What of a range the server takes from a column of this type. */
function taken(
  range: Range,
  from: string,
  to: string,
  { bigintAsSigned }: Variant,
): Range {
  if (baseOf(to) !== "bigint" && to !== "bit(64)") return range;
  if (isFloating(from)) {
    // The last steps of a double at either end: past them it is refused, or becomes the end of the range, or the other end.
    const [least, most] = [-(2n ** 63n) + 1024n, 2n ** 63n - 2048n];
    return { ...range, least: range.least === 0n ? 0n : least, most };
  }
  const asSigned =
    bigintAsSigned === "text"
      ? isReadAsText(from)
      : baseOf(from) === bigintAsSigned;
  return asSigned && range.least === 0n
    ? { ...range, most: 2n ** 63n - 1n }
    : range;
}

/** Whether less than zero is too small even where it is rounded to zero. */
const mindsSign = (
  from: string,
  to: string,
  { refusesRoundedSign }: Variant,
): boolean =>
  baseOf(to) === "decimal" ||
  (refusesRoundedSign && baseOf(from) === "decimal");

const isFloating = (type: string): boolean =>
  isDecimal(type) && baseOf(type) !== "decimal";

function numberOf(column: Column): string {
  const name = identifier(column.name);
  if (isNumber(column.type)) return name;
  return isReadAsText(column.type)
    ? `CAST(${textOf(column)} AS DECIMAL(65, 10))`
    : `${name} + 0`;
}

/** A number of any size, or almost. */
function tooLarge(
  from: Column,
  { type }: Column,
  number: string,
): string | undefined {
  const held = heldBy(from.type);
  const conditions = [
    ...(type.endsWith(" unsigned") && (held?.least ?? -1n) < 0n
      ? [`${number} < 0`]
      : []),
    ...(baseOf(type) === "float" &&
    baseOf(from.type) !== "float" &&
    (held === undefined || held.most > 10n ** BigInt(38 + held.scale))
      ? [`ABS(${number}) > 3.402823466e38`]
      : []),
    // What is larger is read as the largest.
    ...(baseOf(type) === "double" && isReadAsText(from.type)
      ? [`ABS(${textOf(from)} + 0e0) >= 1.7976931348623157e308`]
      : []),
  ];
  return conditions.length === 0 ? undefined : conditions.join(" OR ");
}

const bytesOf: ReadonlyMap<string, bigint> = new Map([
  ["tinyint", 1n],
  ["smallint", 2n],
  ["mediumint", 3n],
  ["int", 4n],
  ["bigint", 8n],
]);

/** The numbers from the least to the most, in steps of the last digit after the point: so many as `scale` says. */
interface Range {
  readonly least: bigint;
  readonly most: bigint;
  readonly scale: number;
}

const whole = (least: bigint, most: bigint): Range => ({
  least,
  most,
  scale: 0,
});

/** What reads as a number: a date as 20200102, a time as 101112. */
const readAs: ReadonlyMap<string, Range> = new Map([
  ["year", whole(0n, 2155n)],
  ["date", whole(0n, 99991231n)],
  ["datetime", whole(0n, 99991231235959n)],
  ["timestamp", whole(0n, 99991231235959n)],
  ["time", whole(-8385959n, 8385959n)],
]);

/** What the type can hold; `undefined` where that has no end, or almost none. */
function heldBy(type: string): Range | undefined {
  const unsigned = type.endsWith(" unsigned");
  if (isInteger(type)) {
    const bits = 8n * (bytesOf.get(baseOf(type)) ?? 8n);
    return unsigned
      ? whole(0n, 2n ** bits - 1n)
      : whole(-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n);
  }
  if (baseOf(type) === "bit")
    return whole(0n, 2n ** BigInt(modifiersOf(type)[0] ?? 1) - 1n);
  if (baseOf(type) === "decimal") {
    const [digits = 10, scale = 0] = modifiersOf(type);
    const most = 10n ** BigInt(digits) - 1n;
    return { least: unsigned ? 0n : -most, most, scale };
  }
  return isDecimal(type) ? undefined : readAs.get(baseOf(type));
}

/** As it is with so many digits after the point: the server rounds away from zero what it cannot keep. */
function rounded({ least, most, scale }: Range, to: number): Range {
  const round = (number: bigint): bigint => {
    if (scale <= to) return number * 10n ** BigInt(to - scale);
    const step = 10n ** BigInt(scale - to);
    const half = number < 0n ? -step / 2n : step / 2n;
    return (number + half) / step;
  };
  return { least: round(least), most: round(most), scale: to };
}

const isWithin = (inner: Range, outer: Range): boolean =>
  outer.least <= inner.least && inner.most <= outer.most;

/** A number of the range in SQL: `-99.9`. */
function written({ scale }: Range, number: bigint): string {
  const sign = number < 0n ? "-" : "";
  const digits = String(number < 0n ? -number : number).padStart(
    scale + 1,
    "0",
  );
  return scale === 0
    ? `${sign}${digits}`
    : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}
