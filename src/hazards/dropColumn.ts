// The values of a dropped column are gone, unless they were worked out from others.
import { lossWords } from "../questions/facts";
import { columnName } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const dropColumn: HazardRule = (operation, { count, original }) =>
  operation.kind === "dropColumn" &&
  operation.column.generation?.kind !== "expression"
    ? {
        code: "DROP_COLUMN",
        severity: "dataLoss",
        message: `loses data: ${lossWords(count(operation.table, operation.column.name), "value")}`,
        remedy: `Stop using "${columnName(original.table(operation.table), original.column(operation.table, operation.column.name))}" in every running version first, and keep a copy if anybody may still want it.`,
      }
    : undefined;
