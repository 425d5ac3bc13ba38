// How values go back where the server has no cast in that direction.
import type { Column } from "../../../schema/schema";
import { castType, textsOfJson } from "../compile/conversion";
import { identifier } from "../quote";
import {
  isArray,
  isFractional,
  isHstore,
  isInteger,
  isJson,
  withoutModifiers,
} from "../types";

/** Every type has an output and an input function, so text is a way between any two; whether the text is accepted is another matter. */
export function castBack(from: Column, to: Column): string {
  const name = identifier(to.name);
  const target = castType(to);
  // "boolean" has casts to and from "integer" alone.
  if (isBoolean(from) && isNumber(to)) return `${name}::integer::${target}`;
  if (isNumber(from) && isBoolean(to)) return `${name} <> 0`;
  if (isJson(from.type) && isHstore(to.type)) return hstoreOfJson(name, target);
  return `${name}::text::${target}`;
}

const isBoolean = ({ type }: Column): boolean => type === "boolean";

const isNumber = ({ type }: Column): boolean =>
  !isArray(type) && (isInteger(type) || isFractional(withoutModifiers(type)));

/** Of an object; the server refuses all other JSON. The function is called as its type is, and is where that is. */
function hstoreOfJson(name: string, hstore: string): string {
  const list = (of: "key" | "value"): string =>
    textsOfJson(
      "jsonb",
      `jsonb_path_query_array(${name}::jsonb, 'strict $.keyvalue().${of}')`,
    );
  return `${hstore}(${list("key")}, ${list("value")})`;
}
