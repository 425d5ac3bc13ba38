// From a number to a uuid and back, by functions: what referred to a key refers to it still, when both go through the same one.
import type { Column } from "../../schema/schema";
import type { ColumnRef, KeyCast } from "../dialect";
import { identifier, literal } from "../mysql/quote";
import { isReadAsText } from "../mysql/values/readings";
import { addressBytes, isInteger } from "../mysql/types";

/** Whether MODIFY has no way for any value: an address or uuid comes of texts and bytes alone. */
export const needsFunction = ({ type: from }: Column, { type: to }: Column) =>
  from !== to &&
  ((addressBytes(from) !== undefined && !isReadAsText(to)) ||
    (addressBytes(to) !== undefined && !isReadAsText(from)));

const isNumberAndUuid = (a: string, b: string): boolean =>
  isInteger(a) && b === "uuid";

/** The first of them is the way back of the first of the reverse. */
export function keyCasts(
  from: Column,
  to: Column,
  key?: ColumnRef,
): readonly KeyCast[] {
  if (
    !isNumberAndUuid(from.type, to.type) &&
    !isNumberAndUuid(to.type, from.type)
  )
    return [];
  if (from.type === "uuid")
    return [
      {
        meaning:
          "The numbers that the uuids hold; fails on one that holds none",
        expression: numberOfUuid(to.type),
      },
    ];
  return [
    {
      meaning: "Uuids that hold the numbers, which the way back restores",
      expression: (column) => `LPAD(HEX(${identifier(column)}), 32, '0')`,
    },
    ...(key === undefined
      ? []
      : [
          {
            meaning: "Uuids that look random; there is no way back then",
            expression: (column: string) =>
              `MD5(CONCAT(${literal(`${key.table.name}:`)}, ${identifier(column)}))`,
          },
        ]),
  ];
}

/** A uuid whose first half is not zero is not a number's; its text is none either, so the server refuses it and shows it. */
function numberOfUuid(type: string): (column: string) => string {
  // A base less than zero stands for numbers with a sign.
  const base = type.endsWith(" unsigned") ? 10 : -10;
  return (column) => {
    const name = identifier(column);
    return `CASE WHEN ${name} LIKE '00000000-0000-0000-%' THEN CONV(RIGHT(REPLACE(${name}, '-', ''), 16), 16, ${base}) ELSE CAST(${name} AS CHAR) END`;
  };
}
