// Text as TypeScript writes it: string literals and template literals, quoted as Prettier would.
import { ascii, doubtOf, visible, widthOf } from "./visible";

/** How wide Prettier's defaults let a line be. */
export const lineWidth = 80;

/** The inside of a template literal that evaluates to the text, all on one line. */
export function templateText(text: string): string {
  return visible(text.replace(/[\\`]|\$(?=\{)/g, "\\$&"));
}

/** A string literal in double quotes, or in single ones where those save escapes. */
export function stringLiteral(text: string): string {
  const quote = count(text, '"') > count(text, "'") ? "'" : '"';
  const inside = text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`);
  return `${quote}${visible(inside)}${quote}`;
}

/**
 * A string literal, and whether it fits into so many columns. Prettier breaks a line by its own measure of Unicode,
 * which has changed from version to version: where the break hangs on a disputed character, that text is in ASCII.
 */
export function fittedLiteral(
  text: string,
  columns: number,
): { readonly literal: string; readonly fits: boolean } {
  const literal = stringLiteral(text);
  const spare = columns - widthOf(literal);
  const doubt = doubtOf(literal);
  if (spare >= doubt) return { literal, fits: true };
  if (spare < -doubt) return { literal, fits: false };
  return { literal: ascii(literal), fits: ascii(literal).length <= columns };
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
