// The numbers that a type can hold.
import type { Column } from "../../schema/schema";
import { identifier } from "./quote";
import { isReadAsText, textOf } from "./readings";
import { baseOf, isDecimal, isInteger, isNumber, modifiersOf } from "./types";

/** The condition of values that are too small or too large for the new type. */
export function outOfRange(from: Column, to: Column): string | undefined {
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
  const range = heldBy(to.type);
  if (range === undefined) return tooLarge(from, to, number);
  const [least, most] = range;
  return held !== undefined && least <= held[0] && held[1] <= most
    ? undefined
    : `${number} < ${least} OR ${number} > ${most}`;
}

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
  const conditions = [
    ...(type.endsWith(" unsigned") && (heldBy(from.type)?.[0] ?? -1n) < 0n
      ? [`${number} < 0`]
      : []),
    ...(baseOf(type) === "float" && baseOf(from.type) === "double"
      ? [`ABS(${number}) > 3.402823466e38`]
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

/** What reads as a number: a date as 20200102, a time as 101112. */
const readAs: ReadonlyMap<string, readonly [least: bigint, most: bigint]> =
  new Map([
    ["year", [0n, 2155n]],
    ["date", [0n, 99991231n]],
    ["datetime", [0n, 99991231235959n]],
    ["timestamp", [0n, 99991231235959n]],
    ["time", [-8385959n, 8385959n]],
  ]);

/** The least and the largest whole number that the type can hold; `undefined` where there is none. */
function heldBy(
  type: string,
): readonly [least: bigint, most: bigint] | undefined {
  const unsigned = type.endsWith(" unsigned");
  if (isInteger(type)) {
    const bits = 8n * (bytesOf.get(baseOf(type)) ?? 8n);
    return unsigned
      ? [0n, 2n ** bits - 1n]
      : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
  }
  if (baseOf(type) === "bit")
    return [0n, 2n ** BigInt(modifiersOf(type)[0] ?? 1) - 1n];
  if (baseOf(type) === "decimal") {
    const [digits = 10, scale = 0] = modifiersOf(type);
    const most = 10n ** BigInt(digits - scale) - 1n;
    return [unsigned ? 0n : -most, most];
  }
  return isDecimal(type) ? undefined : readAs.get(baseOf(type));
}
