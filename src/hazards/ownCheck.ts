// A check that is a part of its column goes with it to another type: rows may not satisfy it there, or the server refuses it.
import type { AlterColumn } from "../operations/operation";
import { nameOf } from "../schema/identity";
import type { HazardContext, HazardRule } from "./hazard";

export const ownCheck: HazardRule = (operation, context) => {
  if (operation.kind !== "alterColumn") return undefined;
  const { table, from, to } = operation;
  if (from.check === undefined) return undefined;
  if (to.check === undefined)
    return {
      code: "GOES_ALONG",
      severity: "note",
      message: `takes the column's check along, which the server does not accept of what it becomes, and which comes back on the way down: ${from.check}`,
      remedy: "Say it anew, as it can be said then.",
    };
  return mayHoldNoMore(operation, context)
    ? {
        code: "CONSTRAINT_ON_EXISTING",
        severity: "failure",
        message: `fails on rows that do not satisfy the column's check then: ${to.check}`,
        remedy: `Look for such rows in "${nameOf(table)}" first.`,
      }
    : undefined;
};

/** Whether values, or what is equal to them, become others. */
const mayHoldNoMore = (
  { table, from, to, cast, labels = {} }: AlterColumn,
  { misfits, silentLoss }: HazardContext,
): boolean =>
  cast !== undefined ||
  Object.keys(labels).length > 0 ||
  from.check !== to.check ||
  from.collation !== to.collation ||
  from.generation?.kind !== to.generation?.kind ||
  silentLoss(from, to) !== undefined ||
  (kindOf(from.type) !== kindOf(to.type) &&
    misfits(table, to.name) !== undefined);

/** `varchar` of `varchar(20)`. */
const kindOf = (type: string): string => type.split("(", 1).join("");
