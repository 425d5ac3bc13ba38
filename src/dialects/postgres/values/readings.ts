// Text that becomes something else: the server reads each value, and fails on one that it cannot read.
import type { Column } from "../../../schema/schema";
import type { CastChoice } from "../../dialect";
import { converted } from "../compile/conversion";
import { identifier, literal } from "../quote";
import {
  elementType,
  integerRange,
  isArray,
  isText,
  withoutModifiers,
} from "../types";

/** There is no cast to rely on but an explicit one ("CREATE CAST" in the manual: I/O conversion casts from string types). */
export function readingChoices(from: Column, to: Column): CastChoice[] {
  return isReading(from, to)
    ? [
        {
          meaning: "As the server reads the text, which fails on what is none",
          expression: converted(identifier(to.name), to, from),
        },
      ]
    : [];
}

/** The SQL condition of rows whose text is none; `undefined` where that is not known without trying. */
export function unreadable(
  column: string,
  from: Column,
  to: Column,
): string | undefined {
  if (!isReading(from, to)) return undefined;
  if (to.labels !== undefined)
    return `${identifier(column)}::text <> ALL (ARRAY[${to.labels.map(literal).join(", ")}]::text[])`;
  const text = `btrim(${identifier(column)}::text, E' \\t\\n\\r\\f\\v')`;
  const range = integerRange(to.type);
  if (range !== undefined)
    return `CASE WHEN ${text} ~ '^[-+]?[0-9]+$' THEN ${text}::numeric NOT ${range.between} ELSE ${identifier(column)} IS NOT NULL END`;
  const shape = shapes.get(withoutModifiers(to.type));
  return shape === undefined ? undefined : `${text} !~* '${shape}'`;
}

const number = "([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[-+]?[0-9]+)?";

/** "Numeric Types", "Boolean Type" and "UUID Type" in the manual; before 16, integers are decimal. */
const shapes: ReadonlyMap<string, string> = new Map([
  ["numeric", `^([-+]?(${number}|inf(inity)?)|nan)$`],
  ["real", `^([-+]?(${number}|inf(inity)?)|nan)$`],
  ["double precision", `^([-+]?(${number}|inf(inity)?)|nan)$`],
  [
    "boolean",
    "^(t|tr|tru|true|y|ye|yes|on|1|f|fa|fal|fals|false|n|no|of|off|0)$",
  ],
  ["uuid", "^\\{?[0-9a-f]{4}(-?[0-9a-f]{4}){7}\\}?$"],
]);

const isReading = (from: Column, to: Column): boolean =>
  isArray(from.type) === isArray(to.type) &&
  isText(elementType(from.type)) &&
  !isText(elementType(to.type)) &&
  !texts.has(withoutModifiers(elementType(to.type))) &&
  to.generation === undefined;

/** What takes any text, besides those. */
const texts: ReadonlySet<string> = new Set(["citext", "tsvector"]);
