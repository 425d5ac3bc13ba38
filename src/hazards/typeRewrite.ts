// A table is written anew under a lock that keeps everybody out.
import { nameOf } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const typeRewrite: HazardRule = (
  operation,
  { createdHere, locks, remade },
) => {
  if (locks === undefined) return undefined;
  const tables =
    operation.kind === "alterEnumType"
      ? remade(operation).map(({ table }) => table)
      : (operation.kind === "alterColumn" &&
            (operation.cast !== undefined ||
              locks.rewrites(operation.from, operation.to))) ||
          (operation.kind === "addColumn" &&
            locks.rewritesToAdd(operation.column))
        ? [operation.table]
        : [];
  const rewritten = tables.filter((table) => !createdHere(table));
  if (rewritten.length === 0) return undefined;
  const names = [...new Set(rewritten.map(nameOf))].map((name) => `"${name}"`);
  return {
    code: "TABLE_REWRITE",
    severity: "lock",
    message: `writes ${names.join(" and ")} anew, and nobody reads or writes there meanwhile`,
    remedy:
      "On a large table, add a new column, fill it in batches, and swap the two in later migrations.",
  };
};
