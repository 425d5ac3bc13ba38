// NULL → NOT NULL fails on rows that hold NULL.
import { carriesValues } from "../operations/workedOut";
import { columnName } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const setNotNull: HazardRule = (operation, { createdHere }) =>
  carriesValues(operation) &&
  operation.from.nullable &&
  !operation.to.nullable &&
  operation.backfill === undefined &&
  !createdHere(operation.table)
    ? {
        code: "NOT_NULL_SET",
        severity: "failure",
        message: "fails while rows hold NULL",
        remedy: `Fill them: --backfill ${columnName(operation.table, operation.to.name)}=<expression>.`,
      }
    : undefined;
