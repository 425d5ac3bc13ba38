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
  AddColumn,
  AlterColumn,
  DropColumn,
  RenameColumn,
} from "./columnOperation";
import type {
  AlterView,
  CreateView,
  DropView,
  RenameView,
} from "./viewOperation";

export type * from "./columnOperation";
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
