// The dialects by the name that TypeORM has for their driver.
import { UnsupportedDatabaseError } from "../schema/errors";
import type { Database, Dialect } from "./dialect";
import { mariadb, mariadbUnder } from "./mariadb";
import { mysql, mysqlUnder } from "./mysql";
import { readSession } from "./mysql/session";
import { postgres } from "./postgres";

const dialects: ReadonlyMap<string, Dialect> = new Map(
  [postgres, mysql, mariadb].map((dialect) => [dialect.name, dialect]),
);

/** The dialect of the server at the other end: MySQL and MariaDB both answer to either name that TypeORM has for their driver. */
export async function dialectOfServer(
  type: string,
  database: Database,
): Promise<Dialect> {
  const dialect = dialectOf(type);
  if (dialect === postgres) return dialect;
  const { isMariadb, modes } = await readSession(database);
  return isMariadb ? mariadbUnder(modes) : mysqlUnder(modes);
}

/** @throws UnsupportedDatabaseError for a driver that has no dialect. */
export function dialectOf(type: string): Dialect {
  const dialect = dialects.get(type);
  if (dialect === undefined)
    throw new UnsupportedDatabaseError(
      `The DataSource is of type "${type}", which is not supported. Supported: ${[...dialects.keys()].join(", ")}.`,
    );
  return dialect;
}
