// Values that would not fit another type: strict mode refuses them, and without it they are cut.
import type { Column } from "../../../schema/schema";
import { zerosCut } from "../compile/detour";
import { pastTheEnd, unreadableMoment } from "./moments";
import { identifier } from "../quote";
import { outOfRange } from "./ranges";
import { textOf, unreadable } from "./readings";
import { otherSystem } from "./referenceSystems";
import { otherShape } from "./shapes";
import {
  addressBytes,
  baseOf,
  charsetOf,
  isBinary,
  isShape,
  isText,
  modifiersOf,
} from "../types";
import type { Variant } from "../variant";
import { longestText } from "./widths";

/** A condition on the rows; `undefined` where every value fits, or where the types are too far apart to tell. */
export function misfit(
  column: string,
  from: Column,
  to: Column,
  variant: Variant,
): string | undefined {
  // There is no value to look for, and functions refuse the type.
  if (variant.needsFunction(from, to)) return undefined;
  const name = identifier(column);
  if (isText(from.type) && isText(to.type))
    return anyOf([longer(name, from, to), foreign(name, from, to)]);
  if (isShape(from.type))
    return anyOf([otherShape(name, from, to), otherSystem(name, from, to)]);
  if (from.type === to.type) return undefined;
  if (isBinary(from.type) && isBinary(to.type)) {
    const zeros = zerosCut({ from, to });
    if (zeros !== undefined)
      return `RIGHT(${name}, ${zeros.cut}) <> REPEAT(x'00', ${zeros.cut})`;
    return longer(name, from, to, "LENGTH");
  }
  const found = { ...from, name: column };
  const condition = anyOf([
    unreadable(found, to),
    unreadableMoment(found, to),
    pastTheEnd(found, to),
    outOfRange(found, to, variant),
    isText(to.type) || isBinary(to.type) ? tooLong(found, to) : undefined,
    isBinary(from.type) && isText(to.type)
      ? `COALESCE(BINARY CONVERT(${name} USING ${charsetOf(to) ?? "utf8mb4"}) <> ${name}, TRUE)`
      : undefined,
  ]);
  return condition === undefined
    ? undefined
    : `${name} IS NOT NULL AND (${condition})`;
}

function anyOf(
  conditions: readonly (string | undefined)[],
): string | undefined {
  const present = conditions.filter((condition) => condition !== undefined);
  return present.length === 0 ? undefined : present.join(" OR ");
}

/** Characters that the new character set does not have. */
function foreign(name: string, from: Column, to: Column): string | undefined {
  const charset = charsetOf(to);
  return charset === undefined ||
    charset === "utf8mb4" ||
    charset === charsetOf(from)
    ? undefined
    : `BINARY CONVERT(CONVERT(${name} USING ${charset}) USING utf8mb4) <> BINARY CONVERT(${name} USING utf8mb4)`;
}

/** The new character set, where a character may have more bytes in it than it had; `undefined` where the old one is that of the table. */
function widerCharset(from: Column, to: Column): string | undefined {
  const [before, after] = [charsetOf(from), charsetOf(to)];
  return before === undefined ||
    after === undefined ||
    before === after ||
    ofOneByte.has(after) ||
    (asInUtf8.has(before) && asInUtf8.has(after))
    ? undefined
    : after;
}

const ofOneByte: ReadonlySet<string> = new Set(["ascii", "latin1"]);

/** What each of them has, the ones after it have in the same bytes. */
const asInUtf8: ReadonlySet<string> = new Set([
  "ascii",
  "utf8",
  "utf8mb3",
  "utf8mb4",
]);

function longer(
  name: string,
  from: Column,
  to: Column,
  measure: "CHAR_LENGTH" | "LENGTH" = "CHAR_LENGTH",
): string | undefined {
  const charset = widerCharset(from, to);
  if (from.type === to.type && charset === undefined) return undefined;
  const [room] = modifiersOf(to.type);
  const [had = Infinity] = modifiersOf(from.type);
  if (room !== undefined)
    return had <= room ? undefined : `${measure}(${name}) > ${room}`;
  const [before = Infinity, bytes] = [from, to].map(({ type }) =>
    roomOf.get(baseOf(type)),
  );
  if (bytes === undefined) return undefined;
  if (charset !== undefined)
    return `LENGTH(CONVERT(${name} USING ${charset})) > ${bytes}`;
  return before <= bytes ? undefined : `LENGTH(${name}) > ${bytes}`;
}

/** What becomes a text, or bytes, from something else. A character has four bytes at most. */
function tooLong(from: Column, to: Column): string | undefined {
  const [length] = modifiersOf(to.type);
  const room = length ?? roomOf.get(baseOf(to.type));
  if (room === undefined) return undefined;
  const bytes = isBinary(to.type) ? addressBytes(from.type) : undefined;
  if (bytes !== undefined) return bytes <= room ? undefined : "TRUE";
  const inBytes = isBinary(to.type) || length === undefined;
  const longest = longestText(from) * (inBytes && isText(from.type) ? 4 : 1);
  return longest <= room
    ? undefined
    : `${inBytes ? "LENGTH" : "CHAR_LENGTH"}(${textOf(from)}) > ${room}`;
}

/** "Data Type Storage Requirements" in the manual. */
const roomOf: ReadonlyMap<string, number> = new Map([
  ["tinytext", 255],
  ["tinyblob", 255],
  ["text", 65_535],
  ["blob", 65_535],
  ["mediumtext", 16_777_215],
  ["mediumblob", 16_777_215],
]);
