// Databases of this test file, emptied and used again: to drop one makes the server write everything out, which takes longer than a case.
import type { TestDatabase, TestServer } from "../servers";
import { dataSourceOf, withSource } from "./database";
import { judgeOf } from "./servers";

const made: TestDatabase[] = [];
const idle = new Map<TestServer, TestDatabase[]>();

afterAll(async () => {
  for (const database of made) await database.drop();
});

/** Runs `work` on an empty database. */
export async function onEmptyDatabase<Result>(
  server: TestServer,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const free = idle.get(server) ?? [];
  idle.set(server, free);
  const database = free.pop() ?? (await create(server));
  await empty(database.url);
  try {
    return await work(database.url);
  } finally {
    free.push(database);
  }
}

async function create(server: TestServer): Promise<TestDatabase> {
  const database = await server.createDatabase();
  made.push(database);
  return database;
}

async function empty(url: string): Promise<void> {
  await withSource(dataSourceOf(url, []), async (source) => {
    // One connection: what is set for it holds for all that follows.
    const runner = source.createQueryRunner();
    const statements = await judgeOf(url).emptying((sql) => runner.query(sql));
    for (const sql of statements) await runner.query(sql);
    await runner.release();
  });
}
