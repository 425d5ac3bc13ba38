// Reads SQL as far as telling what stands in quotes and comments from what does not.

/** Where the string, the quoted name or the comment ends that begins here; undefined where none begins. */
export const passed = (sql: string, at: number): number | undefined =>
  stringEnd(sql, at, true);

/** The same in a session whose strings know escapes, or know none. */
export function stringEnd(
  sql: string,
  at: number,
  escapes: boolean,
): number | undefined {
  switch (sql.charAt(at)) {
    case "'":
    case '"':
      return quoteEnd(sql, at, escapes);
    case "`":
      return quoteEnd(sql, at, false);
    case "#":
      return lineEnd(sql, at);
    case "-":
      // "--" begins a comment only before a blank ("Comments" in the manual).
      return sql.startsWith("--", at) && isBlank(sql.charAt(at + 2))
        ? lineEnd(sql, at)
        : undefined;
    case "/":
      return sql.startsWith("/*", at) && !isRun(sql.charAt(at + 2))
        ? after(sql, "*/", at + 2)
        : undefined;
    default:
      return undefined;
  }
}

/** The first word of a statement, in capitals. */
export function firstWord(sql: string): string {
  let at = 0;
  while (at < sql.length) {
    const end = isQuote(sql.charAt(at)) ? undefined : passed(sql, at);
    if (end !== undefined) at = end;
    else if (isBlank(sql.charAt(at)) || sql.charAt(at) === "(") at += 1;
    else break;
  }
  let end = at;
  while (isLetter(sql.charAt(end))) end += 1;
  return sql.slice(at, end).toUpperCase();
}

/** The statement with each question mark that stands for a parameter replaced. */
export function withParameters(
  sql: string,
  replacement: (index: number) => string,
): string {
  let text = "";
  let index = 0;
  for (let at = 0; at < sql.length;) {
    const end = passed(sql, at) ?? at + 1;
    const piece = sql.slice(at, end);
    text += piece === "?" ? replacement(index++) : piece;
    at = end;
  }
  return text;
}

/** Whether the characters stand outside of quotes and comments. */
export function holdsBare(sql: string, characters: string): boolean {
  for (let at = 0; at < sql.length; at = passed(sql, at) ?? at + 1)
    if (sql.startsWith(characters, at)) return true;
  return false;
}

/** The query without the character sets before its strings (`_latin1'x'`), as the servers store a view; or before those of them that are meant. */
export function withoutIntroducers(
  sql: string,
  isMeant: (string: string) => boolean = () => true,
): string {
  let text = "";
  for (let at = 0; at < sql.length;) {
    const [introducer] = introducers.exec(sql.slice(at, at + 40)) ?? [];
    if (introducer !== undefined && !isInName(sql.charAt(at - 1))) {
      const start = at + introducer.length;
      const end = passed(sql, start) ?? start;
      const string = sql.slice(start, end);
      text += isMeant(string) ? string : introducer + string;
      at = end;
      continue;
    }
    const end = passed(sql, at) ?? at + 1;
    text += sql.slice(at, end);
    at = end;
  }
  return text;
}

const introducers = /^_[a-z0-9]+\s*(?=['"])/i;

/** Whether the string holds its own quote, or a backslash. */
export const holdsEscapes = (string: string): boolean =>
  /['"\\]/.test(string.slice(1, -1));

const isInName = (character: string): boolean => /[\w$.]/.test(character);

function quoteEnd(sql: string, at: number, backslashes: boolean): number {
  const quote = sql.charAt(at);
  for (let here = at + 1; here < sql.length; here += 1) {
    const character = sql.charAt(here);
    if (character === "\\" && backslashes) here += 1;
    else if (character === quote) {
      if (sql.charAt(here + 1) !== quote) return here + 1;
      here += 1;
    }
  }
  return sql.length;
}

const lineEnd = (sql: string, at: number): number => after(sql, "\n", at);

function after(sql: string, text: string, at: number): number {
  const found = sql.indexOf(text, at);
  return found === -1 ? sql.length : found + text.length;
}

const isBlank = (character: string): boolean =>
  character === "" || character.trim() === "";

const isQuote = (character: string): boolean =>
  character !== "" && `'"\``.includes(character);

/** What such comments hold is run: a version, or a hint. */
const isRun = (character: string): boolean =>
  character === "!" || character === "+" || character === "M";

const isLetter = (character: string): boolean =>
  character.toLowerCase() !== character.toUpperCase();
