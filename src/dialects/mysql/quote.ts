// The two functions that put names and values into SQL, and the one that reads a value out of it.
import type { ObjectId } from "../../schema/schema";

export function identifier(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}

/** A string constant. A quote is doubled, which every `sql_mode` understands; a backslash too, which NO_BACKSLASH_ESCAPES would take for two. */
export function literal(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

export function qualified(id: ObjectId): string {
  return id.schema === undefined
    ? identifier(id.name)
    : `${identifier(id.schema)}.${identifier(id.name)}`;
}

export const identifiers = (names: readonly string[]): string =>
  names.map(identifier).join(", ");

/** The value of one string in quotes and nothing besides; `undefined` for any other text. */
export function literalValue(sql: string): string | undefined {
  const values = literalValues(sql);
  return values?.length === 1 ? values[0] : undefined;
}

/** The values of strings in quotes, with a comma between each two; `undefined` for any other text. */
export function literalValues(sql: string): string[] | undefined {
  const values: string[] = [];
  let rest = sql.trim();
  for (;;) {
    const [quoted] = /^'(?:[^'\\]|\\[^]|'')*'/.exec(rest) ?? [];
    if (quoted === undefined) return undefined;
    values.push(unescaped(quoted.slice(1, -1).replaceAll("''", "'")));
    rest = rest.slice(quoted.length).trimStart();
    if (rest === "") return values;
    if (!rest.startsWith(",")) return undefined;
    rest = rest.slice(1).trimStart();
  }
}

/** "String Literals" in the manual: what stands behind a backslash. */
const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  b: "\b",
  n: "\n",
  r: "\r",
  t: "\t",
  Z: "\u001a",
};

/** The text without the backslashes that a server puts before what is special. */
export function unescaped(text: string): string {
  return text.replace(
    /\\([^])/g,
    (_, character: string) => escapes[character] ?? character,
  );
}
