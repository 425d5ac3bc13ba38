// What filling rows in batches asks of a server.
import type { BatchedFill } from "../operations/batchedFill";
import type { Table } from "../schema/schema";
import type { Statement } from "./dialect";

export interface Batches {
  /** The column by whose order the rows of the table can be gone through; undefined where it has none. Absent where the server needs none. */
  readonly walkedBy?: (table: Table) => string | undefined;
  /**
   * The statements that fill the rows before everything else in the file is done, the rest of which is one transaction. They can be run again, and go on
   * where they were left. Absent where rows are filled in their place, since each statement commits by itself.
   */
  readonly ahead?: (operation: BatchedFill) => readonly Statement[];
}
