// Lists that become something else, and what becomes a list: TypeORM's simple-array is text with commas.
import type { Column } from "../../../schema/schema";
import type { CastChoice } from "../../dialect";
import {
  asOneElement,
  castType,
  elementsOfJson,
  firstElement,
  oneElement,
} from "../compile/conversion";
import { identifier } from "../quote";
import { isArray, isJson, isText } from "../types";

/**
 * Only those who wrote it know what a text meant, or which element of a list is the one: a person says it. Choices of the way back undo those of
 * the way there, one by one.
 */
export function listChoices(from: Column, to: Column): CastChoice[] {
  const name = identifier(to.name);
  if (isArray(from.type) === isArray(to.type)) return [];
  if (isText(from.type))
    return [
      {
        meaning: "The parts between commas, as TypeORM writes a simple-array",
        expression: `string_to_array(${name}, ',')::${castType(to)}`,
      },
      {
        meaning: "The whole text, as the one element",
        expression: asOneElement(from, to),
      },
      {
        meaning:
          "As the server reads a list ({a,b}), which fails on what is none",
        expression: `${name}::${castType(to)}`,
      },
    ];
  if (isJson(from.type))
    return [
      {
        meaning: "The elements of the list, which fails on JSON that is none",
        expression: elementsOfJson(from, to),
      },
    ];
  if (isArray(to.type) || isJson(to.type)) return [];
  return [
    ...(isText(to.type)
      ? [
          {
            meaning:
              "All elements with commas between them, as TypeORM writes a simple-array: commas in an element are not told from those, and NULL is left out",
            expression: `array_to_string(${name}, ',')`,
          },
        ]
      : []),
    {
      meaning: "The one element, which fails where there is none or more",
      expression: oneElement(from, to),
    },
    ...(isText(to.type)
      ? [
          {
            meaning: "As the server writes a list: {a,b}",
            expression: `${name}::text`,
          },
        ]
      : []),
    {
      meaning:
        "The first element, which fails on a list of lists: the others are lost, and a list without any becomes NULL",
      expression: firstElement(from, to),
    },
  ];
}
