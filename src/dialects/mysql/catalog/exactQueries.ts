// Queries of views with characters of four bytes, for which information_schema shows question marks.
import type { View } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { isForbidden } from "../probe";
import { qualified } from "../quote";

/** One query for each view that has a question mark in it, whether it stands for another character or not. */
export async function withExactQueries(
  database: Database,
  views: readonly View[],
): Promise<readonly View[]> {
  const exact: View[] = [];
  for (const view of views)
    exact.push(
      view.definition.includes("?")
        ? {
            ...view,
            definition: exactQuery(
              view.definition,
              await shownView(database, view),
            ),
          }
        : view,
    );
  return exact;
}

async function shownView(database: Database, view: View): Promise<string> {
  try {
    const [row] = await database.query<{ readonly "Create View": string }>(
      `SHOW CREATE VIEW ${qualified(view)}`,
    );
    return row?.["Create View"] ?? "";
  } catch (error) {
    if (isForbidden(error)) return "";
    throw error;
  }
}

/** Both have the same strings in the same order. For each character there is one question mark, or one for each of its bytes. */
function exactQuery(query: string, shown: string): string {
  const [start = "", ...rest] = query.split("?");
  const characters = Array.from(shown).filter(
    (character) => character === "?" || character.length > 1,
  );
  const width = [1, 4].find(
    (each) =>
      rest.length ===
      characters.reduce(
        (sum, character) => sum + (character === "?" ? 1 : each),
        0,
      ),
  );
  if (width === undefined) return query;
  let text = start;
  for (const character of characters) {
    const used = rest.splice(0, character === "?" ? 1 : width);
    text += character + (used.at(-1) ?? "");
  }
  return text;
}
