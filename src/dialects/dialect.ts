// The small interface that every dialect implements. A dialect says only what is its own.
import type { Operation, RecordRow } from "../operations/operation";
import type { Rename } from "../operations/rename";
import type {
  Handmade,
  Column,
  Schema,
  SequenceId,
  Table,
  TableId,
  View,
} from "../schema/schema";
import type {
  DeclaredConnection,
  DeclaredTable,
  DeclaredView,
} from "./declared";
import type {
  Access,
  AskedValue,
  Canonical,
  ColumnRef,
  Counted,
  Dependencies,
  FiringTrigger,
  Introspection,
  Place,
  Purpose,
  Renaming,
  RowCount,
  Scope,
  Server,
  TakenName,
} from "./asked";
import type {
  Affected,
  PartitionedTable,
  Refused,
  Rehearsed,
} from "./affected";
import type { Batches } from "./batches";
import type { Running } from "./running";
import type { Values } from "./values";

export type * from "./affected";
export type * from "./asked";
export type { KeyCast } from "./values";

export type {
  DeclaredColumn,
  DeclaredConnection,
  DeclaredIndex,
  DeclaredTable,
  DeclaredView,
} from "./declared";

export type DialectName = "postgres" | "mysql" | "mariadb";

/** One connection, held for the whole of a call, so that transactions and temporary objects mean something. */
export interface Database {
  /** Runs one SQL string and gives its rows. */
  query<Row extends object>(sql: string): Promise<readonly Row[]>;
}

/** One SQL string as the server will get it, without parameters. */
export interface Statement {
  readonly sql: string;
  /** False where the server refuses to run it in a transaction. */
  readonly transactional: boolean;
}

/** A column that steps out of the way of an operation, with what hangs on it. */
export interface Disturbance extends ColumnRef {
  /**
   * What has to be taken down with it: nothing but what says how closely statistics look, which the server forgets; foreign keys, or views that group by the
   * primary key that it is in, and nothing else. Or, besides generated columns that read it: views; references, which adds foreign keys; conditions, which adds checks, exclusions, predicates and expressions of indexes; everything, which adds keys and indexes.
   */
  readonly takes:
    | "statistics"
    | "foreignKeys"
    | "groupings"
    | "views"
    | "references"
    | "conditions"
    | "everything";
}

/** An operation with its statements. One without any is part of the next that has some. */
export interface Compiled {
  readonly operation: Operation;
  readonly statements: readonly Statement[];
}

/** Operations that are done at once, or in a few statements that stand together. */
export interface Unit {
  /** The unit that takes it back is that of the inverse operation, and so named. */
  readonly name: string;
  /** What it leaves where it fails. Of halves, its inverse takes back whatever is there of them. */
  readonly leaves: "nothing" | "halves";
}

/** Building an index, looking at all rows and writing a table anew keep others from the table. */
export interface Locks {
  /** Whether a change of type in place writes the whole table anew. */
  rewrites(from: Column, to: Column): boolean;
  /** Whether adding the column does. */
  rewritesToAdd(column: Column): boolean;
}

/** A dialect, and the version of the server that statements are for: 150004 is PostgreSQL 15.4. */
export interface Target {
  readonly dialect: Dialect;
  readonly serverVersion: number;
}

