// A foreign key of a table that is not compared keeps its column as it is, while the key that it refers to changes or goes.
import type { Operation } from "../operations/operation";
import { nameOf } from "../schema/identity";
import type { ForeignKey, Table } from "../schema/schema";
import type { HazardContext, HazardRule } from "./hazard";

export const referencedElsewhere: HazardRule = (operation, context) => {
  const broken =
    "table" in operation
      ? context
          .bystanders(operation.table)
          .flatMap((bystander) =>
            bystander.foreignKeys
              .filter((key) => breaks(operation, key, bystander, context))
              .map((key) => ({ bystander, key })),
          )
      : [];
  if (broken.length === 0) return undefined;
  const keys = broken.map(
    ({ bystander, key }) =>
      `foreign key "${key.name}" of table "${nameOf(bystander)}"`,
  );
  return {
    code: "REFERENCED_ELSEWHERE",
    severity: "failure",
    message: `fails: ${keys.join(" and ")} refers to it, which is not compared`,
    remedy:
      "Map that table by an entity that changes with it, or drop the foreign key in an earlier migration.",
  };
};

function breaks(
  operation: Operation,
  { columns, referencedColumns }: ForeignKey,
  bystander: Table,
  { desired, comparable }: HazardContext,
): boolean {
  switch (operation.kind) {
    case "alterColumn": {
      const { to } = operation;
      const name = columns[referencedColumns.indexOf(to.name)];
      const column = bystander.columns.find((item) => item.name === name);
      return column !== undefined && !comparable(column, to);
    }
    case "dropTable":
      return true;
    case "dropColumn":
      return referencedColumns.includes(operation.column.name);
    case "dropConstraint":
    case "dropIndex": {
      const after = desired(operation.table);
      return after !== undefined && !hasKey(after, referencedColumns);
    }
    default:
      return false;
  }
}

/** What a foreign key may refer to: a primary key, or what is unique without a condition. */
function hasKey(
  { primaryKey, uniques, indexes }: Table,
  columns: readonly string[],
): boolean {
  return [
    ...(primaryKey === undefined ? [] : [primaryKey.columns]),
    ...uniques
      .filter(({ deferrable }) => deferrable === undefined)
      .map((unique) => unique.columns),
    ...indexes
      .filter(({ unique, predicate }) => unique && predicate === undefined)
      .map(({ keys }) => keys.map(({ column }) => column)),
  ].some(
    (key) =>
      key.length === columns.length &&
      columns.every((column) => key.includes(column)),
  );
}
