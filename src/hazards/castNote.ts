// A change of type that reads or writes values otherwise than one may expect.
import { carriesValues } from "../operations/workedOut";
import type { HazardRule } from "./hazard";

export const castNote: HazardRule = (operation, { castNote }) => {
  if (!carriesValues(operation) || operation.cast !== undefined)
    return undefined;
  const note = castNote?.(operation.from, operation.to);
  return note && { code: "CAST_NOTE", severity: "note", ...note };
};
