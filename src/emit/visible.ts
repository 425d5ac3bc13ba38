// Characters that a reader cannot see, made visible, and how much room the others take.

/** Control characters, line separators, halves of a character, and marks that turn the direction of writing. */
const unseen =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

const short: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** The text with each unseen character as JavaScript would escape it, which is how people know it too. */
export function visible(text: string): string {
  return text.replace(
    unseen,
    (character) => short[character] ?? escaped(character),
  );
}

/** The text in ASCII, the rest as JavaScript would escape it. */
export function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, escaped);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const wide =
  /[\u3001\u3002\u300c-\u300f\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3]/g;

/** Letters that every font and every tool gives one column: Latin, Greek, Cyrillic. */
const narrow =
  /[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0391-\u03a9\u03b1-\u03c9\u0400-\u0482\u048a-\u04ff]/g;

const ink = /[^\p{Mn}\p{Me}]/gu;
const picture = /\p{Emoji_Presentation}/gu;

/** How many columns of a fixed-width font the text takes, as far as that is agreed. */
export function widthOf(text: string): number {
  return isAscii(text)
    ? text.length
    : count(text, ink) + count(text, wide) + count(text, picture);
}

/** How far `widthOf` may be from what another tool makes of it: emoji, combining marks and rare scripts are disputed. */
export function doubtOf(text: string): number {
  if (isAscii(text)) return 0;
  return (
    2 * count(text.replace(wide, "").replace(narrow, ""), /[^\x20-\x7e]/gu)
  );
}

/** Pads to a width in columns. */
export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

function isAscii(text: string): boolean {
  return !/[^\x20-\x7e]/.test(text);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
