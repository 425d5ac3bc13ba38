// A change of type that rounds or cuts values without an error.
import { carriesValues } from "../operations/workedOut";
import type { HazardRule } from "./hazard";

export const castLossy: HazardRule = (operation, { silentLoss }) => {
  if (!carriesValues(operation) || operation.cast !== undefined)
    return undefined;
  const loss = silentLoss(operation.from, operation.to);
  return loss === undefined
    ? undefined
    : {
        code: "CAST_LOSSY",
        severity: "dataLoss",
        message: `loses data: ${loss}`,
        remedy: "Look for rows that this changes before you run it.",
      };
};
