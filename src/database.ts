// One connection for the length of a call, on a DataSource that may or may not be open.
import type { DataSource, QueryRunner } from "typeorm";
import { dialectOf, dialectOfServer } from "./dialects";
import type { Database, Dialect } from "./dialects/dialect";
import { DatabaseError } from "./schema/errors";

/** A DataSource with one of its connections, and the dialect of its server. */
export interface OpenDatabase extends Database {
  readonly dialect: Dialect;
  readonly dataSource: DataSource;
  readonly queryRunner: QueryRunner;
}

/** Whether a call only looks at the database. */
export type Purpose = "read" | "migrate";

/**
 * Runs `work` on one connection. A DataSource that is not initialised is opened for the call and closed after it;
 * nothing is synchronised, dropped or migrated by opening it, whatever its options say, and no extension installed by opening it to read.
 * Migrations get the extensions that TypeORM's runner would find: older ones rely on it.
 * @throws UnsupportedDatabaseError before anything is opened.
 * @throws DatabaseError when the server cannot be reached or refuses.
 */
export async function withDatabase<Result>(
  dataSource: DataSource,
  work: (database: OpenDatabase) => Promise<Result>,
  purpose: Purpose = "read",
): Promise<Result> {
  const { type } = dataSource.options;
  dialectOf(type);
  const opened = !dataSource.isInitialized;
  if (opened) await open(dataSource, purpose);
  try {
    const queryRunner = dataSource.createQueryRunner("master");
    try {
      await queryRunner.connect();
      const query = async <Row extends object>(sql: string) =>
        ((await queryRunner.query(sql)) ?? []) as readonly Row[];
      const dialect = await dialectOfServer(type, { query });
      return await plainly(
        { query },
        purpose === "read" ? dialect.plainSession : undefined,
        () => work({ dialect, dataSource, queryRunner, query }),
      );
    } finally {
      await queryRunner.release();
    }
  } finally {
    if (opened) await dataSource.destroy();
  }
}

/** Migrations run in a session as the application has it: others than ours were written for those. */
async function plainly<Result>(
  database: Database,
  session: Dialect["plainSession"],
  work: () => Promise<Result>,
): Promise<Result> {
  if (session === undefined) return work();
  await database.query(session.begin);
  try {
    return await work();
  } finally {
    // Only a connection that is lost refuses it, of which the work itself has told.
    await database.query(session.end).catch(() => undefined);
  }
}

/** What TypeORM does to a database on connecting. Only the driver of PostgreSQL knows of extensions. */
interface OpeningOptions {
  readonly synchronize?: boolean;
  readonly dropSchema?: boolean;
  readonly migrationsRun?: boolean;
  readonly migrations?: DataSource["options"]["migrations"];
  readonly installExtensions?: boolean | undefined;
}

async function open(dataSource: DataSource, purpose: Purpose): Promise<void> {
  const { installExtensions, ...others } = dataSource.options as OpeningOptions;
  const set = (options: OpeningOptions) =>
    dataSource.setOptions(options as Partial<DataSource["options"]>);
  set({
    synchronize: false,
    dropSchema: false,
    migrationsRun: false,
    // They are read without being loaded: one that does not compile is in the way of those commands only that run it.
    migrations: [],
    ...(purpose === "read" ? { installExtensions: false } : {}),
  });
  try {
    await dataSource.initialize();
  } catch (error) {
    throw unreachableDatabase(dataSource, error);
  } finally {
    set({
      synchronize: others.synchronize ?? false,
      dropSchema: others.dropSchema ?? false,
      migrationsRun: others.migrationsRun ?? false,
      migrations: others.migrations ?? [],
      installExtensions,
    });
  }
}

/** A driver's connection error in a sentence, without a password; any other error as it is. */
function unreachableDatabase({ options }: DataSource, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : undefined;
  const what = `Cannot connect to the ${options.type} database`;
  // What was taken for a host, port or database may be part of a password. So it may in the cause.
  if (urlsOf(options).some(isMisread))
    return new DatabaseError(
      `${what}${code === undefined ? "" : `: ${code}`}. Its url does not read as user, password and host: write special characters of a password percent-encoded, as %40 for @ and %23 for #.`,
    );
  if (code === undefined) return error;
  return new DatabaseError(
    `${what}: ${error.message === "" ? code : error.message}. Check host, port, user, password and database of the DataSource.${isAddressed(options) ? "" : " It has neither url nor host: an environment variable that it is made of may not be set."}`,
    { cause: error },
  );
}

interface Addressed {
  readonly url?: string;
}

/** Whether it is said where the server is; drivers look on this machine otherwise. */
function isAddressed(options: DataSource["options"]): boolean {
  const { host, socketPath, replication, extra } = options as {
    readonly host?: string;
    readonly socketPath?: string;
    readonly replication?: unknown;
    /** For the driver as it is. */
    readonly extra?: {
      readonly host?: string;
      readonly socketPath?: string;
      readonly connectionString?: string;
    };
  };
  return (
    urlsOf(options).length > 0 ||
    replication !== undefined ||
    [
      host,
      socketPath,
      extra?.host,
      extra?.socketPath,
      extra?.connectionString,
    ].some((place) => place !== undefined && place !== "")
  );
}

/** The urls that a DataSource is given by. */
function urlsOf(options: DataSource["options"]): string[] {
  const { url, replication } = options as Addressed & {
    readonly replication?: {
      readonly master: Addressed;
      readonly slaves?: readonly Addressed[];
    };
  };
  const { master, slaves = [] } = replication ?? {};
  return [url, master?.url, ...slaves.map((slave) => slave.url)].filter(
    // TypeORM takes an empty one for none.
    (one): one is string => one !== undefined && one !== "",
  );
}

/** Whether a url has an `@` besides the one between password and host, or makes no sense at all. */
function isMisread(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { username, password } = new URL(url);
  const signs = url.split("@").length - 1;
  return signs !== (username + password === "" ? 0 : 1);
}
