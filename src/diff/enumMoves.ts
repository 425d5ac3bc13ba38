// Columns that move to another enum type, or from or to none: labels may be lost on the way, as they are where a type changes.
import type { Operation } from "../operations/operation";
import { idKey, sameId } from "../schema/identity";
import type { Column, EnumType, Schema } from "../schema/schema";

/** The operation with the labels of the types, where it moves a column from one to another. */
export function withLabelsOfTypes(
  live: Schema,
  desired: Schema,
): (operation: Operation) => Operation {
  const before = byKey(live.enumTypes);
  const after = byKey(desired.enumTypes);
  return (operation) => {
    if (operation.kind !== "alterColumn") return operation;
    const { from, to } = operation;
    if (
      from.enumType !== undefined &&
      to.enumType !== undefined &&
      // Whether a list becomes one value is a question of its own.
      (sameId(from.enumType, to.enumType) || isList(from) !== isList(to))
    )
      return operation;
    return {
      ...operation,
      from: withLabels(from, before),
      to: withLabels(to, after),
    };
  };
}

type Types = ReadonlyMap<string, EnumType>;

const byKey = (types: readonly EnumType[]): Types =>
  new Map(types.map((type) => [idKey(type), type]));

function withLabels(column: Column, types: Types): Column {
  if (column.enumType === undefined) return column;
  const labels = types.get(idKey(column.enumType))?.labels;
  return labels === undefined ? column : { ...column, labels };
}

const isList = ({ type }: Column): boolean => type.endsWith("[]");
