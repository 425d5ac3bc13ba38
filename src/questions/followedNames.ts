// Answers about columns of tables that other answers rename: by the old name of the table as well as by the new one.
import type { Rename } from "../operations/rename";
import { nameOf } from "../schema/identity";
import type { Schema } from "../schema/schema";
import type { Answers } from "./question";

/** The answers by the tables' new names. An old name that another table has by now is that one's. */
export function withTablesFollowed(
  answers: Answers,
  renames: readonly Rename[],
  live: Schema,
): Answers {
  const present = new Set(live.tables.map(nameOf));
  const followed = renames.flatMap((rename) =>
    rename.kind === "renameTable" && !present.has(nameOf(rename.from))
      ? [[`${nameOf(rename.from)}.`, `${nameOf(rename.to)}.`] as const]
      : [],
  );
  if (followed.length === 0) return answers;
  const renamed = (name: string): string => {
    const [from, to] =
      followed.find(([before]) => name.startsWith(before)) ?? [];
    return from === undefined || to === undefined
      ? name
      : to + name.slice(from.length);
  };
  const byNewNames = <Answer>(
    pairs: Readonly<Record<string, Answer>> = {},
  ): Record<string, Answer> =>
    Object.fromEntries(
      Object.entries(pairs).map(([name, answer]) => [renamed(name), answer]),
    );
  const { drops = [], backfills, batches, casts, enumValues } = answers;
  return {
    ...answers,
    drops: drops.map(renamed),
    backfills: byNewNames(backfills),
    batches: byNewNames(batches),
    casts: byNewNames(casts),
    enumValues: byNewNames(enumValues),
  };
}
