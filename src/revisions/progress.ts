// How far a revision has come on a server whose DDL commits by itself: kept beside the migrations table, and gone when the revision is done.
import { createHash } from "node:crypto";
import {
  escaped,
  migrationsTable,
  progressName,
  type Connection,
} from "./applied";
import type { Direction } from "./move";

/** A revision that was left half done. */
export interface Progress {
  readonly name: string;
  readonly direction: Direction;
  readonly forth: Stretch;
  /** The statements of the other direction, once it is being taken back. */
  readonly back?: Stretch;
}

/** A number of statements, in order. */
export interface Stretch {
  readonly done: readonly DoneStatement[];
  /** The digest of the one after those: it was begun, and the connection lost before it was said how it ended. */
  readonly begun?: string;
}

export interface DoneStatement {
  readonly digest: string;
  /** It reads, or is for the session, so that another session sends it again. */
  readonly again: boolean;
}

/** A statement as it is written down: before it is sent, and again when it is done. */
export interface KeptStatement {
  readonly name: string;
  readonly direction: Direction;
  /** From 1, in its revision; of what takes that back, from -1 downwards. */
  readonly statement: number;
  readonly digest: string;
  readonly state: "begun" | "done" | "again";
}

export function digestOf(sql: string, parameters: readonly unknown[]): string {
  return createHash("sha256")
    .update(JSON.stringify([sql, parameters]))
    .digest("hex")
    .slice(0, 32);
}

/** Of the revision that was left half done, from the table that is there. */
export async function readProgress(
  connection: Connection,
): Promise<Progress | undefined> {
  const { path } = progressTable(connection);
  try {
    return progressOf(await readRows(connection));
  } catch (error) {
    // A runner that has just ended took it away.
    if (!(await connection.queryRunner.hasTable(path))) return undefined;
    throw error;
  }
}

function readRows(connection: Connection): Promise<KeptStatement[]> {
  const { dataSource, queryRunner } = connection;
  const { name, path } = progressTable(connection);
  return dataSource
    .createQueryBuilder(queryRunner)
    .select()
    .from(path, name)
    .orderBy(dataSource.driver.escape("statement"))
    .getRawMany<KeptStatement>();
}

function progressOf(rows: readonly KeptStatement[]): Progress | undefined {
  const forth = rows.filter(({ statement }) => statement > 0);
  const back = rows.filter(({ statement }) => statement < 0).reverse();
  const [first] = forth;
  if (first === undefined) return undefined;
  return {
    name: first.name,
    direction: first.direction,
    forth: stretchOf(forth),
    ...(back.length === 0 ? {} : { back: stretchOf(back) }),
  };
}

function stretchOf(rows: readonly KeptStatement[]): Stretch {
  const begun = rows.find(({ state }) => state === "begun")?.digest;
  return {
    done: rows
      .filter(({ state }) => state !== "begun")
      .map(({ digest, state }) => ({ digest, again: state === "again" })),
    ...(begun === undefined ? {} : { begun }),
  };
}

export async function createProgressTable(
  connection: Connection,
): Promise<void> {
  const { queryRunner, dataSource } = connection;
  const { path } = progressTable(connection);
  if (await queryRunner.hasTable(path)) return;
  const columns = [
    "name varchar(255) NOT NULL",
    "direction varchar(16) NOT NULL",
    "statement int NOT NULL PRIMARY KEY",
    "digest varchar(64) NOT NULL",
    "state varchar(8) NOT NULL",
  ];
  await queryRunner.query(
    `CREATE TABLE ${escaped(dataSource, path)} (${columns.join(", ")})`,
  );
}

/** Takes the table away, once nothing is left half done. */
export async function dropProgressTable(connection: Connection): Promise<void> {
  await connection.queryRunner.dropTable(progressTable(connection).path, true);
}

/** Writes down that a statement is about to be sent, in place of what was kept under its number. */
export async function keepBegun(
  connection: Connection,
  kept: Omit<KeptStatement, "state">,
): Promise<void> {
  await forgetStatement(connection, kept.statement);
  await connection.dataSource
    .createQueryBuilder(connection.queryRunner)
    .insert()
    .into(progressTable(connection).path)
    .values({ ...kept, state: "begun" })
    .execute();
}

export async function keepDone(
  connection: Connection,
  statement: number,
  state: KeptStatement["state"],
): Promise<void> {
  await connection.dataSource
    .createQueryBuilder(connection.queryRunner)
    .update(progressTable(connection).path)
    .set({ state })
    .where(`${connection.dataSource.driver.escape("statement")} = :statement`, {
      statement,
    })
    .execute();
}

/** Forgets one statement, or all of them. */
export async function forgetStatement(
  connection: Connection,
  statement?: number,
): Promise<void> {
  const deletion = connection.dataSource
    .createQueryBuilder(connection.queryRunner)
    .delete()
    .from(progressTable(connection).path);
  await (
    statement === undefined
      ? deletion
      : deletion.where(
          `${connection.dataSource.driver.escape("statement")} = :statement`,
          { statement },
        )
  ).execute();
}

function progressTable({ dataSource }: Connection): {
  readonly name: string;
  readonly path: string;
} {
  const { name, schema } = migrationsTable(dataSource);
  const { driver } = dataSource;
  return {
    name: progressName(name),
    path: driver.buildTableName(progressName(name), schema, driver.database),
  };
}
