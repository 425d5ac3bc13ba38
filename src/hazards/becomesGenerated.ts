// A column that becomes generated gives up the values it had for those of its expression.
import { columnName } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const becomesGenerated: HazardRule = (operation) =>
  operation.kind === "alterColumn" &&
  operation.from.generation?.kind !== "expression" &&
  operation.to.generation?.kind === "expression"
    ? {
        code: "BECOMES_GENERATED",
        severity: "dataLoss",
        message: "loses data: all values, for those of the expression",
        remedy: `Look for rows in which "${columnName(operation.table, operation.to.name)}" is not what the expression gives, and keep a copy if anybody may still want it.`,
      }
    : undefined;
