// How a value of one type becomes one of another: the expression after USING.
import type { AlterColumn } from "../../../operations/operation";
import type { Column } from "../../../schema/schema";
import { identifier } from "../quote";
import { newLabel } from "./enumType";
import {
  elementType,
  isArray,
  isJson,
  sameBase,
  withoutModifiers,
} from "../types";

/**
 * Only between different kinds of value is a cast written, and then to the type without its modifiers: an explicit cast to
 * `varchar(n)` cuts what is too long in silence, while the assignment that follows refuses it.
 */
export function using({ from, to, cast, labels }: AlterColumn): string {
  if (cast !== undefined) return `USING ${cast}`;
  const name = identifier(to.name);
  if (labels !== undefined && to.enumType !== undefined)
    return `USING ${newLabel(name, to.type, { labels })}`;
  if (sameBase(from, to)) return "";
  if (isArray(to.type) && !isArray(from.type))
    return `USING ${isJson(from.type) ? elementsOfJson(from, to) : asOneElement(from, to)}`;
  if (isArray(from.type) && !isArray(to.type))
    return `USING ${isJson(to.type) ? `to_${to.type}(${name})` : oneElement(from, to)}`;
  return `USING ${converted(name, to, from)}`;
}

/** A value as the list that has nothing else in it. */
export function asOneElement(from: Column, to: Column): string {
  const name = identifier(to.name);
  return `CASE WHEN ${name} IS NULL THEN NULL ELSE ARRAY[${converted(name, elementOf(to), from)}] END`;
}

/** Of a list of lists, or one that is counted from elsewhere, what is first is not the element. */
export const holdsOne = (name: string): string =>
  `(array_dims(${name}) = '[1:1]')`;

/** No element, or more than one, does not fit. */
export function oneElement(from: Column, to: Column): string {
  const name = identifier(to.name);
  return `CASE WHEN ${holdsOne(name)} THEN ${elementAt("1", from, to)} ELSE ${refused("not exactly one element", to)} END`;
}

/** Of a list of lists, what is first is no element. */
export function firstElement(from: Column, to: Column): string {
  const name = identifier(to.name);
  return `CASE WHEN array_ndims(${name}) > 1 THEN ${refused("its elements are lists", to)} ELSE ${elementAt(`array_lower(${name}, 1)`, from, to)} END`;
}

const elementAt = (place: string, from: Column, to: Column): string =>
  converted(`(${identifier(to.name)})[${place}]`, to, elementOf(from));

/** A sentence is no number, so the server refuses it and shows it, with the list. */
function refused(sentence: string, to: Column): string {
  const number = `('${sentence}: ' || ${identifier(to.name)}::text)::integer::text`;
  return castType(to) === "text" ? number : `${number}::${castType(to)}`;
}

export function elementsOfJson(from: Column, to: Column): string {
  const texts = textsOfJson(from.type, identifier(to.name));
  return castType(to) === "text[]" ? texts : `${texts}::${castType(to)}`;
}

/** USING takes no subquery; a row with a list of texts can be read from JSON all the same, and every PostgreSQL has that of `pg_class`. */
export const textsOfJson = (type: string, list: string): string =>
  `(${type}_populate_record(NULL::pg_catalog.pg_class, ${type}_build_object('reloptions', ${list}))).reloptions`;

export const elementOf = (column: Column): Column => ({
  ...column,
  type: elementType(column.type),
});

/** To an enum type, values go by way of their labels: those of a `character` are read without the blanks at their end only as texts. */
export function converted(
  expression: string,
  to: Column,
  from: Column,
): string {
  const byLabel =
    to.enumType !== undefined &&
    (from.enumType !== undefined ||
      elementType(withoutModifiers(from.type)) === "character");
  if (!byLabel) return `${expression}::${castType(to)}`;
  const text = isArray(to.type) ? "text[]" : "text";
  return `${expression}::${text}::${to.type}`;
}

/** Without modifiers `character` and `bit` would mean a length of one. */
export function castType(column: Column): string {
  const base = withoutModifiers(column.type);
  const [element, suffix] = isArray(base)
    ? [elementType(base), "[]"]
    : [base, ""];
  switch (element) {
    case "character":
      return `text${suffix}`;
    case "bit":
      return column.type;
    default:
      return base;
  }
}
