// A new check or foreign key fails on rows that do not satisfy it.
import type { Operation } from "../operations/operation";
import { nameOf, sameId } from "../schema/identity";
import { refersAlike } from "../schema/reference";
import type { ForeignKey, Table, TableId } from "../schema/schema";
import type { HazardRule } from "./hazard";

/** Where others have to wait while rows are looked at, VALIDATION speaks of them. */
export const constraintOnExisting: HazardRule = (
  operation,
  { createdHere, live, locks },
  all,
) => {
  if (
    locks !== undefined ||
    operation.kind !== "addConstraint" ||
    createdHere(operation.table)
  )
    return undefined;
  const { table, constraint } = operation;
  switch (constraint.kind) {
    case "check":
      return {
        code: "CONSTRAINT_ON_EXISTING",
        severity: "failure",
        message: "fails on rows that do not satisfy it",
        remedy: `Look for such rows in "${nameOf(table)}" first.`,
      };
    case "foreignKey":
      return holdsAlready(constraint, live(table)) ||
        isLeftNull(constraint, table, all)
        ? undefined
        : {
            code: "CONSTRAINT_ON_EXISTING",
            severity: "failure",
            message: `fails on rows that refer to none in "${nameOf(constraint.references)}"`,
            remedy: `Look for such rows in "${nameOf(table)}" first.`,
          };
    default:
      return undefined;
  }
};

/** Whether it is there already, and changes in something else than what it looks at. */
const holdsAlready = (key: ForeignKey, live: Table | undefined): boolean =>
  live?.foreignKeys.some((known) => refersAlike(known, key)) ?? false;

/** Whether a column of it comes with NULL in all rows, which refer to nothing then. */
const isLeftNull = (
  { columns }: ForeignKey,
  table: TableId,
  all: readonly Operation[],
): boolean =>
  all.some(
    (other) =>
      other.kind === "addColumn" &&
      sameId(other.table, table) &&
      columns.includes(other.column.name) &&
      other.backfill === undefined &&
      other.column.nullable &&
      other.column.default === undefined &&
      other.column.generation === undefined,
  );
