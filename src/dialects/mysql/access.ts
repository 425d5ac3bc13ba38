// Whether one table is there, asked before it is read. Both servers hide what the account may not touch, so that it seems to be missing.
import type { TableId } from "../../schema/schema";
import type { Access, Database } from "../dialect";
import { literal } from "./quote";

export async function access(
  database: Database,
  { schema, name }: TableId,
): Promise<Access> {
  const rows = await database.query(`
    SELECT TABLE_NAME FROM information_schema.TABLES
     WHERE TABLE_SCHEMA = ${schema === undefined ? "DATABASE()" : literal(schema)} AND TABLE_NAME = ${literal(name)}`);
  return rows.length === 0 ? "absent" : "open";
}
