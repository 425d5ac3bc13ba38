// What a table is, as the server prints it: where no catalog tells.
import type { TableId } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { isForbidden } from "../probe";
import { qualified } from "../quote";

interface CreateTableRow {
  readonly "Create Table": string;
}

/** One query. None where this user may not see it: who may see a table in the catalogs need not be one who may read it. */
export async function definitionLines(
  database: Database,
  table: TableId,
): Promise<readonly string[]> {
  try {
    const [row] = await database.query<CreateTableRow>(
      `SHOW CREATE TABLE ${qualified(table)}`,
    );
    return (row?.["Create Table"] ?? "").split("\n");
  } catch (error) {
    if (isForbidden(error)) return [];
    throw error;
  }
}
