// The table of a many-to-many relation is named after those that it joins, and follows one that is renamed: its rows are the links.
import type { RenameColumn, RenameTable } from "../operations/operation";
import { idKey, idOf, nameOf, sameId, tableByKey } from "../schema/identity";
import type { Schema, Table } from "../schema/schema";
import { droppedBy } from "./names";
import type { Answers } from "./question";

type JoinRename = RenameTable | RenameColumn;

/**
 * Of join tables that join the same tables as before under their new names, and whose own name has changed in nothing else. `live` is the schema after
 * `renames`. What somebody answered about one is left to them.
 */
export function joinRenames(
  live: Schema,
  desired: Schema,
  renames: readonly RenameTable[],
  answers: Answers,
): JoinRename[] {
  if (renames.length === 0) return [];
  const [present, wanted] = [tableByKey(live), tableByKey(desired)];
  const isDropped = droppedBy(answers.drops ?? []);
  const coming = desired.tables.filter(
    (table) => isJoin(table) && !present.has(idKey(table)),
  );
  return live.tables.flatMap((table): JoinRename[] => {
    if (wanted.has(idKey(table)) || !isJoin(table)) return [];
    if (isDropped(nameOf(table))) return [];
    const [to, ...others] = coming.filter(
      (candidate) =>
        joinsAlike(table, candidate) &&
        renames.some((rename) => follows(table, candidate, rename)),
    );
    return to === undefined || others.length > 0
      ? []
      : [
          { kind: "renameTable", from: idOf(table), to: idOf(to) },
          ...columnRenames(table, to),
        ];
  });
}

/** Two keys and nothing else. */
const isJoin = ({ columns, foreignKeys, primaryKey }: Table): boolean =>
  columns.length === 2 &&
  foreignKeys.length === 2 &&
  foreignKeys.every((key) => key.columns.length === 1) &&
  primaryKey?.columns.length === 2;

const joined = ({ foreignKeys }: Table): string =>
  foreignKeys
    .map(({ references }) => idKey(references))
    .sort()
    .join("\u0001");

const joinsAlike = (a: Table, b: Table): boolean =>
  a.schema === b.schema && joined(a) === joined(b);

/** Whether the one name becomes the other by the renaming of a table. */
function follows(from: Table, to: Table, rename: RenameTable): boolean {
  const [before, after] = [rename.from.name, rename.to.name].map(bare);
  return (
    from.foreignKeys.some(({ references }) => sameId(references, rename.to)) &&
    bare(from.name).replaceAll(before ?? "", () => after ?? "") ===
      bare(to.name)
  );
}

/** As naming strategies put names together: in whatever case, with whatever between the words. */
const bare = (name: string): string => name.toLowerCase().replaceAll("_", "");

/** Where each side is another table, it is clear which column is which. */
function columnRenames(from: Table, to: Table): RenameColumn[] {
  return from.foreignKeys.flatMap(({ columns, references }): RenameColumn[] => {
    const same = (table: Table) =>
      table.foreignKeys.filter((key) => sameId(key.references, references));
    const [target, ...others] = same(to);
    const [[before], [after]] = [columns, target?.columns ?? []];
    return others.length > 0 ||
      before === undefined ||
      after === undefined ||
      before === after
      ? []
      : [{ kind: "renameColumn", table: idOf(to), from: before, to: after }];
  });
}
