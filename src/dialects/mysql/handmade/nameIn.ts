// Rows of a catalog that are about some tables, and what they are called to people.
import type { TableId } from "../../../schema/schema";
import { literal } from "../quote";

/** By schema: MariaDB opens the tables of those that it is told, and else of all. */
export function nameIn(
  schema: string,
  name: string,
  tables: readonly TableId[],
): string {
  if (tables.length === 0) return "FALSE";
  const namesIn = new Map<string, string[]>();
  for (const table of tables) {
    const owner = schemaOf(table);
    const names = namesIn.get(owner) ?? [];
    namesIn.set(owner, names);
    names.push(literal(table.name));
  }
  return [...namesIn]
    .map(
      ([owner, names]) =>
        `(${schema} = ${owner} AND ${name} IN (${names.join(", ")}))`,
    )
    .join(" OR ");
}

const schemaOf = ({ schema }: TableId): string =>
  schema === undefined ? "DATABASE()" : literal(schema);

/** With its database, where that is another one than the connection's. */
export const shownName = (schema: string, name: string): string =>
  `CONCAT(IF(${schema} = DATABASE(), '', CONCAT(${schema}, '.')), ${name})`;
