// Labels that are added to an enum type: whether nothing else happens to it, and whether the same list of operations uses them.
import { sameId } from "../schema/identity";
import type { Column, EnumTypeId } from "../schema/schema";
import { mentions } from "./mentions";
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
    if (operation.kind !== "alterEnumType" || operation.rebuild === true)
      return operation;
    const added = operation.to.labels.filter(
      (label) => !operation.from.labels.includes(label),
    );
    const texts = [
      ...operation.uses.map((use) => use.to.default ?? ""),
      ...operations.flatMap((other) => expressionsOf(other, operation.to)),
    ];
    // A text that becomes one of the type may be any of its labels.
    const entered = operations.some(
      (other) =>
        other.kind === "alterColumn" &&
        other.to.enumType !== undefined &&
        other.from.enumType === undefined &&
        sameId(other.to.enumType, operation.to),
    );
    const used = added.some((label) => {
      const quoted = label.replaceAll("'", "''");
      return texts.some(
        (text) =>
          text.includes(`'${quoted}'`) ||
          // An array's elements stand in braces.
          (text.includes("'{") && text.includes(quoted)),
      );
    });
    return added.length > 0 && (used || entered)
      ? ({ ...operation, rebuild: true } satisfies AlterEnumType)
      : operation;
  };
}

/** What may speak of the type: a default or value of a column of another type only where it names this one. */
function expressionsOf(operation: Operation, enumType: EnumTypeId): string[] {
  const of = (column: Column, text = ""): string[] =>
    (column.enumType !== undefined && sameId(column.enumType, enumType)) ||
    mentions(text, enumType.name)
      ? [text]
      : [];
  const columnTexts = (column: Column): string[] => [
    ...of(column, column.default),
    ...(column.generation?.kind === "expression"
      ? [column.generation.expression]
      : []),
  ];
  switch (operation.kind) {
    case "addColumn": {
      const { column, backfill } = operation;
      return [...columnTexts(column), backfill ?? ""];
    }
    case "alterColumn": {
      const { to, cast, backfill } = operation;
      return [...columnTexts(to), cast ?? "", backfill ?? ""];
    }
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
      return [
        operation.index.predicate ?? "",
        ...operation.index.keys.map((key) => key.expression ?? ""),
      ];
    default:
      return [];
  }
}
