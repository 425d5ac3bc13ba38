// Constants as people write them. The server prints each with its type.
import { withoutModifiers } from "./types";

/** The expression without a cast to the column's own type, which an assignment makes by itself: `'x'` for `'x'::text` in a text column. */
export function withoutOwnType(expression: string, type: string): string {
  for (const name of [type, withoutModifiers(type)]) {
    const cast = `::${name}`;
    const constant = expression.slice(0, -cast.length);
    if (expression.endsWith(cast) && isString(constant)) return constant;
  }
  return expression;
}

/** One string in quotes and nothing besides: every quote in it is doubled. */
const isString = (expression: string): boolean =>
  /^'(?:[^']|'')*'$/.test(expression);
