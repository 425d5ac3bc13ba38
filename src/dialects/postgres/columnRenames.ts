// Columns that are renamed on a stand-in for their table, in a transaction that is rolled back.
import { originalNames, type Rename } from "../../operations/rename";
import { sameId } from "../../schema/identity";
import type { ObjectId } from "../../schema/schema";
import { probeName } from "./probe";
import { identifier } from "./quote";

/** By way of names that nothing has, so that two can change places. `table` is called as before the renames; its stand-in `name`, as SQL. */
export function columnRenames(
  table: ObjectId,
  name: string,
  renames: readonly Rename[],
): string[] {
  const original = originalNames(renames);
  const columns = renames
    .filter((rename) => rename.kind === "renameColumn")
    .filter((rename) => sameId(original.table(rename.table), table));
  const alter = `ALTER TABLE ${name}`;
  return [
    ...columns.map(
      ({ from }, number) =>
        `${alter} RENAME COLUMN ${identifier(from)} TO ${probeName(number)}`,
    ),
    ...columns.map(
      ({ to }, number) =>
        `${alter} RENAME COLUMN ${probeName(number)} TO ${identifier(to)}`,
    ),
  ];
}
