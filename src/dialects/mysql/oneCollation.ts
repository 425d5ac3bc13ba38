// Foreign keys between texts of two collations: the servers refuse them, half way through a file.
import { MetadataError } from "../../schema/errors";
import { equal } from "../../schema/equal";
import { columnName, idKey, sameId, tableByKey } from "../../schema/identity";
import type { ForeignKey, Schema, Table } from "../../schema/schema";
import { isText } from "./types";
import type { UsualCollation } from "./usualCollations";

/**
 * Labels may differ in their collations. So may what a key is on already: it was made while nobody looked (`foreign_key_checks`).
 * @throws MetadataError that names both columns.
 */
export function requireOneCollation(
  desired: Schema,
  live: ReadonlyMap<string, Table>,
  usualOf: UsualCollation,
): void {
  const tables = tableByKey(desired);
  const isThere = (
    table: Table,
    key: ForeignKey,
    found: readonly Mixed[],
  ): boolean => {
    const before = live.get(idKey(table));
    const known = before?.foreignKeys.find((other) => sameKey(other, key));
    return (
      before !== undefined &&
      known !== undefined &&
      equal(mixedIn(before, known, live, usualOf), found)
    );
  };
  for (const table of desired.tables)
    for (const key of table.foreignKeys) {
      const found = mixedIn(table, key, tables, usualOf);
      const [mixed] = found;
      if (mixed === undefined || isThere(table, key, found)) continue;
      throw new MetadataError(
        `Foreign key from "${mixed.column}" to "${mixed.referred}": the one has the collation ${mixed.collation}, the other ${mixed.otherCollation}, and the server takes no key between the two. Give both columns one collation in their entities, or name none for "${mixed.column}", which then follows.`,
      );
    }
}

interface Mixed {
  readonly column: string;
  readonly collation: string;
  readonly referred: string;
  readonly otherCollation: string;
}

function mixedIn(
  table: Table,
  { columns, references, referencedColumns }: ForeignKey,
  tables: ReadonlyMap<string, Table>,
  usualOf: UsualCollation,
): Mixed[] {
  const target = tables.get(idKey(references));
  if (target === undefined) return [];
  return columns.flatMap((name, position): Mixed[] => {
    const referredName = referencedColumns[position] ?? "";
    const collation = collationIn(table, name, usualOf);
    const otherCollation = collationIn(target, referredName, usualOf);
    return collation === undefined ||
      otherCollation === undefined ||
      collation === otherCollation
      ? []
      : [
          {
            column: columnName(table, name),
            collation,
            referred: columnName(target, referredName),
            otherCollation,
          },
        ];
  });
}

/** Of a text only. */
function collationIn(
  table: Table,
  name: string,
  usualOf: UsualCollation,
): string | undefined {
  const column = table.columns.find((candidate) => candidate.name === name);
  return column === undefined || !isText(column.type)
    ? undefined
    : (column.collation ?? usualOf(table));
}

const sameKey = (a: ForeignKey, b: ForeignKey): boolean =>
  sameId(a.references, b.references) &&
  equal(a.columns, b.columns) &&
  equal(a.referencedColumns, b.referencedColumns);
