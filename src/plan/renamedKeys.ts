// Foreign keys that stand aside while columns in them are renamed: where what reads those is said anew with it, a server may copy the table, and then renames no column of a foreign key.
import type { Operation } from "../operations/operation";
import { originalNames, type Rename } from "../operations/rename";
import { columnName, idKey, idOf, tableByKey } from "../schema/identity";
import type { ForeignKey, Schema, TableId } from "../schema/schema";
import type { Direction } from "./order";

/** A foreign key under its names before and after the renames. */
export interface RenamedKey {
  readonly from: Placed;
  readonly to: Placed;
}

interface Placed {
  readonly table: TableId;
  readonly key: ForeignKey;
}

/** `found` and `live` are one schema, before and after the renames, which have their readers with them. */
export function renamedKeys(
  renames: readonly Rename[],
  found: Schema,
  live: Schema,
): RenamedKey[] {
  const copied = new Set(
    renames.flatMap((rename) =>
      rename.kind === "renameColumn" && isCopied(rename)
        ? [idKey(rename.table)]
        : [],
    ),
  );
  const columns = new Set(
    renames.flatMap((rename) =>
      rename.kind === "renameColumn" && copied.has(idKey(rename.table))
        ? [columnName(rename.table, rename.to)]
        : [],
    ),
  );
  if (columns.size === 0) return [];
  const original = originalNames(renames);
  const before = tableByKey(found);
  return live.tables.flatMap((table) => {
    const id = idOf(table);
    const there = original.table(id);
    return table.foreignKeys.flatMap((key, position): RenamedKey[] => {
      const { references, referencedColumns } = key;
      const isRenamed =
        key.columns.some((name) => columns.has(columnName(id, name))) ||
        referencedColumns.some((name) =>
          columns.has(columnName(references, name)),
        );
      if (!isRenamed) return [];
      const from: ForeignKey = {
        ...key,
        name: before.get(idKey(there))?.foreignKeys[position]?.name ?? key.name,
        columns: key.columns.map((name) => original.column(id, name)),
        references: original.table(references),
        referencedColumns: referencedColumns.map((name) =>
          original.column(references, name),
        ),
      };
      return [{ from: { table: there, key: from }, to: { table: id, key } }];
    });
  });
}

/** A default is said anew without a copy. */
const isCopied = ({ readers }: Extract<Rename, { kind: "renameColumn" }>) =>
  readers !== undefined &&
  (readers.to.checks.length > 0 ||
    readers.to.indexes.length > 0 ||
    readers.to.columns.some(
      ({ generation }) => generation?.kind === "expression",
    ));

/** What takes them down before the renames and puts them back after them. */
export const aroundRenames = (
  keys: readonly RenamedKey[],
  direction: Direction,
): Operation[] =>
  keys.flatMap(({ from, to }): Operation[] => {
    const [before, after] = direction === "upgrade" ? [from, to] : [to, from];
    return [
      {
        kind: "dropConstraint",
        table: before.table,
        constraint: before.key,
        aroundRenames: true,
      },
      {
        kind: "addConstraint",
        table: after.table,
        constraint: after.key,
        aroundRenames: true,
      },
    ];
  });
