// Dates like 0000-00-00, which rows may hold from times without strict mode: MySQL refuses them whenever it copies the table, whatever is changed.
import type { Operation } from "../../../operations/operation";
import type { Table } from "../../../schema/schema";
import type { Uncopied } from "../../dialect";
import { identifier } from "../quote";
import { baseOf } from "../types";

export const zeroDates: Uncopied = {
  copies,
  rows: ({ columns }) => {
    const conditions = columns
      .filter(({ type }) => dates.has(baseOf(type)))
      .map(({ name }) => `CAST(${identifier(name)} AS CHAR) LIKE '%-00%'`);
    return conditions.length === 0 ? undefined : conditions.join(" OR ");
  },
  what: "dates such as 0000-00-00",
  remedy:
    "Correct them first, or run it without NO_ZERO_DATE and NO_ZERO_IN_DATE in sql_mode.",
};

const dates: ReadonlySet<string> = new Set(["date", "datetime", "timestamp"]);

/** "Online DDL Operations" in the manual. Some are taken for copies that are none. */
function copies(operation: Operation, table: Table): boolean {
  switch (operation.kind) {
    case "alterColumn":
      return (
        operation.from.type !== operation.to.type ||
        operation.from.collation !== operation.to.collation ||
        operation.from.generation !== operation.to.generation ||
        operation.from.nullable !== operation.to.nullable ||
        operation.cast !== undefined
      );
    case "addColumn":
      return (
        operation.column.generation?.kind === "expression" &&
        operation.column.generation.stored
      );
    case "addConstraint":
      return (
        operation.constraint.kind === "check" ||
        operation.constraint.kind === "foreignKey"
      );
    case "alterTableEngine":
      return true;
    case "renameColumn":
      return (
        table.checks.length > 0 ||
        table.columns.some(
          ({ generation }) => generation?.kind === "expression",
        )
      );
    default:
      return false;
  }
}
