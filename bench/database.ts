// Databases to measure on: made on the server that the tests use, dropped after.
import { Client } from "pg";
import { testServer } from "../test/servers";
import type { Run } from "./contender";
import { runOf } from "./process";

/** A database of so many tables, built by the initial migration whose emission it gives. */
export async function onDatabase(
  tables: number,
  work: (url: string, initial: Run) => Promise<void>,
): Promise<void> {
  const server = await testServer("postgres");
  const database = await server.createDatabase();
  try {
    const initial = await runOf({
      contender: "autogenerate",
      tables,
      difference: "no difference",
      url: database.url,
    });
    // Statistics as a database has them that was not made a second ago.
    await execute(database.url, [...initial.statements, "VACUUM ANALYZE"]);
    await work(database.url, initial);
  } finally {
    await database.drop();
  }
}

async function execute(
  url: string,
  statements: readonly string[],
): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}
