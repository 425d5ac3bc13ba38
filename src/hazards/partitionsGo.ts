// The partitions of a dropped table go with it.
import { nameOf } from "../schema/identity";
import type { HazardRule } from "./hazard";
import { namesOf } from "./names";

export const partitionsGo: HazardRule = (operation) => {
  const partitions =
    operation.kind === "dropTable"
      ? (operation.table.partitioned?.partitions ?? [])
      : [];
  return partitions.length === 0
    ? undefined
    : {
        code: "PARTITIONS_GO",
        severity: "note",
        message: `takes ${namesOf(partitions.map((partition) => ({ subject: "partition", name: nameOf(partition) })))} along; the way down makes them anew without what is set on one of them alone`,
        remedy:
          "See that nobody works with these by their own names. A default, constraint or comment of a partition alone does not come back.",
      };
};
