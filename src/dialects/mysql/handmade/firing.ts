// Triggers that see every row which a migration gives a value to.
import type { TableId } from "../../../schema/schema";
import type { Database, FiringTrigger } from "../../dialect";
import { nameIn } from "./nameIn";

interface TriggerRow {
  readonly schema: string;
  readonly own: string | null;
  readonly table: string;
  readonly name: string;
}

/** One query. Who may not see triggers sees none. */
export async function firing(
  database: Database,
  tables: readonly TableId[],
): Promise<readonly FiringTrigger[]> {
  const rows = await database.query<TriggerRow>(triggerQuery(tables));
  return rows.flatMap(({ schema, own, table, name }) =>
    tables
      .filter(
        (id) =>
          isAlike(id.name, table) && isAlike(id.schema ?? own ?? "", schema),
      )
      .map((id) => ({
        table: id,
        name: `${name} on ${id.name}`,
        columns: [],
      })),
  );
}

/** With `lower_case_table_names`, catalogs may have a name in another case. */
const isAlike = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase();

const triggerQuery = (tables: readonly TableId[]): string => `
  SELECT EVENT_OBJECT_SCHEMA AS \`schema\`, DATABASE() AS \`own\`, EVENT_OBJECT_TABLE AS \`table\`, TRIGGER_NAME AS \`name\`
    FROM information_schema.TRIGGERS
   WHERE EVENT_MANIPULATION = 'UPDATE' AND (${nameIn("EVENT_OBJECT_SCHEMA", "EVENT_OBJECT_TABLE", tables)})
   ORDER BY EVENT_OBJECT_TABLE, TRIGGER_NAME`;
