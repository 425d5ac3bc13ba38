// The small interface that every dialect implements. A dialect says only what is its own.
import type { Operation } from "../operations/operation";
import type { Rename } from "../operations/rename";
import type {
  Column,
  Notice,
  Schema,
  SequenceId,
  TableId,
  View,
} from "../schema/schema";
import type { DeclaredTable } from "./declared";
import type { Running } from "./running";

export type { DeclaredTable, DeclaredColumn } from "./declared";

export type DialectName = "postgres" | "mysql" | "mariadb";

/** One connection, held for the whole of a call, so that transactions and temporary objects mean something. */
export interface Database {
  /** Runs one SQL string and gives its rows. */
  query<Row extends object>(sql: string): Promise<readonly Row[]>;
}

/** What is looked at. */
export interface Scope {
  /** Schemas by name; `undefined` is the connection's own. */
  readonly schemas: readonly (string | undefined)[];
  /** False for tables that somebody excluded, and for TypeORM's own. */
  includes(table: TableId): boolean;
  /** Whether an entity maps the table. */
  maps(table: TableId): boolean;
  /** False for indexes that entities say are made by hand. */
  includesIndex(table: TableId, index: string): boolean;
}

/** The server's answers. */
export interface Introspection {
  readonly schema: Schema;
  readonly server: Server;
  readonly notices: readonly Notice[];
  /** Mapped tables that are something else in the database: a view, a foreign table. */
  readonly untouchable: readonly TableId[];
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

/** A column of which rows are counted; without `column`, all rows of the table. */
export interface Counted {
  readonly table: TableId;
  readonly column?: string;
  /** Count the rows that hold one of these, instead of those that hold anything. */
  readonly labels?: readonly string[];
}

export interface RowCount {
  readonly rows: number;
  /** From statistics: the table is large. */
  readonly estimated: boolean;
}

/** One SQL string as the server will get it, without parameters. */
export interface Statement {
  readonly sql: string;
  /** False where the server refuses to run it in a transaction. */
  readonly transactional: boolean;
}

export interface ColumnRef {
  readonly table: TableId;
  readonly column: string;
}

/** A column that steps out of the way of an operation, with what hangs on it. */
export interface Disturbance extends ColumnRef {
  /**
   * What has to be taken down with it, besides generated columns that read it: views; references, which adds foreign keys; conditions, which adds checks, exclusions, predicates
   * and expressions of indexes; everything, which adds keys and indexes.
   */
  readonly takes: "views" | "references" | "conditions" | "everything";
}

/** A dialect, and the version of the server that statements are for: 150004 is PostgreSQL 15.4. */
export interface Target {
  readonly dialect: Dialect;
  readonly serverVersion: number;
}

export interface Dialect {
  readonly name: DialectName;
  /** Whether a failed migration leaves the database as it was. */
  readonly transactionalDdl: boolean;
  /** What running revisions asks of the server. */
  readonly running: Running;
  /** The schema that the entities ask for, in the words of this server as far as they are known without it. */
  desire(declared: readonly DeclaredTable[]): Schema;
  /** Reads the catalogs, in one snapshot, in a number of queries that does not grow with the schema. */
  introspect(database: Database, scope: Scope): Promise<Introspection>;
  /** The schema after renames: the server itself says how expressions read then. */
  rename(
    database: Database,
    schema: Schema,
    renames: readonly Rename[],
  ): Promise<Schema>;
  /** The sequence that the server would make for this column by itself, where it makes one. */
  sequenceOf(table: TableId, column: string): SequenceId | undefined;
  /**
   * The desired schema as this server would print it, wherever its text differs from the live one's. Changes nothing in the database.
   * `found` is the live schema before renames: what exists by which name while the server is asked.
   */
  canonicalize(
    database: Database,
    desired: Schema,
    live: Schema,
    found: Schema,
  ): Promise<Canonical>;
  /** Which of the changes the server has a cast for, in the same order. */
  castable(
    database: Database,
    changes: readonly TypeChange[],
  ): Promise<readonly boolean[]>;
  /** How many rows hold something: exact where that is cheap. */
  count(
    database: Database,
    counted: readonly Counted[],
  ): Promise<readonly (RowCount | undefined)[]>;
  /** Views that stand in the way of altering these columns, in the order in which they can be dropped, as they read after the renames. */
  dependants(
    database: Database,
    columns: readonly ColumnRef[],
    renames?: readonly Rename[],
  ): Promise<readonly View[]>;
  /** Columns whose values this operation makes anew, so that the server refuses while other objects use them. */
  disturbed(
    operation: Operation,
    serverVersion: number,
  ): readonly Disturbance[];
  /** The statements of one operation; `place` is by default the server's usual schema. */
  compile(operation: Operation, place?: Place): readonly Statement[];
  /** Whether the server cannot do this in place, so that the column is dropped and added. */
  needsReplacement(operation: Operation, serverVersion: number): boolean;
  /** An SQL expression that any row can hold in this column, for a downgrade that brings back a column without its values. */
  placeholder(
    column: Column,
    enumLabels: readonly string[],
  ): string | undefined;
  /** What a change of type in place loses without an error, in words. */
  silentLoss(from: Column, to: Column): string | undefined;
  /** The column with its values as text, and without the default that they had no part in. */
  asText(column: Column): Column;
  /** The cast of last resort, by way of text. */
  castByText(column: Column): string;
}
