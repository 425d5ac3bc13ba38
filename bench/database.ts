// Databases to measure on: made on the server that the tests use, dropped after.
import { DataSource } from "typeorm";
import { testServer, type ServerKind } from "../test/servers";
import type { Run } from "./contender";
import { runOf } from "./process";

/** A database of so many tables, built by the initial migration whose emission it gives. */
export async function onDatabase(
  kind: ServerKind,
  tables: number,
  work: (url: string, initial: Run) => Promise<void>,
): Promise<void> {
  const server = await testServer(kind);
  const database = await server.createDatabase();
  try {
    const initial = await runOf({
      contender: "autogenerate",
      server: kind,
      tables,
      difference: "no difference",
      url: database.url,
    });
    // Statistics as a database has them that was not made a second ago.
    await execute(database.url, kind, initial.statements);
    await work(database.url, initial);
  } finally {
    await database.drop();
  }
}

async function execute(
  url: string,
  kind: ServerKind,
  statements: readonly string[],
): Promise<void> {
  const source = new DataSource({ type: kind, url });
  await source.initialize();
  try {
    for (const sql of statements) await source.query(sql);
    if (kind === "postgres") await source.query("VACUUM ANALYZE");
  } finally {
    await source.destroy();
  }
}
