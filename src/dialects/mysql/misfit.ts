// Values that would not fit another type: strict mode refuses them, and without it they are cut.
import type { Column } from "../../schema/schema";
import { zerosCut } from "./compile/detour";
import { identifier } from "./quote";
import {
  baseOf,
  isBinary,
  isInteger,
  isNumber,
  isText,
  modifiersOf,
} from "./types";

/** A condition on the rows; `undefined` where every value fits, or where the types are too far apart to tell. */
export function misfit(
  column: string,
  from: Column,
  to: Column,
): string | undefined {
  const name = identifier(column);
  if (isText(from.type) && isText(to.type)) {
    const conditions = [longer(name, from, to), foreign(name, from, to)];
    const present = conditions.filter((condition) => condition !== undefined);
    return present.length === 0 ? undefined : present.join(" OR ");
  }
  if (from.type === to.type) return undefined;
  if (isBinary(from.type) && isBinary(to.type)) {
    const zeros = zerosCut({ from, to });
    if (zeros !== undefined)
      return `RIGHT(${name}, ${zeros.cut}) <> REPEAT(x'00', ${zeros.cut})`;
    const [room = Infinity] = modifiersOf(to.type);
    const [had = Infinity] = modifiersOf(from.type);
    return had <= room ? undefined : `LENGTH(${name}) > ${room}`;
  }
  if (isText(from.type) && isNumber(to.type))
    return `${name} NOT REGEXP '${numberPattern}'`;
  if (!isNumber(from.type)) return undefined;
  const [least, most] = rangeOf(to.type) ?? [];
  const [smallest, largest] = rangeOf(from.type) ?? [];
  if (least === undefined || most === undefined) return undefined;
  const fits =
    smallest !== undefined &&
    largest !== undefined &&
    least <= smallest &&
    largest <= most;
  return fits ? undefined : `${name} < ${least} OR ${name} > ${most}`;
}

/** Without a backslash, which `sql_mode` may take for two. */
const numberPattern =
  "^ *[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)? *$";

/** Characters that the new character set does not have. */
function foreign(name: string, from: Column, to: Column): string | undefined {
  const charset = charsetOf(to);
  return charset === undefined ||
    charset === "utf8mb4" ||
    charset === charsetOf(from)
    ? undefined
    : `BINARY CONVERT(CONVERT(${name} USING ${charset}) USING utf8mb4) <> BINARY CONVERT(${name} USING utf8mb4)`;
}

/** A collation begins with the name of its character set. */
const charsetOf = ({ collation, charset }: Column): string | undefined =>
  collation?.split("_", 1)[0] ?? charset;

function longer(name: string, from: Column, to: Column): string | undefined {
  if (from.type === to.type) return undefined;
  const [room] = modifiersOf(to.type);
  const [had = Infinity] = modifiersOf(from.type);
  if (room !== undefined)
    return had <= room ? undefined : `CHAR_LENGTH(${name}) > ${room}`;
  const [before = Infinity, bytes] = [from, to].map(({ type }) =>
    roomOf.get(baseOf(type)),
  );
  return bytes === undefined || before <= bytes
    ? undefined
    : `LENGTH(${name}) > ${bytes}`;
}

/** "Data Type Storage Requirements" in the manual. */
const roomOf: ReadonlyMap<string, number> = new Map([
  ["tinytext", 255],
  ["text", 65_535],
  ["mediumtext", 16_777_215],
]);

const bytesOf: ReadonlyMap<string, bigint> = new Map([
  ["tinyint", 1n],
  ["smallint", 2n],
  ["mediumint", 3n],
  ["int", 4n],
  ["bigint", 8n],
]);

/** The least and the largest whole number that the type can hold. */
function rangeOf(
  type: string,
): readonly [least: bigint, most: bigint] | undefined {
  const unsigned = type.endsWith(" unsigned");
  if (isInteger(type)) {
    const bits = 8n * (bytesOf.get(baseOf(type)) ?? 8n);
    return unsigned
      ? [0n, 2n ** bits - 1n]
      : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
  }
  if (baseOf(type) !== "decimal") return undefined;
  const [digits = 10, scale = 0] = modifiersOf(type);
  const most = 10n ** BigInt(digits - scale) - 1n;
  return [unsigned ? 0n : -most, most];
}
