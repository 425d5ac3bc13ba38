// What the servers will not do to a column while other objects use it.
import type { AlterColumn, Operation } from "../../operations/operation";
import type { Column } from "../../schema/schema";
import type { Disturbance } from "../dialect";
import { movesByExpression } from "./compile/detour";

/**
 * "Cannot change column: used in a foreign key constraint" holds for every change of type and collation, for NOT NULL, and for AUTO_INCREMENT.
 * Checks and generated columns are worked out anew by the server; only a column that is dropped to be replaced takes all with it.
 */
export function disturbed(operation: Operation): readonly Disturbance[] {
  if (operation.kind !== "alterColumn") return [];
  const { table, to } = operation;
  if (
    needsReplacement(operation) ||
    movesByExpression(operation) ||
    // "The SRID specification cannot be changed because there is a spatial index on the column."
    operation.from.srid !== to.srid
  )
    return [{ table, column: to.name, takes: "everything" }];
  return isRedefined(operation)
    ? [{ table, column: to.name, takes: "foreignKeys" }]
    : [];
}

const isRedefined = ({ from, to }: AlterColumn): boolean =>
  from.type !== to.type ||
  from.collation !== to.collation ||
  (from.nullable && !to.nullable) ||
  counts(from) !== counts(to);

const counts = ({ generation }: Column): boolean =>
  generation?.kind === "increment";

/** "Changing the STORED status is not supported": a column becomes virtual, or stops to be, only by being made anew. It has no values of its own to lose. */
export function needsReplacement(operation: Operation): boolean {
  if (operation.kind !== "alterColumn") return false;
  const { from, to } = operation;
  if (to.generation?.kind !== "expression") return false;
  const wasVirtual =
    from.generation?.kind === "expression" && !from.generation.stored;
  const wasStored =
    from.generation?.kind === "expression" && from.generation.stored;
  return to.generation.stored ? wasVirtual : !wasVirtual || wasStored;
}
