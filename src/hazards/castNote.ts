// A change of type that reads or writes values otherwise than one may expect.
import type { HazardRule } from "./hazard";

export const castNote: HazardRule = (operation, { castNote }) => {
  if (operation.kind !== "alterColumn" || operation.cast !== undefined)
    return undefined;
  const note = castNote?.(operation.from, operation.to);
  return note && { code: "CAST_NOTE", severity: "note", ...note };
};
