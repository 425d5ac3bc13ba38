// A foreign key to a table whose engine knows none.
import { knowsForeignKeys } from "../schema/engine";
import { nameOf } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const referredEngine: HazardRule = (operation, { desired }) => {
  if (
    operation.kind !== "addConstraint" ||
    operation.constraint.kind !== "foreignKey"
  )
    return undefined;
  const { references } = operation.constraint;
  const engine = desired(references)?.engine;
  if (engine === undefined || knowsForeignKeys(engine)) return undefined;
  return {
    code: "IN_THE_WAY",
    severity: "failure",
    message: `fails: the engine of "${nameOf(references)}", ${engine}, knows no foreign keys`,
    remedy:
      'Say `engine: "InnoDB"` in that entity, or `createForeignKeyConstraints: false` in the relation.',
  };
};
