// Whether an expression can be speaking of a column. Nothing is parsed: a superset is enough where it is asked.

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
