// Whether one table may be read, asked before it is: information_schema hides what the role may not touch, so that it seems to be missing.
import type { TableId } from "../../schema/schema";
import type { Access, Database } from "../dialect";
import { literal, qualified } from "./quote";
import { reading } from "./reading";

interface AccessRow {
  readonly present: boolean;
  readonly readable: boolean;
  readonly locked: boolean;
}

const accessQuery = ({ schema, name }: TableId): string => `
  SELECT count(c.oid) > 0 AS "present",
         COALESCE(bool_and(has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')), false) AS "readable",
         EXISTS (SELECT FROM pg_locks l WHERE l.relation = ANY(array_agg(c.oid)) AND l.mode = 'AccessExclusiveLock') AS "locked"
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relname = ${literal(name)} AND c.relkind IN ('r', 'p', 'v', 'f')
     AND n.nspname = ${schema === undefined ? "current_schema()" : literal(schema)}`;

/**
 * One query for each, unless it is locked.
 * @throws LockedError when another session keeps one under a lock.
 */
export async function access(
  database: Database,
  tables: readonly TableId[],
): Promise<readonly Access[]> {
  const found: Access[] = [];
  for (const table of tables) found.push(await accessOf(database, table));
  return found;
}

async function accessOf(database: Database, table: TableId): Promise<Access> {
  const [row] = await database.query<AccessRow>(accessQuery(table));
  if (row?.present !== true) return "absent";
  if (!row.readable) return "closed";
  if (row.locked)
    await reading(database, () =>
      database.query(`SELECT FROM ${qualified(table)} LIMIT 1`),
    );
  return "open";
}
