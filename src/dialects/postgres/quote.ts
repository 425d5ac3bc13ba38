// The two functions that put names and values into SQL.
import type { ObjectId } from "../../schema/schema";

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A string constant. Backslashes are plain characters: `standard_conforming_strings` is on since PostgreSQL 9.1. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A text that stays as it reads, between signs that are not in it ("Dollar-Quoted String Constants" in the manual). */
export function dollarQuoted(text: string): string {
  let tag = "";
  for (let number = 1; text.includes(`$${tag}$`); number += 1)
    tag = `body${number}`;
  return `$${tag}$${text}$${tag}$`;
}

export function qualified(id: ObjectId): string {
  return id.schema === undefined
    ? identifier(id.name)
    : `${identifier(id.schema)}.${identifier(id.name)}`;
}

export const identifiers = (names: readonly string[]): string =>
  names.map(identifier).join(", ");

/** Names longer than 63 bytes are cut by the server (NAMEDATALEN, "Identifiers and Key Words" in its manual). */
export const truncated = (name: string): string => cut(name, 63);

/** A unit of a string takes three bytes at most. */
const bytesPerUnit = 3;

/** At most so many bytes of a name, ending at a character's edge. */
export function cut(name: string, length: number): string {
  if (name.length * bytesPerUnit <= length) return name;
  if (Buffer.byteLength(name) <= length) return name;
  const bytes = Buffer.from(name);
  let end = length;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString();
}
