// Columns that leave an enum type which changes in the same file: their values step aside before it does.
import type { Dialect } from "../dialects/dialect";
import type { Operation } from "../operations/operation";
import { idKey } from "../schema/identity";

/** A column that goes to another type while its own is made anew has neither the old type nor the new one to stay in; it becomes text first. */
export function byWayOfText(
  operations: readonly Operation[],
  dialect: Dialect,
): Operation[] {
  const changing = new Set(
    operations.flatMap((operation) =>
      operation.kind === "alterEnumType" ? [idKey(operation.from)] : [],
    ),
  );
  return operations.flatMap((operation): Operation[] => {
    if (operation.kind !== "alterColumn") return [operation];
    const { from, to } = operation;
    const leaves =
      from.enumType !== undefined &&
      changing.has(idKey(from.enumType)) &&
      // To another kind of type it goes before the enum type changes, and to the same one with it.
      to.enumType !== undefined &&
      from.type !== to.type;
    if (!leaves) return [operation];
    const text = dialect.asText(from);
    return [
      { kind: "alterColumn", table: operation.table, from, to: text },
      { ...operation, from: text },
    ];
  });
}
