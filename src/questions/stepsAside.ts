// What is dropped while something else is renamed to its name: it is called otherwise first, so that both are there until it goes.
import type { RenameColumn, RenameTable } from "../operations/operation";
import { originalNames, type Rename } from "../operations/rename";
import { AnswerError } from "../schema/errors";
import {
  columnName,
  idKey,
  idOf,
  nameOf,
  sameId,
  tableByKey,
} from "../schema/identity";
import type { Schema } from "../schema/schema";
import type { Answers } from "./question";

/** Tables that are answered to be dropped, and whose names others are renamed to. */
export function tablesAside(
  renames: readonly RenameTable[],
  live: Schema,
  desired: Schema,
  { drops = [] }: Answers,
): RenameTable[] {
  const taken = [...live.tables, ...desired.tables].map(({ name }) => name);
  return live.tables
    .filter(
      (table) =>
        drops.includes(nameOf(table)) &&
        renames.some(({ to }) => sameId(to, table)),
    )
    .map((table) => ({
      kind: "renameTable",
      from: idOf(table),
      to: { ...idOf(table), name: freeName(table.name, taken) },
    }));
}

/** The same for columns. `live` is the schema after renames of tables, which are `moved`. */
export function columnsAside(
  renames: readonly RenameColumn[],
  live: Schema,
  desired: Schema,
  { drops = [] }: Answers,
  moved: readonly RenameTable[],
): RenameColumn[] {
  const before = originalNames(moved);
  const [tables, wanted] = [tableByKey(live), tableByKey(desired)];
  return renames.flatMap(({ table: id, to: name }): RenameColumn[] => {
    const { columns = [] } = tables.get(idKey(id)) ?? {};
    const isDropped = [id, before.table(id)].some((table) =>
      drops.includes(columnName(table, name)),
    );
    if (!isDropped || !columns.some((column) => column.name === name))
      return [];
    const taken = [...columns, ...(wanted.get(idKey(id))?.columns ?? [])];
    const to = freeName(
      name,
      taken.map((column) => column.name),
    );
    return [{ kind: "renameColumn", table: id, from: name, to }];
  });
}

/**
 * Where constraints have names of the schema: a table that comes from another one brings names along that the dropped table has until it goes.
 * @throws AnswerError that names both.
 */
export function rejectDropsUnderMoves(
  renames: readonly Rename[],
  { drops = [] }: Answers,
): void {
  for (const rename of renames) {
    if (rename.kind !== "renameTable") continue;
    const { from, to } = rename;
    if (from.schema !== to.schema && drops.includes(nameOf(to)))
      throw new AnswerError(
        `The answers drop ${nameOf(to)} and rename ${nameOf(from)}:${nameOf(to)} cannot be one revision: both tables have constraints of the same names, and the one comes before the other goes. Drop ${nameOf(to)} in a revision of its own first.`,
      );
  }
}

/** As long as every server takes, whatever the letters are made of. */
function freeName(name: string, taken: readonly string[]): string {
  const begun = `${Array.from(name).slice(0, 12).join("")}_dropped`;
  let free = begun;
  for (let number = 2; taken.includes(free); number += 1)
    free = `${begun}_${number}`;
  return free;
}

/** The answers as they are of what has stepped aside: it is dropped under the name that it has by then. */
export function withDropsAside(
  answers: Answers,
  renames: readonly Rename[],
): Answers {
  const { drops = [] } = answers;
  const before = originalNames(renames);
  const names = new Map<string, string>();
  for (const rename of renames) {
    if (rename.kind === "renameTable")
      names.set(nameOf(rename.from), nameOf(rename.to));
    if (rename.kind === "renameColumn")
      for (const table of [rename.table, before.table(rename.table)])
        names.set(
          columnName(table, rename.from),
          columnName(rename.table, rename.to),
        );
  }
  return drops.some((drop) => names.has(drop))
    ? { ...answers, drops: drops.map((drop) => names.get(drop) ?? drop) }
    : answers;
}
