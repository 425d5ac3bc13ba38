// What a change is: one tagged union of plain data. Each operation holds both states, so that it can be taken back.
import type {
  Handmade,
  Column,
  Constraint,
  EnumType,
  EnumTypeId,
  Index,
  SequenceId,
  Table,
  TableId,
} from "../schema/schema";
import type {
  AlterView,
  CreateView,
  DropView,
  RenameView,
} from "./viewOperation";

export type * from "./viewOperation";

export type Operation =
  | CreateSchema
  | DropSchema
  | CreateExtension
  | DropExtension
  | CreateEnumType
  | DropEnumType
  | RenameEnumType
  | RenameEnumLabel
  | RenameSequence
  | AlterEnumType
  | CreateTable
  | DropTable
  | RenameTable
  | AlterTableComment
  | AlterTableEngine
  | AddColumn
  | DropColumn
  | RenameColumn
  | AlterColumn
  | AddConstraint
  | DropConstraint
  | RenameConstraint
  | CreateIndex
  | DropIndex
  | RenameIndex
  | CreateView
  | DropView
  | AlterView
  | RenameView
  | AlterRecord
  | TakeDown
  | PutBack;

export type OperationKind = Operation["kind"];

export interface CreateSchema {
  readonly kind: "createSchema";
  readonly schema: string;
}

export interface DropSchema {
  readonly kind: "dropSchema";
  readonly schema: string;
}

export interface CreateExtension {
  readonly kind: "createExtension";
  readonly extension: string;
}

/** Only the way back of the one above: what no entity needs may be somebody else's. */
export interface DropExtension {
  readonly kind: "dropExtension";
  readonly extension: string;
}

export interface CreateEnumType {
  readonly kind: "createEnumType";
  readonly enumType: EnumType;
}

export interface DropEnumType {
  readonly kind: "dropEnumType";
  readonly enumType: EnumType;
}

export interface RenameEnumType {
  readonly kind: "renameEnumType";
  readonly from: EnumTypeId;
  readonly to: EnumTypeId;
}

/** The label keeps its place, and rows that hold it hold the new one. */
export interface RenameEnumLabel {
  readonly kind: "renameEnumLabel";
  readonly enumType: EnumTypeId;
  readonly from: string;
  readonly to: string;
}

/** A sequence that a column owns, named after it, follows the column's new name. */
export interface RenameSequence {
  readonly kind: "renameSequence";
  /** The table of the column, which has its new name already. */
  readonly table: TableId;
  readonly from: SequenceId;
  readonly to: SequenceId;
}

/** A column that has the enum type before and after. */
export interface EnumUse {
  readonly table: TableId;
  readonly from: Column;
  readonly to: Column;
}

/** Labels added, removed or put in another order. */
export interface AlterEnumType {
  readonly kind: "alterEnumType";
  readonly from: EnumType;
  readonly to: EnumType;
  readonly uses: readonly EnumUse[];
  /** A label that is new is used in the same file, which a server may refuse unless the type is made anew. */
  readonly rebuild?: true;
  /** What rows that hold a label of `from` get, where it is not the label itself. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The same, on the way back. */
  readonly inverseLabels?: Readonly<Record<string, string>>;
}

/** A table with its columns, primary key, uniques, checks and exclusions. Its indexes and foreign keys are operations of their own. */
export interface CreateTable {
  readonly kind: "createTable";
  readonly table: Table;
}

export interface DropTable {
  readonly kind: "dropTable";
  readonly table: Table;
}

export interface RenameTable {
  readonly kind: "renameTable";
  readonly from: TableId;
  readonly to: TableId;
}

export interface AlterTableComment {
  readonly kind: "alterTableComment";
  readonly table: TableId;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The storage engine of MySQL and MariaDB. */
export interface AlterTableEngine {
  readonly kind: "alterTableEngine";
  readonly table: TableId;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A column that the desired table has and the live one lacks. */
export interface AddColumn {
  readonly kind: "addColumn";
  readonly table: TableId;
  readonly column: Column;
  /** An SQL expression for the rows that exist. */
  readonly backfill?: string;
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
  /** What rows that hold a label of `from` get, where it is not the label itself: for labels that are spelled out in the column, or where it moves to another enum type. */
  readonly labels?: Readonly<Record<string, string>>;
  /** The same, on the way back. */
  readonly inverseLabels?: Readonly<Record<string, string>>;
  /** Type or default differ in text, and the server could not be asked whether they differ in meaning. */
  readonly unverified?: true;
}

export interface AddConstraint {
  readonly kind: "addConstraint";
  readonly table: TableId;
  readonly constraint: Constraint;
  /** Compared as text: the server could not be asked. */
  readonly unverified?: true;
  /** Only in a plan, of a foreign key that stands aside while columns in it are renamed. */
  readonly aroundRenames?: true;
}

export interface DropConstraint {
  readonly kind: "dropConstraint";
  readonly table: TableId;
  readonly constraint: Constraint;
  /** Compared as text: the server could not be asked. */
  readonly unverified?: true;
  /** Only in a plan, of a foreign key that stands aside while columns in it are renamed. */
  readonly aroundRenames?: true;
}

export interface RenameConstraint {
  readonly kind: "renameConstraint";
  readonly table: TableId;
  readonly constraint: Constraint["kind"];
  readonly from: string;
  readonly to: string;
  /** The constraint under either name, for servers that make it anew to rename it. */
  readonly definition?: Constraint;
  /** Only in a plan: its table is on the way to another schema. */
  readonly underWay?: true;
}

export interface CreateIndex {
  readonly kind: "createIndex";
  readonly table: TableId;
  readonly index: Index;
  /** Compared as text: the server could not be asked. */
  readonly unverified?: true;
}

export interface DropIndex {
  readonly kind: "dropIndex";
  readonly table: TableId;
  readonly index: Index;
  /** Compared as text: the server could not be asked. */
  readonly unverified?: true;
}

export interface RenameIndex {
  readonly kind: "renameIndex";
  readonly table: TableId;
  readonly from: string;
  readonly to: string;
  /** Only in a plan: its table is on the way to another schema. */
  readonly underWay?: true;
}

/** What TypeORM wrote down about a view or a generated column, in the words of its entity: a row of `typeorm_metadata`. */
export interface RecordRow {
  readonly type: "VIEW" | "MATERIALIZED_VIEW" | "GENERATED_COLUMN";
  /** Absent in the connection's own schema. */
  readonly schema?: string;
  /** Of a generated column. */
  readonly table?: string;
  readonly name: string;
  readonly value: string;
}

/** TypeORM's record is kept in step, so that its own generator finds nothing left to do. Only in a plan: nothing is compared with it. */
export interface AlterRecord {
  readonly kind: "alterRecord";
  readonly table: TableId;
  readonly from: readonly RecordRow[];
  readonly to: readonly RecordRow[];
}

/** Something made by hand steps out of the way, and is put back. */
export interface TakeDown {
  readonly kind: "takeDown";
  readonly object: Handmade;
}

export interface PutBack {
  readonly kind: "putBack";
  readonly object: Handmade;
}
