// Sequences stay as they are: an entity can say that values come from one, but not whose it is.
import { idKey, tableByKey } from "../../schema/identity";
import { withColumns } from "../../schema/mapped";
import type { Column, Schema } from "../../schema/schema";

/**
 * The desired schema with the live sequences that it asks for in other words: a default that calls the one that the column owns is the same
 * as SERIAL, and SERIAL is the same as a default that calls a sequence that nothing owns.
 */
export function withSequences(desired: Schema, live: Schema): Schema {
  const tables = tableByKey(live);
  return {
    ...desired,
    tables: desired.tables.map((table) => {
      const before = tables.get(idKey(table));
      if (before === undefined) return table;
      const columns = new Map(
        before.columns
          .filter(isNumbered)
          .map((column) => [column.name, column] as const),
      );
      return columns.size === 0
        ? table
        : withColumns(table, (column) =>
            withSequence(column, columns.get(column.name)),
          );
    }),
  };
}

function withSequence(desired: Column, live: Column | undefined): Column {
  if (live?.generation?.kind === "serial" && desired.default !== undefined) {
    const { default: called, ...rest } = desired;
    return called === live.generation.call
      ? { ...rest, generation: live.generation }
      : desired;
  }
  if (live?.default !== undefined && desired.generation?.kind === "serial") {
    const { generation: _serial, ...rest } = desired;
    return { ...rest, default: live.default };
  }
  return desired;
}

const isNumbered = ({ generation, default: value }: Column): boolean =>
  generation?.kind === "serial" || value?.startsWith("nextval(") === true;
