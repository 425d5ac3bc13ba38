// Columns under other names in an expression that a server has printed. Both print every name between backticks and every value between quotes.

const tokens = /'(?:[^'\\]|\\[^]|'')*'|`(?:[^`]|``)*`/g;

/** The printed expression with other column names in it. MySQL refuses to rename a column that an expression speaks of, so it cannot be asked. */
export function withNames(
  printed: string,
  nameOf: (column: string) => string,
): string {
  return printed.replace(tokens, (token) => {
    if (!token.startsWith("`")) return token;
    const name = token.slice(1, -1).replaceAll("``", "`");
    const other = nameOf(name);
    return other === name ? token : `\`${other.replaceAll("`", "``")}\``;
  });
}
