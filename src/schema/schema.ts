// What a database schema is: readonly, JSON-serialisable plain data, the same for the live and the desired side.
import type { View } from "./view";

export type * from "./handmade";
export type * from "./view";

/** Names a table, view, enum type or sequence. Without `schema` it is in the connection's own schema; MySQL and MariaDB call a schema a database. */
export interface ObjectId {
  readonly schema?: string;
  readonly name: string;
}

export type TableId = ObjectId;
export type EnumTypeId = ObjectId;
export type SequenceId = ObjectId;
export type ViewId = ObjectId;

/** Everything that is compared. Lists are in no particular order, except a table's columns. */
export interface Schema {
  /** The schemas that exist or are wanted, apart from the connection's own. */
  readonly schemas: readonly string[];
  /** The extensions that exist or are wanted, by name. Absent where the server knows none. */
  readonly extensions?: readonly string[];
  readonly enumTypes: readonly EnumType[];
  readonly tables: readonly Table[];
  readonly views: readonly View[];
}

export interface EnumType extends EnumTypeId {
  /** In sort order. */
  readonly labels: readonly string[];
  /** Functions, domains and tables that are not compared and use it, in words: then it is never dropped. */
  readonly usedElsewhere?: readonly string[];
  /** A table that inherits a column of it declares that, too: it stays where the one above goes, and so does the type. */
  readonly declaredByHeirs?: true;
  readonly comment?: string;
  /** Where it is not the role of the connection. */
  readonly owner?: string;
  /** Absent where they are as they come: everybody may use the type. */
  readonly grants?: readonly Grant[];
}

