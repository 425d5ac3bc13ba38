// The rows of a dropped table are gone.
import { nameOf } from "../schema/identity";
import { lossWords } from "../questions/facts";
import type { HazardRule } from "./hazard";

export const dropTable: HazardRule = (operation, { count, original }) =>
  operation.kind === "dropTable"
    ? {
        code: "DROP_TABLE",
        severity: "dataLoss",
        message: `loses data: ${lossWords(count(operation.table), "row")}`,
        remedy: `Keep a copy of "${nameOf(original.table(operation.table))}" first, if anybody may still want it.`,
      }
    : undefined;
