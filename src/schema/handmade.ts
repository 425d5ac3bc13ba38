// What is made by hand around what is modelled, and is put back or named where that changes.
import type { TableId } from "./schema";

/** By what a table has partitions, or partitions have some below. Without columns, a `key` is the primary key. */
export interface PartitionedBy {
  readonly method: "expression" | "columns" | "key";
  readonly columns: readonly string[];
}

/** Something made by hand that a change takes along, or that stands in its way. Only the server knows what it is, so it is carried as statements. */
export interface Handmade {
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
  /** The tables and views that it uses as a whole, likewise. */
  readonly usesTables: readonly TableId[];
  /**
   * What takes it along without a word: its table, or any column that it uses. `nothing` does: then PostgreSQL refuses. `rowType` is a column
   * that has the table's rows as its type, which only a column that is dropped does not mind. `sequence` is in the way of that of the
   * column alone. `fill` only minds rows that are filled in, and
   * need not be put back. `breaks` is in nobody's way, and fails when it is used afterwards. `name` is in nobody's way either, and stays with the name.
   */
  readonly goesWith:
    | "table"
    | "column"
    | "nothing"
    | "rowType"
    | "sequence"
    | "fill"
    | "breaks"
    | "name";
  /**
   * Of what a partition or a table that inherits has of its own on a column of the table above it: the change of that column which overwrites it,
   * besides its being made anew. Absent for all else.
   */
  readonly overwrittenBy?: "default" | "type" | "nothing";
  /** What the server refuses while it is there: that columns that it uses go; that they have other names too; that they have other types; that its table goes to another schema. */
  readonly keeps?: "columns" | "names" | "types" | "schema";
  /** Only of the partitions of a table that is changed itself. */
  readonly partitionedBy?: readonly PartitionedBy[];
  /** The statements that take it down, and those that put it back; both empty where that cannot be done. */
  readonly down: readonly string[];
  readonly up: readonly string[];
}
