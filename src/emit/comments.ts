// Comments: text that people read, on lines of a bearable length.
import { visible, widthOf } from "./visible";

/** How long the text of a comment may be on one line, except for what is to be pasted whole. */
export const commentWidth = 92;

/** Joins pieces into lines no wider than `width`; a piece is never broken. */
export function wrapped(
  pieces: readonly string[],
  separator: string,
  width: number = commentWidth,
): readonly string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    const longer = last === undefined ? piece : `${last}${separator}${piece}`;
    if (last === undefined || widthOf(longer) > width) lines.push(piece);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** The text broken between its words; as it is where it fits. */
export function paragraph(
  text: string,
  width: number = commentWidth,
): readonly string[] {
  return widthOf(text) <= width
    ? [text]
    : wrapped(text.trim().split(/ +/), " ", width);
}

/** A paragraph whose further lines are indented under its first. */
export function hanging(text: string): readonly string[] {
  return paragraph(text).map((line, index) =>
    index === 0 ? line : `  ${line}`,
  );
}

/** Lines of text as `//` comments. */
export function comment(lines: readonly string[]): string {
  return lines.map((line) => `// ${visible(line)}`.trimEnd()).join("\n");
}
