// What constraints and indexes are, their names aside.
import { idKey } from "../schema/identity";
import type { Constraint, Index } from "../schema/schema";
import { unreachable } from "../schema/unreachable";

/** Whether its rows were validated is no difference: nothing in an entity can say so. */
export function constraintStructure(constraint: Constraint): string {
  switch (constraint.kind) {
    case "primaryKey":
      return JSON.stringify([
        constraint.columns,
        constraint.deferrable,
        constraint.include,
        constraint.withoutOverlaps,
      ]);
    case "unique":
      return JSON.stringify([
        constraint.columns,
        constraint.deferrable,
        constraint.nullsNotDistinct,
        constraint.include,
      ]);
    case "check":
      return JSON.stringify([constraint.expression, constraint.noInherit]);
    case "exclusion":
      return JSON.stringify([constraint.expression, constraint.deferrable]);
    case "foreignKey":
      return JSON.stringify([
        constraint.columns,
        idKey(constraint.references),
        constraint.referencedColumns,
        constraint.onDelete,
        constraint.onUpdate,
        constraint.deferrable,
      ]);
    default:
      return unreachable(constraint);
  }
}

/** Storage parameters are no difference: nothing in an entity can say them. One that no query uses is not what was asked for. */
export function indexStructure(index: Index): string {
  return JSON.stringify([
    index.unique,
    index.method,
    index.keys.map((key) => [
      key.column,
      key.expression,
      key.collation,
      key.operatorClass,
      key.length,
      key.descending,
      key.nulls,
    ]),
    index.include,
    index.predicate,
    index.nullsNotDistinct,
    index.parser,
    index.invalid,
    index.withoutOverlaps,
  ]);
}
