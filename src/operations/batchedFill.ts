// Rows that are filled in batches.
import type { AddColumn, AlterColumn, Batch } from "./columnOperation";
import type { Operation } from "./operation";

export type BatchedFill = (AddColumn | AlterColumn) & {
  readonly backfill: string;
  readonly batch: Batch;
};

export const isBatchedFill = (operation: Operation): operation is BatchedFill =>
  (operation.kind === "addColumn" || operation.kind === "alterColumn") &&
  operation.backfill !== undefined &&
  operation.batch !== undefined;
