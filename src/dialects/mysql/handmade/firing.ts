// Triggers that see every row which a migration gives a value to.
import type { TableId } from "../../../schema/schema";
import type { Database, FiringTrigger } from "../../dialect";
import { literal } from "../quote";
import type { Numeric } from "../variant";

interface TriggerRow {
  readonly position: Numeric;
  readonly name: string;
}

/** One query. Who may not see triggers sees none. */
export async function firing(
  database: Database,
  tables: readonly TableId[],
): Promise<readonly FiringTrigger[]> {
  const rows = await database.query<TriggerRow>(
    `${tables.map(triggerQuery).join("\n UNION ALL ")}\n ORDER BY 1, 2`,
  );
  return rows.flatMap(({ position, name }) => {
    const table = tables[Number(position)];
    return table === undefined ? [] : [{ table, name, columns: [] }];
  });
}

const triggerQuery = ({ schema, name }: TableId, position: number): string =>
  `SELECT ${position} AS \`position\`, CONCAT(TRIGGER_NAME, ' on ', EVENT_OBJECT_TABLE) AS \`name\`
    FROM information_schema.TRIGGERS
   WHERE EVENT_OBJECT_SCHEMA = ${schema === undefined ? "DATABASE()" : literal(schema)} AND EVENT_OBJECT_TABLE = ${literal(name)} AND EVENT_MANIPULATION = 'UPDATE'`;