export interface Dialect extends Values {
  readonly name: DialectName;
  /** Whether a failed migration leaves the database as it was. */
  readonly transactionalDdl: boolean;
  /** Whether checks, generated columns and indexes follow by themselves when a column that they speak of is renamed. */
  readonly followsRenames: boolean;
  /** Whether indexes and sequences have names of the schema that their table is in, which they take along to another one. */
  readonly namesBySchema: boolean;
  /**
   * Whether a view holds on to what it reads: that is not dropped under it, and the view follows its renames. Elsewhere a view is a text that stays as it is, and
   * fails when it is used.
   */
  readonly viewsHold: boolean;
  /** What TypeORM writes down of, besides plain views and stored generated columns. */
  readonly notes: {
    readonly virtualColumns: boolean;
    readonly materializedViews: boolean;
  };
  /** SQL that was typed for the application's sessions, as it reads in any. Absent where it does so as it is. */
  readonly plainly?: (typed: string) => string;
  /**
   * Sets aside what settings of a session would do to questions and statements, and gives what puts them back. Absent where there are none of the kind.
   * @throws DatabaseError where nothing can be migrated in this session.
   */
  readonly settled?: (
    database: Database,
    purpose: Purpose,
  ) => Promise<() => Promise<void>>;
  /** What running revisions asks of the server. */
  readonly running: Running;
  /** How rows are filled in batches. */
  readonly batches: Batches;
  /** The schema that the entities ask for, in the words of this server as far as they are known without it. */
  desire(
    declared: readonly DeclaredTable[],
    connection: DeclaredConnection,
    views?: readonly DeclaredView[],
  ): Schema;
  /** Whether each table is there, and whether the role may read its rows. */
  access(
    database: Database,
    tables: readonly TableId[],
  ): Promise<readonly Access[]>;
  /**
   * Tables of the same names in other schemas, which this role could move. Absent where a schema is not a part of the database, but another one: that of
   * another application, or the same one's for its tests.
   */
  readonly namesakes?: (
    database: Database,
    tables: readonly TableId[],
  ) => Promise<readonly TableId[]>;
  /** Whatever shares its names with tables in these schemas. Absent where they share them with nothing but views. */
  readonly takenNames?: (
    database: Database,
    schemas: readonly (string | undefined)[],
  ) => Promise<readonly TakenName[]>;
  /** Reads the catalogs, in one snapshot, in a number of queries that does not grow with the schema. */
  introspect(database: Database, scope: Scope): Promise<Introspection>;
  /** The tables with what of them is read only where they change, a query for each of them. Absent where `introspect` tells all. */
  readonly withTold?: (
    database: Database,
    tables: readonly Table[],
  ) => Promise<readonly Table[]>;
  /** The schema after renames: the server itself says how expressions read then. */
  rename(
    database: Database,
    schema: Schema,
    renames: readonly Rename[],
    place: Place,
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
    server: Server,
  ): Promise<Canonical>;
  /** What the server says against it; `undefined` for what it accepts, or cannot be asked about. Changes nothing, and reads no row. */
  refusal(database: Database, asked: AskedValue): Promise<string | undefined>;
  /** How many rows hold something: exact where that is cheap. */
  count(
    database: Database,
    counted: readonly Counted[],
  ): Promise<readonly (RowCount | undefined)[]>;
  /** The views that read these columns, these views themselves, and all views on those, whoever made them, as they read after the renames. */
  dependants(
    database: Database,
    on: Dependencies,
    renaming: Renaming,
  ): Promise<readonly View[]>;
  /** Every foreign key on these tables as a table of its own, with nothing but that and its columns. */
  referrers(
    database: Database,
    tables: readonly TableId[],
    serverVersion: number,
  ): Promise<readonly Table[]>;
  /** What TypeORM wrote down in its table of that name; nothing where there is no such table. */
  recorded(database: Database, table: TableId): Promise<readonly RecordRow[]>;
  /** What is made by hand and uses these, as it is called after the renames. */
  handmade(
    database: Database,
    affected: Affected,
    renaming: Renaming,
  ): Promise<readonly Handmade[]>;
  /** Triggers of tables that fire when rows are updated, as this session updates them. */
  firing(
    database: Database,
    tables: readonly TableId[],
  ): Promise<readonly FiringTrigger[]>;
  /** What of these the server refuses to make again, as what keeps columns from having other types. Absent where nothing of the kind steps aside. */
  readonly unfit?: (
    database: Database,
    rehearsed: Rehearsed,
  ) => Promise<readonly Handmade[]>;
  /** What the server refuses of the operation because the table has partitions. Absent where it is asked in another way. */
  readonly refusedPartitioned?: (
    operation: Operation,
    table: PartitionedTable,
  ) => Refused | undefined;
  /** Columns whose values this operation makes anew, so that the server refuses while other objects use them. */
  disturbed(
    operation: Operation,
    serverVersion: number,
  ): readonly Disturbance[];
  /**
   * The statements of operations that come in an order that the server accepts; `place` is by default the server's usual schema. What one
   * statement can do for a table is put together where that is safer than apart. `before` is what the tables are like after renames that come first,
   * `stood` what they were like when the database was read: a column that comes back goes where it was, where the server can do that.
   */
  compile(
    operations: readonly Operation[],
    place?: Place,
    before?: readonly Table[],
    stood?: readonly Table[],
  ): readonly Compiled[];
  /** Where DDL commits by itself: what each of the operations, or one like it, is done with; undefined for what no statement does. */
  readonly unitsOf?: (
    operations: readonly Operation[],
  ) => (operation: Operation) => Unit | undefined;
  /** What holds everybody up while it is done. Absent where most changes let others go on. */
  readonly locks?: Locks;
}
