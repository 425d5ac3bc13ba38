// How far a revision has come on a server whose DDL commits by itself: kept beside the migrations table, and gone when the revision is done.
import { createHash } from "node:crypto";
import { migrationsTable, type Connection } from "./applied";
import type { Direction } from "./move";

/** A revision that was left half done. */
export interface Progress {
  readonly name: string;
  readonly direction: Direction;
  readonly done: readonly DoneStatement[];
  /** The statement after those was begun, and the connection lost before it was said how it ended. */
  readonly doubtful: boolean;
}

export interface DoneStatement {
  readonly digest: string;
  /** It gave rows, and so did nothing that needs not be done again. */
  readonly reads: boolean;
}

export function digestOf(sql: string, parameters: readonly unknown[]): string {
  return createHash("sha256")
    .update(JSON.stringify([sql, parameters]))
    .digest("hex")
    .slice(0, 16);
}

/** Of the revision that was left half done, if there is one. */
export async function readProgress(
  connection: Connection,
): Promise<Progress | undefined> {
  if (connection.dialect.transactionalDdl) return undefined;
  const { dataSource, queryRunner } = connection;
  const { name, path } = progressTable(connection);
  if (!(await queryRunner.hasTable(path))) return undefined;
  const row = await dataSource
    .createQueryBuilder(queryRunner)
    .select()
    .from(path, name)
    .getRawOne<Row>();
  return row && progressOf(row);
}

export async function createProgressTable(
  connection: Connection,
): Promise<void> {
  const { queryRunner, dataSource } = connection;
  const { driver } = dataSource;
  const { path } = progressTable(connection);
  if (await queryRunner.hasTable(path)) return;
  const columns = [
    "name varchar(255) NOT NULL PRIMARY KEY",
    "direction varchar(16) NOT NULL",
    "done text NOT NULL",
    "doubtful int NOT NULL",
  ];
  await queryRunner.query(
    `CREATE TABLE ${path.split(".").map(driver.escape.bind(driver)).join(".")} (${columns.join(", ")})`,
  );
}

/** Takes the table away, once nothing is left half done. */
export async function dropProgressTable(connection: Connection): Promise<void> {
  await connection.queryRunner.dropTable(progressTable(connection).path, true);
}

export async function writeProgress(
  connection: Connection,
  { name, direction, done, doubtful }: Progress,
  known: boolean,
): Promise<void> {
  const { path } = progressTable(connection);
  const builder = connection.dataSource.createQueryBuilder(
    connection.queryRunner,
  );
  const row: Row = {
    name,
    direction,
    done: done
      .map(({ digest, reads }) => `${reads ? "reads" : "does"} ${digest}`)
      .join("\n"),
    doubtful: doubtful ? 1 : 0,
  };
  await (
    known
      ? builder.update(path).set(row).where("name = :key", { key: name })
      : builder.insert().into(path).values(row)
  ).execute();
}

export async function forgetProgress(connection: Connection): Promise<void> {
  const { path } = progressTable(connection);
  await connection.dataSource
    .createQueryBuilder(connection.queryRunner)
    .delete()
    .from(path)
    .execute();
}

interface Row {
  readonly name: string;
  readonly direction: Direction;
  readonly done: string;
  readonly doubtful: number;
}

function progressOf({ name, direction, done, doubtful }: Row): Progress {
  return {
    name,
    direction,
    done: done
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        const [kind, digest = ""] = line.split(" ");
        return { digest, reads: kind === "reads" };
      }),
    doubtful: doubtful !== 0,
  };
}

function progressTable({ dataSource }: Connection): {
  readonly name: string;
  readonly path: string;
} {
  const { name, schema } = migrationsTable(dataSource);
  const { driver } = dataSource;
  return {
    name: `${name}_progress`,
    path: driver.buildTableName(`${name}_progress`, schema, driver.database),
  };
}
