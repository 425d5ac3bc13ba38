// A plain column that becomes generated goes before rows are filled from it, where the server makes it anew.
import { mentionsName } from "../operations/mentions";
import { isWorkedOut } from "../operations/workedOut";
import { columnName, sameId } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const readByFill: HazardRule = (operation, { replaced }, all) => {
  if (
    operation.kind !== "alterColumn" ||
    isWorkedOut(operation.from) ||
    !isWorkedOut(operation.to) ||
    replaced(operation).length === 0
  )
    return undefined;
  const { table, to } = operation;
  const filled = all.flatMap((other) =>
    other.kind === "addColumn" &&
    sameId(other.table, table) &&
    other.backfill !== undefined &&
    mentionsName(other.backfill, to.name)
      ? [columnName(table, other.column.name)]
      : [],
  );
  return filled.length === 0
    ? undefined
    : {
        code: "IN_THE_WAY",
        severity: "failure",
        message: `fails: ${filled.map((name) => `"${name}"`).join(" and ")} would be filled from what it held, and it is made anew before that`,
        remedy: `Add ${filled.length === 1 ? "that column" : "those columns"} in an earlier migration.`,
      };
};
