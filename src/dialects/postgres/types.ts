// Type names as PostgreSQL prints them, and what can be told from them.
import type { Column, EnumTypeId } from "../../schema/schema";
import { qualified } from "./quote";

/** How a column of an enum type reads, on both sides alike. */
export function enumTypeText(id: EnumTypeId, array: boolean): string {
  return array ? `${qualified(id)}[]` : qualified(id);
}

export const isArray = (type: string): boolean => type.endsWith("[]");

export const elementType = (type: string): string =>
  isArray(type) ? type.slice(0, -2) : type;

/** The type without its modifiers: `timestamp(3) without time zone` is `timestamp without time zone`. */
export function withoutModifiers(type: string): string {
  if (type.startsWith('"')) return type;
  const open = type.indexOf("(");
  if (open < 0) return type;
  const close = type.indexOf(")", open);
  return type.slice(0, open) + type.slice(close + 1);
}

/** The numbers in it: those of `numeric(10,2)` are 10 and 2. */
export function modifiersOf(type: string): number[] {
  const open = type.indexOf("(");
  if (open < 0) return [];
  return type
    .slice(open + 1, type.indexOf(")", open))
    .split(",")
    .map(Number);
}

/** Whether the type, lengths aside, is one of the standard's texts. */
export const isText = (type: string): boolean =>
  ["character varying", "text", "character"].includes(withoutModifiers(type));

export const isInteger = (type: string): boolean => integerBits.has(type);

export const isFractional = (type: string): boolean =>
  type === "numeric" || type === "real" || type === "double precision";

export const isJson = (type: string): boolean =>
  type === "json" || type === "jsonb";

/** Wherever its extension is. */
export const isHstore = (type: string): boolean =>
  type === "hstore" || type.endsWith(".hstore");

/** The numbers that an integer type holds; `undefined` for any other. */
export function integerRange(
  type: string,
): { readonly bits: number; readonly between: string } | undefined {
  const bits = integerBits.get(withoutModifiers(type));
  if (bits === undefined) return undefined;
  const limit = 2n ** BigInt(bits - 1);
  return { bits, between: `BETWEEN -${limit} AND ${limit - 1n}` };
}

const integerBits: ReadonlyMap<string, number> = new Map([
  ["smallint", 16],
  ["integer", 32],
  ["bigint", 64],
]);

/** Whether two columns hold the same kind of value, lengths and precision aside. */
export function sameBase(from: Column, to: Column): boolean {
  return withoutModifiers(from.type) === withoutModifiers(to.type);
}

/** Whether there is an operator between the two that keys can rest on: within a type, among integers, and among texts. */
export function comparable(a: Column, b: Column): boolean {
  return familyOf(a) === familyOf(b);
}

function familyOf({ type }: Column): string {
  const base = withoutModifiers(type);
  return families.get(base) ?? base;
}

/** "Operator Classes and Operator Families" in the manual: integer_ops, text_ops. */
const families: ReadonlyMap<string, string> = new Map([
  ["smallint", "integer"],
  ["bigint", "integer"],
  ["character varying", "text"],
]);

/** TypeORM's spelling where it is only a spelling. Everything else is put to the server. */
const spellings: ReadonlyMap<string, string> = new Map([
  ["TIME", "time without time zone"],
  ["TIME WITH TIME ZONE", "time with time zone"],
  ["TIMESTAMP", "timestamp without time zone"],
  ["TIMESTAMP WITH TIME ZONE", "timestamp with time zone"],
]);

export function spelled(fullType: string): string {
  const suffix = " array";
  const array = fullType.endsWith(suffix);
  const element = array ? fullType.slice(0, -suffix.length) : fullType;
  const base = spellings.get(element) ?? element;
  return array ? `${base}[]` : base;
}

/** The column with its values as text. */
export function asText(column: Column): Column {
  const { default: _default, enumType: _enumType, ...rest } = column;
  return { ...rest, type: isArray(column.type) ? "text[]" : "text" };
}
