// Whether what is done can be recorded: asked before it is, for where DDL commits by itself it would be half done.
import { DatabaseError, PrivilegeError } from "../schema/errors";
import { escaped, migrationsTable, type Connection } from "./applied";
import { sentenceOf } from "./failure";

/** A row comes with what is applied, and goes with what is taken back. */
export type Recording = "INSERT" | "DELETE";

/** @throws PrivilegeError when the server refuses a statement that changes no row. */
export async function requireRecordable(
  { dataSource, queryRunner }: Connection,
  recordings: readonly Recording[],
): Promise<void> {
  const { path } = migrationsTable(dataSource);
  const table = escaped(dataSource, path);
  const columns = ["timestamp", "name"]
    .map((column) => dataSource.driver.escape(column))
    .join(", ");
  const changingNothing: Readonly<Record<Recording, string>> = {
    INSERT: `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM ${table} WHERE 1 = 0`,
    DELETE: `DELETE FROM ${table} WHERE 1 = 0`,
  };
  for (const recording of recordings)
    try {
      await queryRunner.query(changingNothing[recording]);
    } catch (error) {
      throw new PrivilegeError(
        `The table "${path}", which says what migrations are applied, cannot be written to, so nothing was done: ${sentenceOf(error)} Grant the role ${recording} on that table.`,
        { cause: error },
      );
    }
}

/** The server's last word: a sequence may be closed to the role that the table is open to. */
export const unrecorded = (
  { dataSource }: Pick<Connection, "dataSource">,
  error: unknown,
): DatabaseError =>
  new DatabaseError(
    `Nothing could be recorded in the table "${migrationsTable(dataSource).path}", and all is as it was: ${sentenceOf(error)}`,
    { cause: error },
  );
