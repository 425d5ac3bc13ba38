// Hand-made objects that use what goes or changes keep it from doing so, where they cannot step aside.
import type { ColumnRef } from "../dialects/dialect";
import { sequencesLeft } from "../operations/sequences";
import type { Operation } from "../operations/operation";
import { columnName, sameId } from "../schema/identity";
import type { Handmade } from "../schema/schema";
import type { HazardContext, HazardRule } from "./hazard";
import { namesOf } from "./names";

export const inTheWay: HazardRule = (operation, context) => {
  const found = context.handmade.filter((object) =>
    isInTheWay(object, operation, context),
  );
  if (found.length === 0) return undefined;
  return {
    code: "IN_THE_WAY",
    severity: "failure",
    message: `fails: used by ${namesOf(found)}`,
    remedy: found.some(({ subject }) => partitioning.has(subject))
      ? "What a table is partitioned by cannot change: make a new table, and move the rows."
      : "Drop it in an earlier migration, and make it anew in a later one. After a rename, in a migration of its own, most of these step aside by themselves.",
  };
};

const partitioning: ReadonlySet<string> = new Set([
  "partition key",
  "partitions",
]);

function isInTheWay(
  object: Handmade,
  operation: Operation,
  context: HazardContext,
): boolean {
  const { isDropped } = context;
  const { table, uses, usesTables, goesWith, keeps } = object;
  if (operation.kind === "renameTable")
    return (
      keeps === "schema" &&
      table !== undefined &&
      sameId(table, operation.to) &&
      operation.from.schema !== operation.to.schema
    );
  if (operation.kind === "renameColumn")
    return (
      keeps === "names" &&
      uses.some(
        (use) =>
          sameId(use.table, operation.table) && use.column === operation.to,
      )
    );
  if (keeps === "types") return usesAny(uses, context.remade(operation));
  if (goesWith === "breaks" || goesWith === "name") return false;
  if (table !== undefined && isDropped(table)) return false;
  switch (operation.kind) {
    case "dropTable":
      return (
        goesWith !== "column" &&
        // What a table is partitioned by goes with it.
        !partitioning.has(object.subject) &&
        [...usesTables, ...uses.map((use) => use.table)].some((used) =>
          sameId(used, operation.table),
        )
      );
    case "dropColumn":
      return (
        (goesWith === "table" ||
          goesWith === "nothing" ||
          goesWith === "sequence") &&
        uses.some(
          (use) =>
            sameId(use.table, operation.table) &&
            use.column === operation.column.name,
        )
      );
    case "alterColumn":
      if (goesWith === "sequence")
        return (
          sequencesLeft(operation).length > 0 &&
          uses.some(
            (use) =>
              sameId(use.table, operation.table) &&
              use.column === operation.to.name,
          )
        );
      return isUsedRemade(object, operation, context);
    case "dropView":
      if (table !== undefined && sameId(table, operation.view)) return false;
      return usesTables.some((used) => sameId(used, operation.view));
    default:
      return (
        isUsedRemade(object, operation, context) ||
        speaksOfLost(object, operation, context)
      );
  }
}

/** Whether it would step aside, and cannot be put back: it names a label that the type has no more. */
function speaksOfLost(
  { uses, up }: Handmade,
  operation: Operation,
  { remade }: HazardContext,
): boolean {
  if (operation.kind !== "alterEnumType") return false;
  const lost = operation.from.labels
    .filter((label) => !operation.to.labels.includes(label))
    .map((label) => `'${label.replaceAll("'", "''")}'`);
  if (!up.some((sql) => lost.some((label) => sql.includes(label))))
    return false;
  return usesAny(uses, remade(operation));
}

function usesAny(
  uses: readonly ColumnRef[],
  columns: readonly ColumnRef[],
): boolean {
  const names = new Set(
    columns.map(({ table, column }) => columnName(table, column)),
  );
  return uses.some((use) => names.has(columnName(use.table, use.column)));
}

/** Whether it uses what the operation makes anew, and cannot step aside. */
function isUsedRemade(
  { uses, usesTables, goesWith, keeps, up }: Handmade,
  operation: Operation,
  { remade, takesDown }: HazardContext,
): boolean {
  if (
    up.length > 0 ||
    goesWith === "column" ||
    goesWith === "sequence" ||
    keeps !== undefined
  )
    return false;
  if (
    takesDown(operation).some((view) =>
      usesTables.some((used) => sameId(used, view)),
    )
  )
    return true;
  return usesAny(uses, remade(operation));
}
