// What an operation costs or can break, beyond what it says.
import type {
  CastNote,
  ColumnRef,
  Dialect,
  Locks,
  RowCount,
  Uncopied,
} from "../dialects/dialect";
import type { AlterColumn, Operation } from "../operations/operation";
import type { OriginalNames } from "../operations/rename";
import type {
  Column,
  Handmade,
  Table,
  TableId,
  ViewId,
} from "../schema/schema";

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
  /** A few of the values that it is about. They are shown, and stand in no file. */
  readonly examples?: readonly string[];
}

export interface Misfits {
  /** Absent where they could not be counted. */
  readonly count?: RowCount;
}

export interface UncopiedRows extends Pick<Uncopied, "what" | "remedy"> {
  readonly count: RowCount;
}

/** Triggers of a table whose rows are updated. */
export interface Fired {
  readonly triggers: readonly string[];
  readonly when: "up" | "down" | "both";
}

export interface Orphans {
  readonly references: TableId;
  /** Absent where they could not be counted. */
  readonly count?: RowCount;
}

/** What a rule may know besides the operation. */
export interface HazardContext {
  /** A table that the same file creates has no rows to lose and nobody waiting for it. */
  readonly createdHere: (table: TableId) => boolean;
  /** What tables and columns are called before the renames, as running versions of the application call them. */
  readonly original: OriginalNames;
  /** Rows of the table, or values of the column, where they were counted. */
  readonly count: (table: TableId, column?: string) => RowCount | undefined;
  /** Rows that hold values which would not fit a column's new type, where there can be any. */
  readonly misfits: (table: TableId, column: string) => Misfits | undefined;
  /** Rows that the server refuses when the operation copies the table, where there are any. */
  readonly uncopied: (operation: Operation) => UncopiedRows | undefined;
  /** What fires because the operation gives values to rows. */
  readonly fires: (operation: Operation) => Fired | undefined;
  /** Rows that refer to others only by the collation that the operation takes away, of a foreign key that stays. */
  readonly orphans: (operation: Operation) => readonly Orphans[];
  /** What a change of type in place loses without an error, in words. */
  readonly silentLoss: (from: Column, to: Column) => string | undefined;
  /** Whether a change of type or collation in place can make values alike that were not, where it loses nothing else. */
  readonly merges: (from: Column, to: Column) => boolean;
  /** Whether the cast is one of those that keep the values of a key apart. */
  readonly isKeyCast: (operation: AlterColumn) => boolean;
  /** What one should know of the server's own cast. */
  readonly castNote?: (from: Column, to: Column) => CastNote | undefined;
  /** Views that use the table, view or column and that are not touched, by name. */
  readonly viewsOn: (table: TableId, column?: string) => readonly string[];
  /** Those of them that group by the table's primary key. */
  readonly viewsByKey: (table: TableId) => readonly string[];
  /** Whether the server refuses to drop what a view uses. */
  readonly viewsHold: boolean;
  /** Tables that are not compared, each with a foreign key on this one. */
  readonly bystanders: (table: TableId) => readonly Table[];
  /** Whether a foreign key can go from one column to the other. */
  readonly comparable: (a: Column, b: Column) => boolean;
  readonly desired: (table: TableId) => Table | undefined;
  /** What is made by hand and uses what changes or goes. */
  readonly handmade: readonly Handmade[];
  /** What the server refuses of a table with partitions. Absent where it says so otherwise. */
  readonly refusedPartitioned?: Dialect["refusedPartitioned"];
  /** What of a change holds everybody up. Absent where that is not known. */
  readonly locks?: Locks;
  /** The table as it was, where it was there and is compared. */
  readonly live: (table: TableId) => Table | undefined;
  readonly isDropped: (table: TableId) => boolean;
  /** Columns whose values the operation makes anew, so that the server refuses while other objects use them. */
  readonly remade: (operation: Operation) => readonly ColumnRef[];
  /** Columns that are dropped and added for it: they have no values of their own. */
  readonly replaced: (operation: Operation) => readonly ColumnRef[];
  /** Columns on which it overwrites what tables that inherit have of their own, by what that is. */
  readonly overwrites: (
    operation: Operation,
  ) => Readonly<
    Record<NonNullable<Handmade["overwrittenBy"]>, ReadonlySet<string>>
  >;
  /** Views that the operation takes down, to put them back or for good. */
  readonly takesDown: (operation: Operation) => readonly ViewId[];
}

export type Finding = Omit<Hazard, "operation">;

/** One rule: what it finds in one operation, `all` of them being done together. */
export type HazardRule = (
  operation: Operation,
  context: HazardContext,
  all: readonly Operation[],
) => Finding | undefined;
