// The columns of a table's period stay while it is there, and have one type.
import type { Operation } from "../operations/operation";
import { nameOf } from "../schema/identity";
import type { Column, Period, TableId } from "../schema/schema";
import type { HazardContext, HazardRule } from "./hazard";
import { namesOf } from "./names";

export const ofPeriod: HazardRule = (operation, context) => {
  const change = changeIn(operation);
  if (change === undefined) return undefined;
  const { table, column } = change;
  const period = context.live(table)?.period;
  if (period === undefined || ![period.start, period.end].includes(column))
    return undefined;
  if (operation.kind === "alterColumn" && fits(table, period, context))
    return undefined;
  const name = `${period.name} on ${nameOf(table)}`;
  return {
    code: "IN_THE_WAY",
    severity: "failure",
    message: `fails: used by ${namesOf([{ subject: "period", name }])}`,
    remedy: `Drop it in an earlier migration, with the keys that have it: DROP PERIOD FOR ${period.name}. Make them anew in a later one.`,
  };
};

interface Change {
  readonly table: TableId;
  readonly column: string;
}

/** What a column of a period may not take. */
function changeIn(operation: Operation): Change | undefined {
  switch (operation.kind) {
    case "dropColumn":
      return { table: operation.table, column: operation.column.name };
    case "alterColumn":
      return operation.from.type === operation.to.type
        ? undefined
        : { table: operation.table, column: operation.to.name };
    default:
      return undefined;
  }
}

function fits(
  table: TableId,
  { start, end }: Period,
  { desired }: HazardContext,
): boolean {
  const types = [start, end].map(
    (name) =>
      desired(table)?.columns.find((column: Column) => column.name === name)
        ?.type,
  );
  const [first = "", second] = types;
  return first === second && ofTime.test(first);
}

/** "Application-Time Periods" in MariaDB's knowledge base. */
const ofTime = /^(date|datetime|timestamp)\b/;
