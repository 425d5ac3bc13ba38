// What a dialect knows of values: how they go from one type to another, what they lose on the way, and which do not fit.
import type { Operation } from "../operations/operation";
import type { Column } from "../schema/schema";
import type {
  CastChoice,
  CastNote,
  ColumnRef,
  Reference,
  TypeChange,
  Uncopied,
} from "./asked";
import type { Database } from "./dialect";

/** One way to carry the values of a key to another type: a function, over the key and over each column that refers to it. */
export interface KeyCast {
  /** `Uuids that look random`. */
  readonly meaning: string;
  /** An SQL expression of the new value of the column of this name. */
  readonly expression: (column: string) => string;
}

export interface Values {
  /** What rows that are there get in a new NOT NULL column without a default, in words; `undefined` where the server refuses it. */
  impliedValue(column: Column): string | undefined;
  /** Whether every cast of a table reads the values from before, whatever else changes: elsewhere columns change one after the other. */
  readonly castsAtOnce: boolean;
  /** Which of the changes the server has a cast for, in the same order. */
  castable(
    database: Database,
    changes: readonly TypeChange[],
  ): Promise<readonly boolean[]>;
  /**
   * Ways to carry values over where the server has no cast, complete expressions; the first is undone by the first of the reverse. Without
   * a `key`, only those that give one value for one value in any table.
   */
  keyCasts(from: Column, to: Column, key?: ColumnRef): readonly KeyCast[];
  /**
   * Casts that give values of different meaning, so that the server's own is not to be taken: none where it is. Those of the way back are in
   * the same order.
   */
  castChoices(from: Column, to: Column): readonly CastChoice[];
  /** Whether those are of use only where the server has a cast as well. */
  readonly choicesNeedCast: boolean;
  /** Whether a foreign key can go from a column of the one type to one of the other. */
  comparable(a: Column, b: Column): boolean;
  /** Whether the server cannot do this in place, so that the column is dropped and added. */
  needsReplacement(operation: Operation, serverVersion: number): boolean;
  /** An SQL expression that any row can hold in this column, for a downgrade that brings back a column without its values. */
  placeholder(
    column: Column,
    enumLabels: readonly string[],
  ): string | undefined;
  /** What rows that are there are filled with when this column is added, where the server would not give its default to each of them. Absent where it always does. */
  readonly fillOf?: (column: Column) => string | undefined;
  /** An SQL condition that holds for the values of this column that would not fit; `undefined` where all do, or where that cannot be told. */
  misfit(column: string, from: Column, to: Column): string | undefined;
  /** Rows that the server refuses to copy, though they are there. Absent where it copies all. */
  readonly uncopied?: Uncopied;
  /** An SQL condition for rows, as they are, that a foreign key would refuse as what it is compared by becomes another. `undefined` where they are no texts, absent where no collation says so. */
  readonly orphans?: (reference: Reference) => string | undefined;
  /** What a change of type in place loses without an error, in words. */
  silentLoss(from: Column, to: Column): string | undefined;
  /** Whether a change of type or collation in place can make values alike that were not, where it loses nothing else. */
  merges(from: Column, to: Column): boolean;
  /** What one should know of a change of type in place that loses nothing. */
  readonly castNote?: (from: Column, to: Column) => CastNote | undefined;
  /** The column with its values as text, and without the default that they had no part in. */
  asText(column: Column): Column;
  /** The way back of a change of type where the server has no cast for it: as a rule by way of text. */
  castBack(from: Column, to: Column): string;
  /** The way back where the server has a cast which refuses some of the values that it has made itself. */
  readonly wayBack?: (from: Column, to: Column) => string | undefined;
  /** The column's value as it is, which the new type then takes or refuses. */
  valueOf(column: Column): string;
}
