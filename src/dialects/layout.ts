// How statements are broken over lines: as a person would write them.
import type { Statement } from "./dialect";

/** Room that a line of SQL has where the migration file puts it. */
const width = 72;

/** A statement from its clauses: on one line where they fit, else one clause a line. */
export function statement(...clauses: readonly string[]): Statement {
  const present = clauses.filter((clause) => clause !== "");
  const oneLine = present.join(" ");
  const fits = oneLine.length <= width && !oneLine.includes("\n");
  return { sql: fits ? oneLine : present.join("\n  "), transactional: true };
}

/** `head (a, b)` on one line where it fits, else one item a line. */
export function list(
  head: string,
  items: readonly string[],
  always: "broken" | "fitting" = "fitting",
): string {
  const oneLine = `${head} (${items.join(", ")})`;
  if (always === "fitting" && oneLine.length <= width) return oneLine;
  return `${head} (\n${items.map((item) => `  ${item}`).join(",\n")}\n)`;
}
