// What is made by hand on a table or column goes with it without a word.
import type { ColumnRef } from "../dialects/dialect";
import type {
  AlterColumn,
  AlterEnumType,
  DropIndex,
  Operation,
} from "../operations/operation";
import { columnName, nameOf, sameId } from "../schema/identity";
import type { Column, Handmade, TableId } from "../schema/schema";
import type { Finding, HazardContext, HazardRule } from "./hazard";
import { namesOf } from "./names";

export const goesAlong: HazardRule = (operation, context) => {
  if (operation.kind === "dropIndex") return indexGoes(operation, context);
  const found = context.handmade.filter((object) => {
    const { subject, table, goesWith, uses } = object;
    if (table === undefined || goesWith === "fill") return false;
    if (subject === "partition key") return false;
    switch (operation.kind) {
      case "dropTable":
        return (
          sameId(table, operation.table) &&
          // These are a part of it then, and come back with it.
          !(subject === "partitions" && operation.table.partitioned)
        );
      case "dropColumn":
        return (
          goesWith === "column" &&
          uses.some(
            (use) =>
              sameId(use.table, operation.table) &&
              use.column === operation.column.name,
          )
        );
      case "alterColumn":
      case "alterEnumType":
        return goesWith === "column" && isLost(object, operation, context);
      default:
        return false;
    }
  });
  const marks = marksGone(operation);
  if (found.length + marks.length === 0) return undefined;
  const restorable = found.every(({ up }) => up.length > 0);
  return {
    code: "GOES_ALONG",
    severity: "note",
    message: `takes ${namesOf([...found, ...marks])} along${restorable ? ", which come back on the way down" : ""}`,
    remedy:
      operation.kind === "alterColumn" || operation.kind === "alterEnumType"
        ? "Rename in a migration of its own first: then these are put back."
        : "See that nothing else rests on these.",
  };
};

/** What can be put back is. */
function isLost(
  { uses, up, overwrittenBy }: Handmade,
  operation: AlterColumn | AlterEnumType,
  { replaced, overwrites }: HazardContext,
): boolean {
  if (up.length > 0) return false;
  const lost =
    overwrittenBy === undefined
      ? new Set(
          operation.kind === "alterColumn"
            ? replaced(operation).map(keyOf)
            : [],
        )
      : overwrites(operation)[overwrittenBy];
  return uses.some((use) => lost.has(keyOf(use)));
}

const keyOf = ({ table, column }: ColumnRef): string =>
  columnName(table, column);

type Named = Pick<Handmade, "subject" | "name">;

/** What is set by hand on columns is a part of them, and comes back with them. */
function marksGone(operation: Operation): Named[] {
  switch (operation.kind) {
    case "dropTable":
      return operation.table.columns.flatMap((column) =>
        marksOf(operation.table, column),
      );
    case "dropColumn":
      return marksOf(operation.table, operation.column);
    default:
      return [];
  }
}

function marksOf(
  table: TableId,
  { name, grants = [], statistics = [], storage = [] }: Column,
): Named[] {
  const column = columnName(table, name);
  const roles = [...new Set(grants.map(({ role }) => role))].join(", ");
  return [
    ...(statistics.length + storage.length === 0
      ? []
      : [{ subject: "settings", name: column }]),
    ...(roles === ""
      ? []
      : [{ subject: "grants", name: `${roles} on ${column}` }]),
  ];
}

/** An index that its entity leaves alone goes only with a column that it is on. */
function indexGoes(
  { table, index }: DropIndex,
  { live }: HazardContext,
): Finding | undefined {
  const isKept = live(table)?.handmadeIndexes?.some(
    ({ name }) => name === index.name,
  );
  if (isKept !== true) return undefined;
  const name = `${index.name} on ${nameOf(table)}`;
  return {
    code: "GOES_ALONG",
    severity: "note",
    message: `goes with a column that it is on, though its entity leaves it alone: ${namesOf([{ subject: "index", name }])}, which comes back on the way down`,
    remedy: "Make it anew on other columns where it is still needed.",
  };
}
