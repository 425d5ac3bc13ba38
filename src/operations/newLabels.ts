// Labels that are added to an enum type: whether nothing else happens to it, and whether the same list of operations uses them.
import type { Column } from "../schema/schema";
import type { AlterEnumType, Operation } from "./operation";

/** Whether labels are only added: then no table is touched. */
export function isExtension({ from, to }: AlterEnumType): boolean {
  const kept = to.labels.filter((label) => from.labels.includes(label));
  return (
    kept.length === from.labels.length &&
    kept.every((label, position) => label === from.labels[position])
  );
}

/**
 * PostgreSQL lets a label be added in a transaction, but not used before the transaction ends ("ALTER TYPE" in its manual). A type that is made
 * anew has no such limit.
 */
export function usingNewLabels(
  operations: readonly Operation[],
): (operation: Operation) => Operation {
  return (operation) => {
    if (operation.kind !== "alterEnumType") return operation;
    const added = operation.to.labels.filter(
      (label) => !operation.from.labels.includes(label),
    );
    const texts = [
      ...operation.uses.map((use) => use.to.default ?? ""),
      ...operations.flatMap(expressionsOf),
    ];
    const used = added.some((label) => {
      const quoted = label.replaceAll("'", "''");
      return texts.some(
        (text) =>
          text.includes(`'${quoted}'`) ||
          // An array's elements stand in braces.
          (text.includes("'{") && text.includes(quoted)),
      );
    });
    return used
      ? ({ ...operation, rebuild: true } satisfies AlterEnumType)
      : operation;
  };
}

const columnTexts = ({ default: value = "", generation }: Column): string[] =>
  generation?.kind === "expression" ? [value, generation.expression] : [value];

function expressionsOf(operation: Operation): string[] {
  switch (operation.kind) {
    case "addColumn":
      return [...columnTexts(operation.column), operation.backfill ?? ""];
    case "alterColumn":
      return [
        ...columnTexts(operation.to),
        operation.cast ?? "",
        operation.backfill ?? "",
      ];
    case "createTable":
      return [
        ...operation.table.columns.flatMap(columnTexts),
        ...operation.table.checks.map((check) => check.expression),
      ];
    case "addConstraint":
      return "expression" in operation.constraint
        ? [operation.constraint.expression]
        : [];
    case "createIndex":
      return [operation.index.predicate ?? ""];
    default:
      return [];
  }
}
