// Whether tables are there, asked before they are read. Both servers hide what the account may not touch, so that it seems to be missing.
import type { TableId } from "../../schema/schema";
import type { Access, Database } from "../dialect";
import { literal } from "./quote";
import type { Numeric } from "./variant";

interface PresentRow {
  readonly position: Numeric;
}

/** One query for all of them. */
export async function access(
  database: Database,
  tables: readonly TableId[],
): Promise<readonly Access[]> {
  const rows = await database.query<PresentRow>(
    tables.map(presentQuery).join("\n UNION ALL "),
  );
  const present = new Set(rows.map(({ position }) => Number(position)));
  return tables.map((_, position) =>
    present.has(position) ? "open" : "absent",
  );
}

const presentQuery = ({ schema, name }: TableId, position: number): string =>
  `SELECT ${position} AS \`position\` FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = ${schema === undefined ? "DATABASE()" : literal(schema)} AND TABLE_NAME = ${literal(name)}`;
