// What PostgreSQL will not do to a column while other objects use it.
import type { Operation } from "../../operations/operation";
import type { Disturbance } from "../dialect";
import { isRebuilt } from "./compile/enumType";
import {
  losesExpressionByCopy,
  needsReplacement,
  setsExpression,
} from "./generated";
import { sameBase } from "./types";

/**
 * "cannot alter type of a column used by a view or rule" holds for every change of type, of length too. Checks, indexes and keys are made
 * anew by the server itself, unless the type they were written for is gone. A view that groups by a primary key holds the key itself ("SELECT",
 * GROUP BY). An expression that is set in place has the server make indexes and statistics anew, without their statistics targets.
 */
export function disturbed(
  operation: Operation,
  serverVersion: number,
): readonly Disturbance[] {
  switch (operation.kind) {
    case "alterColumn": {
      const { table, from, to } = operation;
      if (
        needsReplacement(operation, serverVersion) ||
        losesExpressionByCopy(operation, serverVersion)
      )
        return [{ table, column: to.name, takes: "everything" }];
      if (setsExpression(operation))
        return [{ table, column: to.name, takes: "statistics" }];
      if (from.type === to.type && from.collation === to.collation) return [];
      return [
        {
          table,
          column: to.name,
          takes: sameBase(from, to) ? "views" : "references",
        },
      ];
    }
    case "alterEnumType":
      return isRebuilt(operation)
        ? operation.uses.map(({ table, to }) => ({
            table,
            column: to.name,
            takes: "conditions",
          }))
        : [];
    case "dropConstraint": {
      const { table, constraint } = operation;
      return constraint.kind === "primaryKey"
        ? constraint.columns.map((column) => ({
            table,
            column,
            takes: "groupings",
          }))
        : [];
    }
    default:
      return [];
  }
}
