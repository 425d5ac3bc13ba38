// PostgreSQL reads the whole table under ACCESS EXCLUSIVE to prove that no NULL is left.
import { nameOf } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const notNullScan: HazardRule = (operation, { createdHere, locks }) =>
  locks !== undefined &&
  operation.kind === "alterColumn" &&
  operation.from.nullable &&
  !operation.to.nullable &&
  !createdHere(operation.table)
    ? {
        code: "NOT_NULL_SCAN",
        severity: "lock",
        message: `reads all of "${nameOf(operation.table)}", and nobody reads or writes there meanwhile`,
        remedy:
          "On a large table, add CHECK (… IS NOT NULL) NOT VALID and VALIDATE it beforehand: then nothing is read.",
      }
    : undefined;
