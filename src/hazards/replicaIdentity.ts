// An index by which rows are told apart in replication goes, or a column of it may become NULL.
import { nameOf } from "../schema/identity";
import type { IndexMarks } from "../schema/schema";
import type { HazardContext, HazardRule } from "./hazard";

export const replicaIdentity: HazardRule = (operation, context) => {
  switch (operation.kind) {
    case "dropIndex":
    case "dropConstraint": {
      const item: IndexMarks =
        operation.kind === "dropIndex" ? operation.index : operation.constraint;
      return item.replicaIdentity && !context.isDropped(operation.table)
        ? {
            code: "REPLICA_IDENTITY",
            severity: "failure",
            message:
              "it tells rows apart for replication: without it, UPDATE and DELETE of published rows fail",
            remedy: `Set another one first: ALTER TABLE "${nameOf(operation.table)}" REPLICA IDENTITY …`,
          }
        : undefined;
    }
    case "alterColumn":
      return !operation.from.nullable &&
        operation.to.nullable &&
        identifies(operation.table, operation.to.name, context)
        ? {
            code: "REPLICA_IDENTITY",
            severity: "failure",
            message: "fails: a column of the replica identity cannot be NULL",
            remedy: `Set another one first: ALTER TABLE "${nameOf(operation.table)}" REPLICA IDENTITY …`,
          }
        : undefined;
    default:
      return undefined;
  }
};

function identifies(
  table: Parameters<HazardContext["live"]>[0],
  column: string,
  { live }: HazardContext,
): boolean {
  const found = live(table);
  if (found === undefined) return false;
  return (
    found.uniques.some(
      (unique) => unique.replicaIdentity && unique.columns.includes(column),
    ) ||
    found.indexes.some(
      (index) =>
        index.replicaIdentity &&
        index.keys.some((key) => key.column === column),
    )
  );
}
