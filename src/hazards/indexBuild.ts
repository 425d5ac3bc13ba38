// An index is built under a lock that keeps writers out, and for a constraint readers too.
import { nameOf } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const indexBuild: HazardRule = (operation, { createdHere, locks }) => {
  if (
    locks === undefined ||
    (operation.kind !== "createIndex" && operation.kind !== "addConstraint")
  )
    return undefined;
  const { table } = operation;
  if (createdHere(table)) return undefined;
  if (operation.kind === "addConstraint") {
    const { kind } = operation.constraint;
    if (kind === "check" || kind === "foreignKey") return undefined;
  }
  const readers = operation.kind === "addConstraint" ? "reads or " : "";
  return {
    code: "INDEX_BUILD",
    severity: "lock",
    message: `nobody ${readers}writes "${nameOf(table)}" while the index is built`,
    remedy:
      "On a large table, build it beforehand with CREATE INDEX CONCURRENTLY, outside a transaction, under the same name.",
  };
};
