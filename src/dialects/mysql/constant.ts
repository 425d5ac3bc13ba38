// Defaults in one spelling: constants and the current time, which people and servers write in many ways.
import { binaryConstant, bytesOf } from "./values/binary";
import { literal, literalValue } from "./quote";
import {
  baseOf,
  isBinary,
  isDecimal,
  isInteger,
  isNumber,
  modifiersOf,
} from "./types";

/** The default as both sides write it where that takes no server; `undefined` for NULL, which is none. */
export function constant(text: string, type: string): string | undefined {
  const typed = text.trim();
  if (/^null$/i.test(typed)) return undefined;
  const moment = currentTimestamp(typed);
  if (moment !== undefined) return moment;
  if (isBinary(type)) {
    const bytes = bytesOf(typed);
    if (bytes !== undefined) return binaryConstant(bytes, type);
  }
  const value = literalValue(typed);
  if (isNumber(type)) {
    if (/^(true|false)$/i.test(typed)) return /^true$/i.test(typed) ? "1" : "0";
    const number = numberText((value ?? typed).trim(), type);
    if (number !== undefined) return number;
  }
  if (value !== undefined) return literal(value);
  return /^-?\d+$/.test(typed) && baseOf(type) !== "bit"
    ? literal(typed)
    : typed;
}

/** All names of one function ("NOW" and "CURRENT_TIMESTAMP" in the manual). */
export function currentTimestamp(text: string): string | undefined {
  const digits =
    /^(?:current_timestamp|now|localtimestamp|localtime)(?:\s*\(\s*(\d*)\s*\))?$/i.exec(
      text.trim(),
    );
  if (digits === null || /^now$/i.test(text.trim())) return undefined;
  const precision = Number(digits[1] ?? 0);
  return precision === 0
    ? "CURRENT_TIMESTAMP"
    : `CURRENT_TIMESTAMP(${precision})`;
}

/** The current time with no more digits than the column has. */
export function fittingTime(text: string, type: string): string {
  const digits = /^CURRENT_TIMESTAMP\((\d+)\)$/.exec(text)?.[1];
  const [held = 0] = modifiersOf(type);
  return digits === undefined || Number(digits) <= held
    ? text
    : (currentTimestamp(`CURRENT_TIMESTAMP(${held})`) ?? text);
}

/** A default that says ON UPDATE too, as its parts: TypeORM writes it as it is typed. */
export function withoutOnUpdate(text: string): {
  readonly value: string;
  readonly onUpdate?: string;
} {
  const [, value, rest] = /^(.+)\son\s+update\s+(.+)$/is.exec(text) ?? [];
  const onUpdate = currentTimestamp(rest ?? "");
  return value === undefined || onUpdate === undefined
    ? { value: text }
    : { value, onUpdate };
}

/** A number as the server prints it in a column of that type, where that is plain. */
function numberText(text: string, type: string): string | undefined {
  // A column that is filled with zeros prints them in its default too.
  if (isInteger(type)) return /^(-?)0*(\d+)$/.exec(text)?.slice(1).join("");
  const parts = /^(-?(?:0|[1-9]\d*))(?:\.(\d+))?$/.exec(text);
  if (parts === null || !isDecimal(type)) return undefined;
  const [, whole = "", fraction = ""] = parts;
  const scale = modifiersOf(type)[1];
  if (baseOf(type) !== "decimal" || scale === undefined)
    return fraction === "" || !fraction.endsWith("0") ? text : undefined;
  if (fraction.length > scale) return undefined;
  return scale === 0 ? whole : `${whole}.${fraction.padEnd(scale, "0")}`;
}
