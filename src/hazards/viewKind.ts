// A view that becomes materialized, or the other way round, cannot keep what only the one kind has.
import { viewWord } from "../operations/describeView";
import type { HazardRule } from "./hazard";
import { namesOf } from "./names";

export const viewKind: HazardRule = (operation) => {
  if (
    operation.kind !== "alterView" ||
    operation.from.materialized === operation.to.materialized
  )
    return undefined;
  const kind = viewWord(operation.from.materialized);
  const lost = new Map(
    (operation.from.attachments?.statements ?? []).flatMap(
      ({ only, subject, name }) =>
        only === kind && subject !== undefined && name !== undefined
          ? [[`${subject} ${name}`, { subject, name }] as const]
          : [],
    ),
  );
  return lost.size === 0
    ? undefined
    : {
        code: "GOES_ALONG",
        severity: "note",
        message: `takes ${namesOf([...lost.values()])} along, which come back on the way down`,
        remedy: `Only a ${kind} can have these.`,
      };
};
