// Whether an expression can be speaking of a column. Nothing is parsed: a superset is enough where it is asked.
import type { Column } from "../schema/schema";

/** Never false for a column that the expression uses under its own name. */
export function mentions(expression: string, column: string): boolean {
  return mentionedIn(expression)(column);
}

/** The same, where one expression is held against many columns. */
export function mentionedIn(expression: string): (column: string) => boolean {
  const text = expression.toLowerCase();
  return (column) =>
    text.includes(column.toLowerCase()) ||
    // A quote in a name is doubled in SQL.
    (column.includes('"') && expression.includes('""'));
}

/** As a whole word: any name is a part of some other. */
export function mentionsName(expression: string, name: string): boolean {
  const [text, word] = [expression.toLowerCase(), name.toLowerCase()];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (
      !isInName(text.charAt(at - 1)) &&
      !isInName(text.charAt(at + word.length))
    )
      return true;
  // A quote in a name is doubled in SQL.
  return ['"', "`"].some(
    (quote) => name.includes(quote) && text.includes(quote + quote),
  );
}

/** The same, where one expression is held against many names: it is read once. */
export function namedIn(expression: string): (name: string) => boolean {
  const words = new Set(wordsOf(expression));
  return (name) =>
    isOneWord(name)
      ? words.has(name.toLowerCase())
      : mentionsName(expression, name);
}

/** The same, where many expressions are held against many names: each is read once. */
export function mentionsAnyOf(
  names: readonly string[],
): (expression: string) => boolean {
  const words = new Set(
    names.filter(isOneWord).map((name) => name.toLowerCase()),
  );
  const others = names.filter((name) => !isOneWord(name));
  return (expression) =>
    wordsOf(expression).some((word) => words.has(word)) ||
    others.some((name) => mentionsName(expression, name));
}

const wordsOf = (expression: string): readonly string[] =>
  expression.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? [];

const isOneWord = (name: string): boolean => /^[\p{L}\p{N}_$]+$/u.test(name);

const isInName = (character: string): boolean =>
  /[\p{L}\p{N}_$]/u.test(character);

/** Whether the column is worked out from the one of this name. */
export const reads = ({ name, generation }: Column, other: string): boolean =>
  generation?.kind === "expression" &&
  name !== other &&
  mentionsName(generation.expression, other);
