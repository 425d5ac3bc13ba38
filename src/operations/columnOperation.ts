// What a change to a column is.
import type { Column, Table, TableId } from "../schema/schema";

/** Rows that are filled a lot at a time, each committed by itself, so that none of them is locked for long. */
export interface Batch {
  /** How many at a time. */
  readonly rows: number;
  /** The column by whose order they are gone through, where the server has nothing else to go by. */
  readonly along?: string;
}

/** A column that the desired table has and the live one lacks. */
export interface AddColumn {
  readonly kind: "addColumn";
  readonly table: TableId;
  readonly column: Column;
  /** An SQL expression for the rows that exist. */
  readonly backfill?: string;
  readonly batch?: Batch;
}

export interface DropColumn {
  readonly kind: "dropColumn";
  readonly table: TableId;
  readonly column: Column;
  /** What rows get when the column comes back: its values cannot. */
  readonly backfill?: string;
}

export interface RenameColumn {
  readonly kind: "renameColumn";
  readonly table: TableId;
  readonly from: string;
  readonly to: string;
  /** What reads renamed columns of the table, before and after: some servers do not see to that themselves. */
  readonly readers?: { readonly from: Readers; readonly to: Readers };
}

/** What of a table has expressions that speak of columns. */
export type Readers = Pick<Table, "columns" | "checks" | "indexes">;

export interface AlterColumn {
  readonly kind: "alterColumn";
  readonly table: TableId;
  /** The states before and after; their names are the same. */
  readonly from: Column;
  readonly to: Column;
  /** An SQL expression that gives the new value, where the server's own cast will not do. */
  readonly cast?: string;
  /** The same, on the way back. */
  readonly inverseCast?: string;
  /** Whether the way back of a cast that somebody gave is not known to undo it. */
  readonly oneWay?: true;
  /** An SQL expression for rows that hold NULL, where the column becomes NOT NULL. */
  readonly backfill?: string;
  readonly batch?: Batch;
  /** What rows that hold a label of `from` get, where it is not the label itself: for labels that are spelled out in the column, or where it moves to another enum type. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The same, on the way back. */
  readonly inverseLabels?: Readonly<Record<string, string>>;
  /** Type or default differ in text, and the server could not be asked whether they differ in meaning. */
  readonly unverified?: true;
}
