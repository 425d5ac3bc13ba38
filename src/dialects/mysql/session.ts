// What `sql_mode` makes of SQL: how the application's sessions read what is typed for them, and how it reads alike in any.
import type { Database } from "../dialect";
import { literal } from "./quote";
import { stringEnd } from "./scan";

/** How sessions read SQL ("Server SQL Modes" in the manual). */
export interface Reading {
  /** What stands in double quotes is a name, and not a text. */
  readonly quotesNames: boolean;
  /** A backslash in a text escapes what follows. */
  readonly escapes: boolean;
  /** Two bars put texts together; otherwise they are an OR. */
  readonly concatenates: boolean;
}

interface SessionRow {
  readonly version: string;
  readonly modes: string;
}

/** Which server it is, by what it says of itself, and the modes of this session. */
export async function readSession(database: Database): Promise<{
  readonly isMariadb: boolean;
  readonly modes: readonly string[];
}> {
  const [row] = await database.query<SessionRow>(
    "SELECT VERSION() AS `version`, @@SESSION.sql_mode AS `modes`",
  );
  return {
    isMariadb: /mariadb/i.test(row?.version ?? ""),
    modes: (row?.modes ?? "").split(","),
  };
}

export const readingUnder = (modes: readonly string[]): Reading => ({
  quotesNames: modes.includes("ANSI_QUOTES"),
  escapes: !modes.includes("NO_BACKSLASH_ESCAPES"),
  concatenates: modes.includes("PIPES_AS_CONCAT"),
});

/** Statements by which the session reads SQL as we write it and the catalogs print it, and by which it has its modes again. Absent where it does so already. */
export function plainSession(
  modes: readonly string[],
  shorthands: readonly string[],
): { readonly begin: string; readonly end: string } | undefined {
  const { quotesNames, escapes } = readingUnder(modes);
  if (!quotesNames && escapes) return undefined;
  const others = new Set([
    "ANSI_QUOTES",
    "NO_BACKSLASH_ESCAPES",
    ...shorthands,
  ]);
  const set = (some: readonly string[]): string =>
    `SET SESSION sql_mode = ${literal(some.join(","))}`;
  return {
    begin: set(modes.filter((mode) => !others.has(mode))),
    end: set(modes),
  };
}

/** SQL that was typed for sessions that read it so, as all sessions do that know escapes: names between backticks, texts between single quotes. */
export function plainly(typed: string, reading: Reading): string {
  let text = "";
  for (let at = 0; at < typed.length;) {
    const quote = typed.charAt(at);
    const isName = quote === "`" || (quote === '"' && reading.quotesNames);
    const end = stringEnd(typed, at, reading.escapes && !isName) ?? at + 1;
    text += requoted(typed.slice(at, end), isName ? "`" : "'", reading);
    at = end;
  }
  return text;
}

function requoted(
  piece: string,
  quote: "`" | "'",
  { escapes }: Reading,
): string {
  const own = piece.charAt(0);
  // A comment, a bare character, or a quote that nothing ends.
  if (!`'"\``.includes(own) || piece.length < 2 || !piece.endsWith(own))
    return piece;
  const inside = piece.slice(1, -1);
  const escaped =
    quote === "'" && !escapes ? inside.replaceAll("\\", "\\\\") : inside;
  return own === quote
    ? quote + escaped + quote
    : quote +
        escaped.replaceAll(own + own, own).replaceAll(quote, quote + quote) +
        quote;
}
