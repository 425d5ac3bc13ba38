// Defaults that the server reads once, when the statement runs: `'now()'` between quotes is the moment of the migration ever after.
import { idKey, tableByKey } from "../../schema/identity";
import { withColumns } from "../../schema/mapped";
import type { Column, Schema } from "../../schema/schema";

/** "Special Values" in the manual's chapter on date and time types; what is meant is a function, `() => "now()"`. */
const momentary: ReadonlySet<string> = new Set(
  ["now", "now()", "today", "tomorrow", "yesterday"].map((word) => `'${word}'`),
);

/** The desired schema with the live default where the declared one is another at every reading: no run would be without a difference. */
export function withFrozenDefaults(desired: Schema, live: Schema): Schema {
  const tables = tableByKey(live);
  return {
    ...desired,
    tables: desired.tables.map((table) => {
      if (!table.columns.some(isMomentary)) return table;
      const before = new Map(
        tables
          .get(idKey(table))
          ?.columns.map((column) => [column.name, column.default]),
      );
      return withColumns(table, (column) => {
        const frozen = before.get(column.name);
        return isMomentary(column) && frozen !== undefined
          ? { ...column, default: frozen }
          : column;
      });
    }),
  };
}

const isMomentary = ({ type, default: text }: Column): boolean =>
  text !== undefined &&
  momentary.has(text.toLowerCase()) &&
  (type.startsWith("time") || type === "date");
