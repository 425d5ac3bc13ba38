// The word that somebody may have meant.

/** The word that takes the fewest changes of a letter, if it takes few. */
export function nearest(
  text: string,
  words: readonly string[],
): string | undefined {
  const [best] = words
    .map((word) => ({
      word,
      changes: changesBetween(text.toLowerCase(), word.toLowerCase()),
    }))
    .sort((a, b) => a.changes - b.changes);
  return best !== undefined && best.changes <= Math.max(2, text.length / 3)
    ? best.word
    : undefined;
}

/** How many letters have to be put in, taken out or exchanged. */
function changesBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let index = 0; index < from.length; index += 1) {
    const letter = from.charAt(index);
    const next = [index + 1];
    for (let at = 1; at <= to.length; at += 1)
      next.push(
        Math.min(
          (next[at - 1] ?? 0) + 1,
          (row[at] ?? 0) + 1,
          (row[at - 1] ?? 0) + (letter === to.charAt(at - 1) ? 0 : 1),
        ),
      );
    row = next;
  }
  return row[to.length] ?? 0;
}
