// Tables elsewhere in the database under the names of some: a schema is a part of it, and entities may have left one.
import { idKey } from "../../schema/identity";
import type { TableId } from "../../schema/schema";
import type { Database } from "../dialect";
import { literal } from "./quote";

interface NamesakeRow {
  readonly schema: string;
  readonly name: string;
  /** The schema of names that name none. */
  readonly isDefault: boolean;
}

/** Only those that this role could move. */
const namesakeQuery = (names: readonly string[]): string => `
  SELECT n.nspname AS "schema", c.relname AS "name", n.nspname = current_schema() AS "isDefault"
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relname IN (${names.map(literal).join(", ")})
     AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
     AND pg_has_role(c.relowner, 'USAGE') AND has_schema_privilege(n.oid, 'USAGE')
   ORDER BY 1, 2`;

/** One query. */
export async function namesakes(
  database: Database,
  tables: readonly TableId[],
): Promise<readonly TableId[]> {
  const asked = new Set(tables.map(idKey));
  const rows = await database.query<NamesakeRow>(
    namesakeQuery([...new Set(tables.map(({ name }) => name))]),
  );
  return rows
    .map(({ schema, name, isDefault }): TableId =>
      isDefault ? { name } : { schema, name },
    )
    .filter((id) => !asked.has(idKey(id)));
}