export interface Table extends TableId {
  readonly comment?: string;
  /** MySQL and MariaDB: the storage engine. */
  readonly engine?: string;
  /** What columns have that name none. Only of a live table, as the next. */
  readonly collation?: string;
  /** What else `CREATE TABLE` says of the whole table, as the server prints it. */
  readonly options?: string;
  readonly columns: readonly Column[];
  readonly primaryKey?: PrimaryKey;
  readonly uniques: readonly Unique[];
  readonly checks: readonly Check[];
  readonly exclusions: readonly Exclusion[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly indexes: readonly Index[];
  /** Those that entities leave alone, on a server where such an index keeps columns from going or having other names, or goes with them without a word. */
  readonly handmadeIndexes?: readonly Index[];
  /** Of one that no entity maps, where it goes as a whole. */
  readonly partitioned?: Partitioned;
}

/** By what a table is partitioned, and into what. */
export interface Partitioned {
  /** As the server prints it: `RANGE (day)`. On MySQL and MariaDB the whole clause, with all that it makes. */
  readonly by: string;
  /** Those above before those below, where they are tables too. */
  readonly partitions: readonly Partition[];
}

export interface Partition extends TableId {
  readonly of: TableId;
  /** As the server prints it: `FOR VALUES IN (7)`. */
  readonly bound: string;
  /** Where it is partitioned itself. */
  readonly by?: string;
}

export interface Column {
  readonly name: string;
  /** As the server prints it, modifiers included: `character varying(100)`, `numeric(10,2)`, `integer[]`. */
  readonly type: string;
  /** The type behind `type`, where that is a domain. Only of a live column: entities know no domains. */
  readonly domainOver?: string;
  /** The enum type behind `type`, where there is one. */
  readonly enumType?: EnumTypeId;
  /** The values of a type that is spelled out in the column itself, in their order; those of its enum type in an operation that moves it to another. */
  readonly labels?: readonly string[];
  readonly nullable: boolean;
  /** An SQL expression. Absent where `generation` says where values come from. */
  readonly default?: string;
  readonly generation?: Generation;
  /** What the column is set to whenever its row changes: an SQL expression. */
  readonly onUpdate?: string;
  /** Only where it differs from what the column would have by itself: the type's own, or the table's. */
  readonly collation?: string;
  /** Only where the collation's name alone does not find it: of a live column, and of a desired one that names the same. */
  readonly collationSchema?: string;
  /** Only of a desired column: stands for that character set's usual collation until the server has said which it is. */
  readonly charset?: string;
  /** The one spatial reference system that values may have. */
  readonly srid?: number;
  readonly comment?: string;
  /** Only of a live column, as the next: entities can say none of them, and nothing changes them. How many digits are shown. */
  readonly width?: number;
  readonly zerofill?: true;
  readonly invisible?: true;
  readonly compressed?: true;
  /** What else the definition says of it, as the server prints it: `COLUMN_FORMAT FIXED`. */
  readonly options?: readonly string[];
  /** A condition that is part of the column and has no name of its own. */
  readonly check?: string;
  /** Where not the type's own, as the server writes it after ALTER COLUMN: `SET STORAGE EXTERNAL`. Only of a live column, as the next two. */
  readonly storage?: readonly string[];
  /** What the planner is told, likewise: `SET STATISTICS 500`. */
  readonly statistics?: readonly string[];
  readonly grants?: readonly Grant[];
}

/** A privilege on one column or sequence. */
export interface Grant {
  readonly privilege: string;
  /** As it is written in SQL: quoted where it has to be, or PUBLIC. */
  readonly role: string;
  readonly grantable?: true;
}

/** Where a column's values come from, when not from the application or a default. */
export type Generation =
  | {
      readonly kind: "serial";
      readonly sequence: SequenceId;
      /** The default that calls the sequence, as the server prints it. Only of a live column. */
      readonly call?: string;
      readonly options?: SequenceOptions;
    }
  | {
      readonly kind: "identity";
      readonly mode: "ALWAYS" | "BY DEFAULT";
      /** Only of a live column. */
      readonly sequence?: SequenceId;
      readonly options?: SequenceOptions;
    }
  /** AUTO_INCREMENT: the table counts, without a sequence. */
  | { readonly kind: "increment" }
  | {
      readonly kind: "expression";
      readonly expression: string;
      readonly stored: boolean;
    };

/** In what a live sequence differs from the one that its column would be given: entities can say none of it. Numbers may be beyond JSON's. */
export interface SequenceOptions {
  readonly type?: string;
  readonly increment?: string;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly start?: string;
  readonly cache?: string;
  readonly cycle?: true;
  readonly comment?: string;
  readonly grants?: readonly Grant[];
}

export type Constraint = PrimaryKey | Unique | Check | Exclusion | ForeignKey;

/** What is set by hand on a constraint or an index. Only of a live one: entities can say none of it. */
export interface Marks {
  readonly comment?: string;
}

/** The same, where there is an index. */
export interface IndexMarks extends Marks {
  /** The table is clustered on it. */
  readonly clustered?: true;
  /** It tells the rows of the table apart for those who replicate it. */
  readonly replicaIdentity?: true;
  readonly tablespace?: string;
  /** Storage parameters as `name=value`, or whatever else the server prints of it. */
  readonly parameters?: readonly string[];
  /** Columns that are in the index beside its keys. */
  readonly include?: readonly string[];
}

export interface PrimaryKey extends IndexMarks {
  readonly kind: "primaryKey";
  readonly name: string;
  readonly columns: readonly string[];
  /** Only of a live key. */
  readonly deferrable?: Deferrable;
}

/** `INITIALLY …` of a deferrable constraint. */
export type Deferrable = "IMMEDIATE" | "DEFERRED";

export interface Unique extends IndexMarks {
  readonly kind: "unique";
  readonly name: string;
  readonly columns: readonly string[];
  readonly deferrable?: Deferrable;
  readonly nullsNotDistinct?: true;
}

export interface Check extends Marks {
  readonly kind: "check";
  readonly name: string;
  readonly expression: string;
  readonly noInherit?: true;
  readonly notValid?: true;
  /** Only of a live check: the server looks at no row. */
  readonly notEnforced?: true;
}

export interface Exclusion extends Omit<IndexMarks, "include"> {
  readonly kind: "exclusion";
  readonly name: string;
  /** What follows the word EXCLUDE. */
  readonly expression: string;
  readonly deferrable?: Deferrable;
}

export type ReferentialAction =
  "NO ACTION" | "RESTRICT" | "CASCADE" | "SET NULL" | "SET DEFAULT";

export interface ForeignKey extends Marks {
  readonly kind: "foreignKey";
  readonly name: string;
  readonly columns: readonly string[];
  readonly references: TableId;
  readonly referencedColumns: readonly string[];
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly deferrable?: Deferrable;
  /** Only of a live key, as the next: entities can say neither. */
  readonly matchFull?: true;
  /** The columns that ON DELETE SET NULL and SET DEFAULT set, where not all. */
  readonly setColumns?: readonly string[];
  readonly notValid?: true;
  /** In an operation: the server's own index for the key, of its name, comes and goes with it. */
  readonly withIndex?: true;
}

export interface Index extends IndexMarks {
  readonly name: string;
  readonly unique: boolean;
  /** The access method: `btree`, `gin`, … */
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly predicate?: string;
  readonly nullsNotDistinct?: true;
  /** What splits the text of a full-text index into words, where not the server's own. */
  readonly parser?: string;
  /** The server made it for a foreign key that has the same name, or will. */
  readonly implied?: true;
  /** Only of a live index, as the next two: kept up, and not used. */
  readonly invisible?: true;
  /** Statistics targets of its expressions, as the server writes them after ALTER INDEX: `ALTER COLUMN 1 SET STATISTICS 500`. */
  readonly statistics?: readonly string[];
  /** It was left half built, by CREATE INDEX CONCURRENTLY that failed: no query uses it. */
  readonly invalid?: true;
}

/** One key of an index: a column or an expression, and what is unusual about its order. */
export interface IndexKey {
  readonly column?: string;
  readonly expression?: string;
  readonly collation?: string;
  readonly operatorClass?: string;
  /** Only so many characters or bytes from the start of the value. */
  readonly length?: number;
  readonly descending?: true;
  /** Only where it differs from what the direction implies. */
  readonly nulls?: "FIRST" | "LAST";
}

/** Something the entities or the database hold that this version does not compare. */
export interface Notice {
  /** What it is: `view`, `materialized view`, … */
  readonly subject: string;
  readonly name: string;
  readonly reason: string;
}
