// Triggers that see the rows which a migration gives a value to, or the statement that does so.
import type { TableId } from "../../../schema/schema";
import type { Database, FiringTrigger } from "../../dialect";
import { literal, qualified } from "../quote";
import { reading } from "../reading";

interface TriggerRow {
  readonly position: number;
  readonly name: string;
  readonly columns: readonly string[];
}

/** One query. */
export async function firing(
  database: Database,
  tables: readonly TableId[],
): Promise<readonly FiringTrigger[]> {
  const rows = await reading(database, () =>
    database.query<TriggerRow>(triggerQuery(tables)),
  );
  return rows.flatMap(({ position, ...trigger }) => {
    const table = tables[position];
    return table === undefined ? [] : [{ table, ...trigger }];
  });
}

// Partitions have copies of the triggers of their table, which tgparentid tells since 13; before, those are internal. Bit 0 of tgtype is for those of rows, bit 4 for UPDATE.
const triggerQuery = (tables: readonly TableId[]): string => `
  WITH RECURSIVE updated(position, root, relation) AS (
    SELECT position, relation, relation
      FROM (VALUES ${tables
        .map(
          (table, position) =>
            `(${position}, to_regclass(${literal(qualified(table))}))`,
        )
        .join(", ")}) AS asked(position, relation)
    UNION
    SELECT updated.position, updated.root, i.inhrelid::regclass FROM updated JOIN pg_inherits i ON i.inhparent = updated.relation
  )
  SELECT u.position, format('%s on %s', t.tgname, c.relname) AS name,
         ARRAY(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr::int2[])) AS columns
    FROM updated u
    JOIN pg_trigger t ON t.tgrelid = u.relation
    JOIN pg_class c ON c.oid = t.tgrelid
   WHERE NOT t.tgisinternal AND COALESCE(to_jsonb(t)->>'tgparentid', '0') = '0'
     AND t.tgtype & 16 <> 0 AND (u.relation = u.root OR t.tgtype & 1 <> 0)
     AND t.tgenabled IN ('O', 'A')
   ORDER BY 1, 2`;
