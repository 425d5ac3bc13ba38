// Which values can become which: what the server refuses whatever the value.
import type { Column } from "../../../schema/schema";
import type { CastChoice } from "../../dialect";
import { identifier } from "../quote";
import { isReadAsText, textOf } from "./readings";
import {
  addressBytes,
  baseOf,
  isBinary,
  isInteger,
  isLabelled,
  isMoment,
  isShape,
  isText,
} from "../types";

/** The families between which MODIFY has no way. */
function familyOf(type: string): string {
  if (isShape(type)) return "shape";
  const base = baseOf(type);
  return base === "vector" ? base : "plain";
}

/** A geometry stays a geometry, and a vector a vector; nearly everything else has a text, and whether that can be read is for each value to say. */
export function isCastable(from: Column, to: Column): boolean {
  return (
    familyOf(from.type) === familyOf(to.type) &&
    !isNeverRead(from.type, to.type)
  );
}

/** Values of which the server reads none, or each as something else. */
function isNeverRead(source: string, target: string): boolean {
  const [from, to] = [baseOf(source), baseOf(target)];
  if (to === "json")
    return (
      from === "bit" ||
      from === "time" ||
      isBinary(source) ||
      isDated(from) ||
      addressBytes(source) !== undefined
    );
  if (to === "bit") return isReadAsText(source);
  return (
    (from === "year" && (isDated(to) || to === "time")) ||
    (to === "year" && (isDated(from) || from === "time"))
  );
}

const isDated = (base: string): boolean =>
  base === "date" || base === "datetime" || base === "timestamp";

/** What values of these types can be taken for, where the server would take them for nothing or for their bytes. */
export function castChoices(from: Column, to: Column): readonly CastChoice[] {
  if (from.type === to.type || !isNeverRead(from.type, to.type)) return [];
  const name = identifier(to.name);
  const text = textOf({ name: to.name, type: from.type });
  const [source, target] = [baseOf(from.type), baseOf(to.type)];
  if (target === "bit")
    return [
      {
        meaning: "The number that the text says",
        expression: `CAST(${text} AS UNSIGNED)`,
      },
    ];
  if (source === "bit") return [{ meaning: "The number", expression: text }];
  if (isBinary(from.type))
    return [
      {
        meaning: "The text that the bytes are",
        expression: `CONVERT(${name} USING utf8mb4)`,
      },
    ];
  if (target === "json")
    return [
      { meaning: "The text, in quotes", expression: `JSON_QUOTE(${text})` },
    ];
  if (source === "time") return [];
  if (target === "year")
    return [{ meaning: "The year", expression: `YEAR(${name})` }];
  return target === "time"
    ? []
    : [
        {
          meaning: "The first of January of the year",
          expression: `MAKEDATE(${name}, 1)`,
        },
      ];
}

/** The column with its values as text, and without the default that they had no part in. */
export function asText(column: Column): Column {
  const {
    default: _default,
    labels: _labels,
    onUpdate: _onUpdate,
    width: _width,
    zerofill: _zerofill,
    ...rest
  } = column;
  return { ...rest, type: isBinary(column.type) ? "longblob" : "longtext" };
}

/** By way of text, as far as that can be read. */
export function castByText(from: Column, column: Column): string {
  const name = identifier(column.name);
  const text = `CAST(${name} AS CHAR)`;
  const value = addressBytes(from.type) === undefined ? name : text;
  return baseOf(column.type) === "json"
    ? `IF(JSON_VALID(${text}), ${text}, JSON_QUOTE(${text}))`
    : `CAST(${value} AS ${castTarget(column)})`;
}

/** What a text can be cast to ("CONVERT" in the manual); everything else is read from the text by the assignment. */
function castTarget({ type }: Column): string {
  if (isInteger(type)) return type.endsWith("unsigned") ? "UNSIGNED" : "SIGNED";
  if (baseOf(type) === "decimal") return type.replace(" unsigned", "");
  if (isMoment(type) && baseOf(type) !== "timestamp") return type;
  if (baseOf(type) === "date") return "date";
  if (baseOf(type) === "bit") return "UNSIGNED";
  return isLabelled(type) || isText(type)
    ? "CHAR"
    : isBinary(type)
      ? "BINARY"
      : "CHAR";
}
