// What a file touches.
import type {
  EnumTypeId,
  Handmade,
  PartitionedBy,
  Schema,
  TableId,
  View,
  ViewId,
} from "../schema/schema";
import type { ColumnRef } from "./dialect";

/** What a file touches that hand-made objects may hang on, by the names before renames. */
export interface Affected {
  /** Columns that change their type, are made anew, or go. */
  readonly columns: readonly ColumnRef[];
  /** Columns that get another default. */
  readonly defaults: readonly ColumnRef[];
  /** What goes besides tables, for good. */
  readonly dropped: {
    readonly columns: readonly ColumnRef[];
    readonly views: readonly ViewId[];
  };
  /** Tables that go. */
  readonly tables: readonly TableId[];
  /** Tables that change, or that foreign keys come to refer to. */
  readonly changed: readonly TableId[];
  /** Views that may be taken down. */
  readonly views: readonly ViewId[];
  /** Enum types that are made anew, with the columns that have them. */
  readonly enumTypes: readonly {
    readonly enumType: EnumTypeId;
    readonly columns: readonly ColumnRef[];
  }[];
  /** Columns whose sequences go. */
  readonly sequencesOf: readonly ColumnRef[];
  /** Tables whose rows may be filled in. */
  readonly filled: readonly TableId[];
  readonly serverVersion: number;
}

/** A table with partitions, as it is after the renames. */
export interface PartitionedTable {
  readonly id: TableId;
  readonly by: readonly PartitionedBy[];
  /** The columns of the primary key that it is to have. */
  readonly primaryKey: readonly string[];
}

/** What a server refuses, in words, and what to do about it. */
export interface Refused {
  readonly what: string;
  readonly remedy: string;
}

/** What has to be made again once columns have other types, by the names after renames. */
export interface Rehearsed {
  readonly handmade: readonly Handmade[];
  readonly views: readonly View[];
  readonly columns: readonly ColumnRef[];
  readonly desired: Schema;
  /** The live schema before the renames. */
  readonly found: Schema;
}
