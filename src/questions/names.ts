// How answers name tables and columns.
import picomatch from "picomatch";
import { columnName, nameOf } from "../schema/identity";
import type { Table, TableId } from "../schema/schema";

/** A table, or one of its columns. */
export interface Subject {
  readonly table: Table;
  readonly column?: string;
}

/** What `table` or `table.column` names, whatever dots the names hold. */
export function subjectNamed(
  name: string,
  tables: readonly Table[],
): Subject | undefined {
  for (const table of tables) if (nameOf(table) === name) return { table };
  for (const table of tables)
    for (const column of table.columns)
      if (columnName(table, column.name) === name)
        return { table, column: column.name };
  return undefined;
}

/** Whether one of the names, which may be globs, covers this one. */
export function coveredBy(
  names: readonly string[],
): (name: string) => string | undefined {
  const matchers = names.map(
    (pattern) => [pattern, picomatch(pattern, { dot: true })] as const,
  );
  return (name) =>
    matchers.find(
      ([pattern, matches]) => pattern === name || matches(name),
    )?.[0];
}

/** The same for `drops`, in which a star stands for part of one name only: `user*` covers tables, and no column of `user`. */
export function droppedBy(names: readonly string[]): (name: string) => boolean {
  const exact = new Set(names);
  const matchers = names.map((pattern) =>
    picomatch(pattern.replaceAll(".", "/"), { dot: true }),
  );
  return (name) =>
    exact.has(name) ||
    matchers.some((matches) => matches(name.replaceAll(".", "/")));
}

/** As a shell needs it: bare where nothing in it means something to one. */
export function shellWord(text: string): string {
  return /^[\w.:@%+=,/-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;
}

export const quotedColumn = (table: TableId, column: string): string =>
  `"${nameOf(table)}"."${column}"`;

export const quotedTable = (table: TableId): string => `"${nameOf(table)}"`;
