// What an operation costs or can break, beyond what it says.
import type { ColumnRef, RowCount } from "../dialects/dialect";
import type { Operation } from "../operations/operation";
import type { Bystander, Column, Table, TableId } from "../schema/schema";

export type Severity = "dataLoss" | "failure" | "lock" | "note";

export interface Hazard {
  /** Stable, in capitals: `DROP_COLUMN`. */
  readonly code: string;
  readonly severity: Severity;
  /** The operation it belongs to. */
  readonly operation: Operation;
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** What a rule may know besides the operation. */
export interface HazardContext {
  /** A table that the same file creates has no rows to lose and nobody waiting for it. */
  readonly createdHere: (table: TableId) => boolean;
  /** Rows of the table, or values of the column, where they were counted. */
  readonly count: (table: TableId, column?: string) => RowCount | undefined;
  /** What a change of type in place loses without an error, in words. */
  readonly silentLoss: (from: Column, to: Column) => string | undefined;
  /** Views that use the table or column and that are not touched, by name. */
  readonly viewsOn: (table: TableId, column?: string) => readonly string[];
  /** What is made by hand and uses what changes or goes. */
  readonly bystanders: readonly Bystander[];
  /** The SQL condition of values that a change of type fails on, where there can be any. */
  readonly misfit: (from: Column, to: Column) => string | undefined;
  /** How many rows hold such values, where they were counted. */
  readonly countMisfits: (
    table: TableId,
    column: string,
  ) => RowCount | undefined;
  /** Whether a change of type in place writes the whole table anew, and whether adding a column does. */
  readonly rewrites: (from: Column, to: Column) => boolean;
  readonly rewritesToAdd: (column: Column) => boolean;
  /** The table as it was, where it was there and is compared. */
  readonly live: (table: TableId) => Table | undefined;
  readonly isDropped: (table: TableId) => boolean;
  /** Columns whose values the operation makes anew, so that the server refuses while other objects use them. */
  readonly remade: (operation: Operation) => readonly ColumnRef[];
}

export type Finding = Omit<Hazard, "operation">;

/** One rule: what it finds in one operation. */
export type HazardRule = (
  operation: Operation,
  context: HazardContext,
) => Finding | undefined;
