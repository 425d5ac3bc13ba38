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

/** Whether the printed expression speaks of a column of this name. */
export const hasName = (printed: string, name: string): boolean =>
  withNames(printed, (other) => (other === name ? `${other} ` : other)) !==
  printed;

/** The printed query as it stands in its own database: names of that need no database before them. */
export function withoutDatabase(printed: string, database: string): string {
  const prefix = `\`${database.replaceAll("`", "``")}\``;
  let dropped = false;
  return printed.replace(qualifiers, (token) => {
    const drop = token === `${prefix}.`;
    const kept = drop && dropped ? token : drop ? "" : token;
    dropped = drop;
    return kept;
  });
}

const qualifiers = /'(?:[^'\\]|\\[^]|'')*'|`(?:[^`]|``)*`\.?/g;

/** Whether a text can be speaking of something of this name: where it stands in the text, it is not part of a longer word. */
export function speaksOf(text: string, name: string): boolean {
  const [inside, wanted] = [text.toLowerCase(), identifierInside(name)];
  for (
    let at = inside.indexOf(wanted);
    at >= 0;
    at = inside.indexOf(wanted, at + 1)
  )
    if (
      !isPartOfWord(inside[at - 1]) &&
      !isPartOfWord(inside[at + wanted.length])
    )
      return true;
  return false;
}

/** A backtick in a name is doubled in SQL. */
const identifierInside = (name: string): string =>
  name.replaceAll("`", "``").toLowerCase();

const isPartOfWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}_$]/u.test(character);
