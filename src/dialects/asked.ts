// What is read of a database, and what else it is asked: the words for both, which all dialects share.
import type { Operation } from "../operations/operation";
import type { Rename } from "../operations/rename";
import type {
  Column,
  Notice,
  ObjectId,
  Schema,
  Table,
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
  /** Whether an answer drops just this table. */
  drops(table: TableId): boolean;
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

/** A name that a table, index, sequence or view has. */
export interface TakenName extends ObjectId {
  /** The table that takes it along to another schema. */
  readonly of?: TableId;
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

/** The schema as it is found, and what is renamed in it. */
export interface Renaming {
  readonly found: Schema;
  readonly renames: readonly Rename[];
  readonly place: Place;
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

/** A column of which rows are counted; without `column`, all rows of the table. */
export interface Counted {
  readonly table: TableId;
  readonly column?: string;
  /** Count the rows that hold this label, instead of those that hold anything. */
  readonly label?: string;
  /** Count the rows for which this SQL condition holds. */
  readonly condition?: string;
  /** The type of the column, by which its values are shown. */
  readonly type?: string;
}

/** Whether a call only looks at the database. */
export type Purpose = "read" | "migrate";

/** A trigger that fires when rows are updated. */
export interface FiringTrigger {
  readonly table: TableId;
  /** Its own, and that of the table that it is on. */
  readonly name: string;
  /** Only when one of these is set; empty where any will do. */
  readonly columns: readonly string[];
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

export interface Uncopied {
  /** Whether the operation may copy the table. */
  copies(operation: Operation, table: Table): boolean;
  /** An SQL condition for these rows, where the table can have any. */
  rows(table: Table): string | undefined;
  /** What they hold, in words. */
  readonly what: string;
  readonly remedy: string;
}

/** A foreign key whose columns are compared otherwise from now on, by what is there before the renames. */
export interface Reference {
  readonly table: TableId;
  readonly references: TableId;
  readonly pairs: readonly {
    readonly column: string;
    readonly referenced: string;
    /** What the column becomes, with the collation that it has by itself or from its table. */
    readonly as: Column;
  }[];
}
