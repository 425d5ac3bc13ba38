// Whether a query can do without a column: it is put to the server over a temporary table that lacks the column.
import type { Table } from "../../schema/schema";
import type { Database } from "../dialect";
import { hiddenKeyBefore } from "./benchKey";
import { isForbidden } from "./probe";
import { identifier, qualified } from "./quote";
import { shownType } from "./types";
import { outermostOnly, refusalOf } from "./understood";

/** False where the server cannot be asked. */
export async function withoutColumn(
  database: Database,
  table: Table,
  column: string,
  query: string,
): Promise<boolean> {
  const rest = table.columns.filter(({ name }) => name !== column);
  const name = qualified(table);
  try {
    await database.query(
      `CREATE TEMPORARY TABLE ${name} (${hiddenKeyBefore(rest.map((kept) => `${identifier(kept.name)} ${shownType(kept)} NULL`).join(", "))})`,
    );
  } catch (error) {
    if (isForbidden(error)) return false;
    throw error;
  }
  try {
    await database.query(`EXPLAIN SELECT 1 FROM (\n${query}\n) AS v`);
    return true;
  } catch (error) {
    // Bad field, and what cannot be asked.
    const { code } = refusalOf(error);
    return code !== 1054 && code !== 1137 && code !== outermostOnly;
  } finally {
    await database.query(`DROP TEMPORARY TABLE IF EXISTS ${name}`);
  }
}
