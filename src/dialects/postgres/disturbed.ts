// What PostgreSQL will not do to a column while other objects use it.
import type { Operation } from "../../operations/operation";
import type { Disturbance } from "../dialect";
import { isRebuilt } from "./compile/enumType";
import { sameBase } from "./types";

/**
 * "cannot alter type of a column used by a view or rule" holds for every change of type, of length too. Checks, indexes and keys are made
 * anew by the server itself, unless the type they were written for is gone.
 */
export function disturbed(
  operation: Operation,
  serverVersion: number,
): readonly Disturbance[] {
  switch (operation.kind) {
    case "alterColumn": {
      const { table, from, to } = operation;
      if (needsReplacement(operation, serverVersion))
        return [{ table, column: to.name, takes: "everything" }];
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
    default:
      return [];
  }
}

/** A column cannot become generated in place, nor can its expression change before PostgreSQL 17, nor is its type cast: it has no values of its own to lose. */
export function needsReplacement(
  operation: Operation,
  serverVersion: number,
): boolean {
  if (operation.kind !== "alterColumn") return false;
  const { from, to } = operation;
  if (to.generation?.kind !== "expression") return false;
  return (
    from.generation?.kind !== "expression" ||
    from.type !== to.type ||
    from.collation !== to.collation ||
    (from.generation.expression !== to.generation.expression &&
      serverVersion < setExpressionSince) ||
    from.generation.stored !== to.generation.stored
  );
}

/** `ALTER COLUMN … SET EXPRESSION` ("ALTER TABLE" in the manual of PostgreSQL 17). */
const setExpressionSince = 170_000;
