// What questions are asked with: both schemas, and what was counted in the database.
import type { CastChoice, RowCount } from "../dialects/dialect";
import type { Column, Table, TableId } from "../schema/schema";

/** A table in a schema that is not looked at, under the name of one that comes. */
export interface Namesake {
  readonly table: Table;
  readonly count: RowCount | undefined;
}

export interface Facts {
  /** The live table, after answered renames. */
  live(table: TableId): Table | undefined;
  desired(table: TableId): Table | undefined;
  /** What the entity or property that had the table or column, by its name, is mapped to now, where that does not decide. */
  successor(name: string): string | undefined;
  /** What the tables that come may have been. */
  readonly namesakes: readonly Namesake[];
  /** Rows of the table, or values of the column, where they were counted. */
  count(table: TableId, column?: string): RowCount | undefined;
  /** Rows that hold a label that an enum type loses. */
  countLabel(
    table: TableId,
    column: string,
    label: string,
  ): RowCount | undefined;
  /** Rows that hold what does not fit the column's new type; `undefined` where there can be none, or it was not counted. */
  misfits(table: TableId, column: string): RowCount | undefined;
  /** Whether the server has a cast between the two states. */
  castable(from: Column, to: Column): boolean;
  /** Casts of different meaning, of which none is to be taken for granted. */
  castChoices(from: Column, to: Column): readonly CastChoice[];
}

/** What goes when something is dropped: an empty table here says nothing about other databases. */
export function lossWords(
  count: RowCount | undefined,
  unit: "value" | "row",
): string {
  return count?.rows === 0 && !count.estimated
    ? `all ${unit}s, 0 in this database`
    : countWords(count, unit);
}

/** `1,204 values`, `about 2,000,000 rows`, `rows (not counted)`. */
export function countWords(
  count: RowCount | undefined,
  unit: "value" | "row",
): string {
  if (count === undefined) return `${unit}s (not counted)`;
  const number = Math.round(count.rows).toLocaleString("en-US");
  const words = `${number} ${unit}${count.rows === 1 ? "" : "s"}`;
  return count.estimated ? `about ${words}` : words;
}
