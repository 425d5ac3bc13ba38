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
  /** The extensions that exist or are wanted, by name. Absent where the server knows none. */
  readonly extensions?: readonly string[];
  readonly enumTypes: readonly EnumType[];
  readonly tables: readonly Table[];
}

export interface EnumType extends EnumTypeId {
  /** In sort order. */
  readonly labels: readonly string[];
  /** Functions, domains and tables that are not compared and use it, in words: then it is never dropped. */
  readonly usedElsewhere?: readonly string[];
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
  /** Only where the collation's name alone does not find it: of a live column, and of a desired one that names the same. */
  readonly collationSchema?: string;
  readonly comment?: string;
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
}

export type Constraint = PrimaryKey | Unique | Check | Exclusion | ForeignKey;

/** What entities can say of no constraint that has an index: only of a live one. */
export interface BackingIndex {
  readonly include?: readonly string[];
  /** Storage parameters as `name=value`. */
  readonly parameters?: readonly string[];
}

export interface PrimaryKey extends BackingIndex {
  readonly kind: "primaryKey";
  readonly name: string;
  readonly columns: readonly string[];
  /** Only of a live key. */
  readonly deferrable?: Deferrable;
}

/** `INITIALLY …` of a deferrable constraint. */
export type Deferrable = "IMMEDIATE" | "DEFERRED";

export interface Unique extends BackingIndex {
  readonly kind: "unique";
  readonly name: string;
  readonly columns: readonly string[];
  readonly deferrable?: Deferrable;
  readonly nullsNotDistinct?: true;
}

export interface Check {
  readonly kind: "check";
  readonly name: string;
  readonly expression: string;
  readonly noInherit?: true;
  readonly notValid?: true;
}

export interface Exclusion {
  readonly kind: "exclusion";
  readonly name: string;
  /** What follows the word EXCLUDE. */
  readonly expression: string;
  readonly deferrable?: Deferrable;
}

export type ReferentialAction =
  "NO ACTION" | "RESTRICT" | "CASCADE" | "SET NULL" | "SET DEFAULT";

export interface ForeignKey {
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

export interface Index {
  readonly name: string;
  readonly unique: boolean;
  /** The access method: `btree`, `gin`, … */
  readonly method: string;
  readonly keys: readonly IndexKey[];
  readonly include?: readonly string[];
  readonly predicate?: string;
  readonly nullsNotDistinct?: true;
  /** Storage parameters as `name=value`. */
  readonly parameters?: readonly string[];
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
