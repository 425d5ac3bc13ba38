// From a number to a uuid and back, by functions: what referred to a key refers to it still, when both go through the same one.
import type { Column } from "../../../schema/schema";
import type { ColumnRef, KeyCast } from "../../dialect";
import { identifier, literal } from "../quote";

/** The first of them is the way back of the first of the reverse. */
export function keyCasts(
  from: Column,
  to: Column,
  key?: ColumnRef,
): readonly KeyCast[] {
  if (isNumber(from) && to.type === "uuid")
    return [
      {
        meaning: "Uuids that hold the numbers, which the way back restores",
        expression: uuidOfNumber,
      },
      ...(key === undefined
        ? []
        : [
            {
              meaning: "Uuids that look random; there is no way back then",
              expression: (column: string) =>
                `md5(${literal(`${key.table.name}:`)} || ${identifier(column)})::uuid`,
            },
          ]),
    ];
  if (from.type === "uuid" && isNumber(to))
    return [
      {
        meaning:
          "The numbers that the uuids hold; fails on one that holds none",
        expression: (column) => numberOfUuid(column, to.type),
      },
    ];
  return [];
}

const isNumber = ({ type }: Column): boolean =>
  type === "smallint" || type === "integer" || type === "bigint";

const uuidOfNumber = (column: string): string =>
  `lpad(to_hex(${identifier(column)}::bigint), 32, '0')::uuid`;

/** A uuid whose first half is not zero is not a number's; its text is none either, so the server refuses it and shows it. */
function numberOfUuid(column: string, type: string): string {
  const name = identifier(column);
  return `CASE WHEN ${name}::text LIKE '00000000-0000-0000-%' THEN ('x' || right(replace(${name}::text, '-', ''), 16))::bit(64)::bigint::${type} ELSE ${name}::text::${type} END`;
}
