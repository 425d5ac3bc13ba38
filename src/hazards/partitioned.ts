// What a table with partitions cannot have, or cannot become.
import type { Operation } from "../operations/operation";
import { sameId } from "../schema/identity";
import type { TableId } from "../schema/schema";
import type { HazardRule } from "./hazard";

export const partitioned: HazardRule = (
  operation,
  { handmade, desired, refusedPartitioned },
) => {
  if (refusedPartitioned === undefined) return undefined;
  for (const id of tablesOf(operation)) {
    const by = handmade.find(
      ({ table, partitionedBy }) =>
        partitionedBy !== undefined && table !== undefined && sameId(table, id),
    )?.partitionedBy;
    if (by === undefined) continue;
    const refused = refusedPartitioned(operation, {
      id,
      by,
      primaryKey: desired(id)?.primaryKey?.columns ?? [],
    });
    if (refused !== undefined)
      return {
        code: "PARTITIONED",
        severity: "failure",
        message: `fails: ${refused.what}`,
        remedy: refused.remedy,
      };
  }
  return undefined;
};

/** A foreign key is of two tables. */
function tablesOf(operation: Operation): TableId[] {
  if (operation.kind === "createTable" || operation.kind === "dropTable")
    return [];
  if (!("table" in operation)) return [];
  return operation.kind === "addConstraint" &&
    operation.constraint.kind === "foreignKey"
    ? [operation.table, operation.constraint.references]
    : [operation.table];
}
