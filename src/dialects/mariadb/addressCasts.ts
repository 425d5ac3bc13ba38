// Between the addresses of both lengths, and numbers: the server has functions for it, and no cast.
import type { Column } from "../../schema/schema";
import type { KeyCast } from "../dialect";
import { identifier } from "../mysql/quote";
import { isInteger } from "../mysql/types";

/** The first of them is the way back of the first of the reverse. What cannot be meant becomes its own text, which the server refuses and shows. */
export function addressCasts(
  { type: from }: Column,
  { type: to }: Column,
): readonly KeyCast[] {
  if (from === "inet4" && to === "inet6")
    return [
      {
        meaning: "The same addresses, as IPv6 has them: ::ffff:192.0.2.1",
        expression: (column) => `CONCAT('::ffff:', ${identifier(column)})`,
      },
    ];
  if (from === "inet6" && to === "inet4")
    return [
      {
        meaning:
          "The addresses of IPv4 among them, as ::ffff:192.0.2.1; fails on others",
        expression: mapped,
      },
    ];
  if (isInteger(from) && to === "inet4")
    return [
      {
        meaning: "The addresses that the numbers are (INET_NTOA)",
        expression: (column) =>
          `COALESCE(INET_NTOA(${identifier(column)}), ${textOf(column)})`,
      },
    ];
  return from === "inet4" && isInteger(to)
    ? [
        {
          meaning: "The numbers that the addresses are (INET_ATON)",
          expression: (column) => `INET_ATON(${textOf(column)})`,
        },
      ]
    : [];
}

const textOf = (column: string): string =>
  `CAST(${identifier(column)} AS CHAR)`;

function mapped(column: string): string {
  const text = textOf(column);
  return `IF(${text} LIKE '::ffff:%.%', SUBSTR(${text}, 8), ${text})`;
}
