// What a view is, and what hangs on it by hand.
import type { Index, ObjectId, ViewId } from "./schema";

/** A view or materialized view. */
export interface View extends ObjectId {
  readonly materialized: boolean;
  /** The query, as the server prints it. */
  readonly definition: string;
  /** The query in the words of the entity, which are those that a migration writes. Only of a desired view. */
  readonly typed?: string;
  /** Absent where the server could not be asked. */
  readonly columns?: readonly ViewColumn[];
  /** The names of those that its entity maps, where it maps any. Only of a desired view. */
  readonly mapped?: readonly string[];
  /** Only a materialized view has any. */
  readonly indexes: readonly Index[];
  /** Storage and security options as `name=value`. */
  readonly parameters?: readonly string[];
  /** A materialized view that holds no rows yet (WITH NO DATA). */
  readonly unpopulated?: true;
  /** What has to be there before it. */
  readonly reads: readonly ViewRead[];
  /** What else hangs on it. Known only where the view is to be made anew. */
  readonly attachments?: Attachments;
}

export interface ViewColumn {
  readonly name: string;
  readonly type: string;
  /** Only where it differs from the type's own. */
  readonly collation?: string;
}

/** A table or view that a view reads, and which of its columns. */
export interface ViewRead extends ObjectId {
  readonly columns: readonly string[];
  /** Partitions of the table, and tables that inherit from it, which are what the view reads. */
  readonly heirs?: readonly ObjectId[];
  /** It groups by the table's primary key, and holds only as long as that is there. */
  readonly groupsByKey?: true;
}

/** Statements that speak of the view by the name that it had when they were read. */
export interface Attachments {
  readonly to: ViewId;
  readonly statements: readonly Attachment[];
}

/** A statement that gives a view back what hung on it: owner, comments, grants, triggers, rules, and indexes that are not compared. */
export interface Attachment {
  readonly sql: string;
  /** The columns or the index that it speaks of. */
  readonly columns?: readonly string[];
  readonly index?: string;
  /** It makes the index that it speaks of. */
  readonly makesIndex?: true;
  /** For one kind of view only. */
  readonly only?: "view" | "materialized view";
  /** What it makes or sets: `trigger`, `rule`, … */
  readonly subject?: string;
  readonly name?: string;
}
