// Versions of the application that are running know the old name only.
import { columnName, nameOf } from "../schema/identity";
import type { HazardRule } from "./hazard";

export const renameBreaksApp: HazardRule = (operation) => {
  const name =
    operation.kind === "renameTable"
      ? nameOf(operation.from)
      : operation.kind === "renameColumn"
        ? columnName(operation.table, operation.from)
        : undefined;
  return name === undefined
    ? undefined
    : {
        code: "RENAME_BREAKS_APP",
        severity: "note",
        message: `what still says "${name}" fails from now on: running versions, and functions whose body is a text`,
        remedy:
          "Where versions overlap, keep the old name alive with a view or a generated column until the last one is gone.",
      };
};
