// One connection for the length of a call, on a DataSource that may or may not be open.
import type { DataSource, QueryRunner } from "typeorm";
import { dialectOf } from "./dialects";
import type { Database, Dialect } from "./dialects/dialect";
import { DatabaseError } from "./schema/errors";

/** A DataSource with one of its connections, and the dialect of its server. */
export interface OpenDatabase extends Database {
  readonly dialect: Dialect;
  readonly dataSource: DataSource;
  readonly queryRunner: QueryRunner;
}

/**
 * Runs `work` on one connection. A DataSource that is not initialised is opened for the call and closed after it;
 * nothing is synchronised, dropped or migrated by opening it, whatever its options say.
 * @throws UnsupportedDatabaseError before anything is opened.
 * @throws DatabaseError when the server cannot be reached or refuses.
 */
export async function withDatabase<Result>(
  dataSource: DataSource,
  work: (database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const dialect = dialectOf(dataSource.options.type);
  const opened = !dataSource.isInitialized;
  if (opened) await open(dataSource);
  try {
    const queryRunner = dataSource.createQueryRunner("master");
    try {
      return await work({
        dialect,
        dataSource,
        queryRunner,
        query: async <Row extends object>(sql: string) =>
          ((await queryRunner.query(sql)) ?? []) as readonly Row[],
      });
    } finally {
      await queryRunner.release();
    }
  } finally {
    if (opened) await dataSource.destroy();
  }
}

async function open(dataSource: DataSource): Promise<void> {
  const { synchronize, dropSchema, migrationsRun, migrations } =
    dataSource.options;
  dataSource.setOptions({
    synchronize: false,
    dropSchema: false,
    migrationsRun: false,
    // They are read without being loaded: one that does not compile is in the way of those commands only that run it.
    migrations: [],
  });
  try {
    await dataSource.initialize();
  } catch (error) {
    throw unreachableDatabase(dataSource, error);
  } finally {
    dataSource.setOptions({
      synchronize: synchronize ?? false,
      dropSchema: dropSchema ?? false,
      migrationsRun: migrationsRun ?? false,
      migrations: migrations ?? [],
    });
  }
}

/** A driver's connection error in a sentence, without a password; any other error as it is. */
function unreachableDatabase(dataSource: DataSource, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const reason = error.message === "" ? String(error.code) : error.message;
  return new DatabaseError(
    `Cannot connect to the ${dataSource.options.type} database: ${reason}. Check host, port, user, password and database of the DataSource.`,
    { cause: error },
  );
}
