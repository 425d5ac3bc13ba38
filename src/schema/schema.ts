// What a database schema is: readonly, JSON-serialisable plain data, the same for the live and the desired side.

/** Names a table, view, enum type or sequence. Without `schema` it is in the connection's own schema. */
export interface ObjectId {
  readonly schema?: string;
  readonly name: string;
}

export type TableId = ObjectId;
export type EnumTypeId = ObjectId;
export type SequenceId = ObjectId;

/** Everything that is compared. Lists are in no particular order, except a table's columns. */
export interface Schema {
  /** The schemas that exist or are wanted, apart from the connection's own. */
  readonly schemas: readonly string[];
  readonly enumTypes: readonly EnumType[];
  readonly tables: readonly Table[];
}

export interface EnumType extends EnumTypeId {
  /** In sort order. */
  readonly labels: readonly string[];
  /** A function, domain or table that is not compared uses it: it is never dropped. */
  readonly usedElsewhere?: true;
}

export interface Table extends TableId {
  readonly comment?: string;
  readonly columns: readonly Column[];
  readonly primaryKey?: PrimaryKey;
  readonly uniques: readonly Unique[];
  readonly checks: readonly Check[];
  readonly exclusions: readonly Exclusion[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly indexes: readonly Index[];
}

export interface Column {
  readonly name: string;
  /** As the server prints it, modifiers included: `character varying(100)`, `numeric(10,2)`, `integer[]`. */
  readonly type: string;
  /** The type behind `type`, where that is a domain. Only of a live column: entities know no domains. */
  readonly domainOver?: string;
  /** The enum type behind `type`, where there is one. */
  readonly enumType?: EnumTypeId;
  readonly nullable: boolean;
  /** An SQL expression. Absent where `generation` says where values come from. */
  readonly default?: string;
  readonly generation?: Generation;
  /** Only where it differs from the type's own. */
  readonly collation?: string;
  readonly comment?: string;
  /** Where not the type's own, as the server writes it after ALTER COLUMN: `SET STORAGE EXTERNAL`. Only of a live column, as the next two. */
  readonly storage?: readonly string[];
  /** What the planner is told, likewise: `SET STATISTICS 500`. */
  readonly statistics?: readonly string[];
  readonly grants?: readonly Grant[];
}

/** A privilege on one column. */
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
    }
  | {
      readonly kind: "identity";
      readonly mode: "ALWAYS" | "BY DEFAULT";
      /** Only of a live column. */
      readonly sequence?: SequenceId;
    }
  | {
      readonly kind: "expression";
      readonly expression: string;
      readonly stored: boolean;
    };

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
  /** Storage parameters as `name=value`. */
  readonly parameters?: readonly string[];
  /** Columns that are in the index beside its keys. */
  readonly include?: readonly string[];
}

export interface PrimaryKey extends IndexMarks {
  readonly kind: "primaryKey";
  readonly name: string;
  readonly columns: readonly string[];
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
}

export interface Index extends IndexMarks {
  readonly name: string;
  readonly unique: boolean;
  /** The access method: `btree`, `gin`, … */
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly predicate?: string;
  readonly nullsNotDistinct?: true;
  /** Statistics targets of its expressions, as the server writes them after ALTER INDEX: `ALTER COLUMN 1 SET STATISTICS 500`. Only of a live index, as the next. */
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

/** A view that depends on a column: carried so that it can be taken down and put back as it was. */
export interface View extends ObjectId {
  readonly materialized: boolean;
  readonly definition: string;
  /** Storage and security options as `name=value`. */
  readonly parameters?: readonly string[];
  /** Statements that give back what hangs on the view: comments, grants, owner, indexes, triggers and rules. */
  readonly attachments: readonly string[];
}

/** Something made by hand that a change takes along, or that stands in its way. Only the server knows what it is, so it is carried as statements. */
export interface Bystander {
  /** What it is: `policy`, `trigger`, `statistics`, … */
  readonly subject: string;
  readonly name: string;
  /** The table that it belongs to, where it belongs to one. */
  readonly table?: TableId;
  /** The columns that it uses, of those that are asked about. */
  readonly uses: readonly {
    readonly table: TableId;
    readonly column: string;
  }[];
  /** The tables that it uses as a whole, likewise. */
  readonly usesTables: readonly TableId[];
  /**
   * What takes it along without a word: its table, or any column that it uses. `nothing` does: then PostgreSQL refuses. `rowType` is a column
   * that has the table's rows as its type, which only a column that is dropped does not mind. `fill` only minds rows that are filled in, and
   * need not be put back.
   */
  readonly goesWith: "table" | "column" | "nothing" | "rowType" | "fill";
  /** The statements that take it down, and those that put it back; both empty where that cannot be done. */
  readonly down: readonly string[];
  readonly up: readonly string[];
}
