// An enum type is not made anew while something that is not compared has it.
import { isExtension } from "../operations/newLabels";
import { nameOf } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const enumInUse: HazardRule = (operation) => {
  if (operation.kind !== "alterEnumType") return undefined;
  const { from, to, rebuild } = operation;
  const rebuilt = rebuild === true || !isExtension(operation);
  if (!rebuilt || from.usedElsewhere === undefined) return undefined;
  return {
    code: "ENUM_IN_USE",
    severity: "failure",
    message: `fails: used by ${from.usedElsewhere.join(" and ")}`,
    remedy:
      rebuild === true && isExtension(operation)
        ? `Add the labels to "${nameOf(to)}" in a migration that is run before the one that uses them, in a transaction of its own.`
        : "Keep the labels that go and their order, or change what uses the type in an earlier migration.",
  };
};
