// Columns whose values the server works out: whatever they held before counts for nothing.
import type { AlterColumn, Operation } from "./operation";
import type { Column } from "../schema/schema";

export const isWorkedOut = ({ generation }: Column): boolean =>
  generation?.kind === "expression";

/** Whether values come of the same expression before and after. */
export const keepsExpression = ({ from, to }: AlterColumn): boolean =>
  from.generation?.kind === "expression" &&
  to.generation?.kind === "expression" &&
  from.generation.expression === to.generation.expression;

/** Whether values may have to be made fit: they get another type, another reference system, or another collation and its character set. */
export const isRetyped = ({
  from,
  to,
}: Pick<AlterColumn, "from" | "to">): boolean =>
  from.type !== to.type ||
  from.srid !== to.srid ||
  from.collation !== to.collation;

/** Whether the values that a column had go on to its new type. */
export const carriesValues = (operation: Operation): operation is AlterColumn =>
  operation.kind === "alterColumn" && !isWorkedOut(operation.to);
