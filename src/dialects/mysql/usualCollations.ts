// The collation that columns of a table have which name none.
import type { Schema, Table } from "../../schema/schema";
import type { Database, Place } from "../dialect";

export type UsualCollation = (table: Table) => string | undefined;

interface CollationRow {
  readonly schema: string;
  readonly collation: string;
}

const collationQuery = `
  SELECT SCHEMA_NAME AS \`schema\`, DEFAULT_COLLATION_NAME AS \`collation\`
    FROM information_schema.SCHEMATA`;

/** A table that is there says its own; one that is new gets that of its database. */
export async function usualCollations(
  database: Database,
  { tables }: Schema,
  { defaultSchema }: Place,
): Promise<UsualCollation> {
  const rows = tables.every(({ collation }) => collation !== undefined)
    ? []
    : await database.query<CollationRow>(collationQuery);
  const usual = new Map(
    rows.map(({ schema, collation }) => [schema, collation]),
  );
  return (table) => table.collation ?? usual.get(table.schema ?? defaultSchema);
}
