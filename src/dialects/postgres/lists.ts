// Text that becomes a list, and a list that becomes text: TypeORM's simple-array is text with commas.
import type { Column } from "../../schema/schema";
import type { CastChoice } from "../dialect";
import { castType } from "./compile/column";
import { identifier } from "./quote";
import { elementType, isArray } from "./types";

/** Only TypeORM knew what the text meant, so which it is is for a person to say. Those of the way back undo them, one by one. */
export function listChoices(from: Column, to: Column): CastChoice[] {
  const name = identifier(to.name);
  if (from.enumType !== undefined || to.enumType !== undefined) return [];
  if (from.type === "text" && isArray(to.type))
    return [
      {
        meaning: "The parts between commas, as TypeORM writes a simple-array",
        expression: `string_to_array(${name}, ',')::${castType(to)}`,
      },
      {
        meaning: "The whole text, as the one element",
        expression: `CASE WHEN ${name} IS NULL THEN NULL ELSE ARRAY[${name}::${castType({ ...to, type: elementType(to.type) })}] END`,
      },
      {
        meaning:
          "As the server reads a list ({a,b}), which fails on what is none",
        expression: `${name}::${castType(to)}`,
      },
    ];
  if (isArray(from.type) && to.type === "text")
    return [
      {
        meaning:
          "All elements with commas between them, as TypeORM writes a simple-array: commas in an element are not told from those, and NULL is left out",
        expression: `array_to_string(${name}, ',')`,
      },
      {
        meaning: "The one element, which fails where there is none or more",
        // A list is no number, so the server refuses it and shows it.
        expression: `CASE WHEN cardinality(${name}) = 1 THEN (${name})[1]::text ELSE ${name}::text::integer::text END`,
      },
      {
        meaning: "As the server writes a list: {a,b}",
        expression: `${name}::text`,
      },
    ];
  return [];
}
