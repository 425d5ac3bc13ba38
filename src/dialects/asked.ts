// What is read of a database, and what else it is asked: the words for both, which all dialects share.
import type {
  Column,
  EnumTypeId,
  Notice,
  Schema,
  TableId,
  ViewId,
} from "../schema/schema";

/** What is looked at. */
export interface Scope {
  /** Schemas by name; `undefined` is the connection's own. */
  readonly schemas: readonly (string | undefined)[];
  /** False for tables that somebody excluded, and for TypeORM's own. */
  includes(table: TableId): boolean;
  /** The same for views, which entities may have in other schemas than tables. */
  includesView(view: ViewId): boolean;
  /** Whether the table is in none of the entities' schemas, is named in no answer, and excluded by nobody. */
  isElsewhere(table: TableId): boolean;
  /** Whether an entity maps the table. */
  maps(table: TableId): boolean;
  /** Whether an entity will map the table once it has another name. */
  takesOver(table: TableId): boolean;
  /** False for indexes that entities say are made by hand. */
  includesIndex(table: TableId, index: string): boolean;
  /** The table as entities spell its name, for servers on which upper and lower case are one. */
  spelled(table: TableId): TableId;
}

/** The server's answers. */
export interface Introspection {
  readonly schema: Schema;
  readonly server: Server;
  readonly notices: readonly Notice[];
  /** Mapped tables that are something else in the database: a view, a foreign table. */
  readonly untouchable: readonly TableId[];
  /** Tables that no entity maps and that are nobody's to drop, with what they are. */
  readonly leftAlone?: readonly LeftAlone[];
}

export interface LeftAlone {
  readonly table: TableId;
  /** `is partitioned`, after the table's name. */
  readonly reason: string;
}

export interface Server extends Place {
  /** For people: `postgres 15`. */
  readonly label: string;
  /** As a number that grows: 150004 is PostgreSQL 15.4. */
  readonly version: number;
}

/** Where statements run. */
export interface Place {
  /** The schema that an unqualified name is in. */
  readonly defaultSchema: string;
  /** The server's, as a number that grows; without it, a recent one. */
  readonly version?: number;
}

export interface Canonical {
  readonly schema: Schema;
  /** False where the server could not be asked, and text had to be compared. */
  readonly verified: boolean;
}

/** A change of type in place, of which it is asked whether the server has a cast. */
export interface TypeChange {
  readonly from: Column;
  readonly to: Column;
}

/** One of several casts that a person has to choose between. */
export interface CastChoice {
  readonly meaning: string;
  /** An SQL expression. */
  readonly expression: string;
}

/** What one should know of a change of type that loses nothing. */
export interface CastNote {
  readonly message: string;
  readonly remedy: string;
}

export type Access = "absent" | "closed" | "open";

export interface ColumnRef {
  readonly table: TableId;
  readonly column: string;
}

/** What views can depend on. */
export interface Dependencies {
  readonly columns: readonly ColumnRef[];
  readonly views: readonly ViewId[];
}

/** What a file touches that hand-made objects may hang on, by the names before renames. */
export interface Affected {
  /** Columns that change their type, are made anew, or go. */
  readonly columns: readonly ColumnRef[];
  /** Tables that go. */
  readonly tables: readonly TableId[];
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

/** A column of which rows are counted; without `column`, all rows of the table. */
export interface Counted {
  readonly table: TableId;
  readonly column?: string;
  /** Count the rows that hold this label, instead of those that hold anything. */
  readonly label?: string;
  /** Count the rows for which this SQL condition holds. */
  readonly condition?: string;
}

/** An expression that rows are to get the value of. */
export interface AskedValue {
  readonly table: TableId;
  /** All that it may speak of: the columns by their names after the renames, those that come and those that go. */
  readonly columns: readonly Column[];
  /** The column that takes the value. */
  readonly column: Column;
  readonly expression: string;
  /** Set where there is no value, or put in the place of the one that there is. */
  readonly by: "fill" | "cast";
}

export interface RowCount {
  readonly rows: number;
  /** From statistics: the table is large. */
  readonly estimated: boolean;
  /** Up to three of the values for which a condition holds, each cut after 40 characters. */
  readonly examples?: readonly string[];
}
