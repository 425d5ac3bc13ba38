// Domains are left as they are: entities cannot name them, only the type that is behind one.
import { idKey, tableByKey } from "../../schema/identity";
import { withColumns } from "../../schema/mapped";
import type { Column, Schema } from "../../schema/schema";

/** The desired schema with live domains wherever an entity asks for the type behind one. */
export function withDomains(desired: Schema, live: Schema): Schema {
  const hasDomains = live.tables.some(({ columns }) =>
    columns.some(({ domainOver }) => domainOver !== undefined),
  );
  if (!hasDomains) return desired;
  const tables = tableByKey(live);
  return {
    ...desired,
    tables: desired.tables.map((table) => {
      const domains = new Map(
        (tables.get(idKey(table))?.columns ?? [])
          .filter((column) => column.domainOver !== undefined)
          .map((column) => [column.name, column]),
      );
      return domains.size === 0
        ? table
        : withColumns(table, (column) =>
            withDomain(column, domains.get(column.name)),
          );
    }),
  };
}

function withDomain(desired: Column, live: Column | undefined): Column {
  return live?.domainOver === undefined || live.domainOver !== desired.type
    ? desired
    : { ...desired, type: live.type, domainOver: live.domainOver };
}
