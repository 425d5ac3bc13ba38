// The dialects by the name that TypeORM has for their driver.
import { UnsupportedDatabaseError } from "../schema/errors";
import type { Dialect } from "./dialect";
import { mariadb } from "./mariadb";
import { mysql } from "./mysql";
import { postgres } from "./postgres";

const dialects: ReadonlyMap<string, Dialect> = new Map(
  [postgres, mysql, mariadb].map((dialect) => [dialect.name, dialect]),
);

/** The dialect of the server at the other end: a MariaDB answers to TypeORM's "mysql" too, and says what it is when it is greeted. */
export function dialectOfServer(type: string, greeting: string): Dialect {
  return type === mysql.name && /mariadb/i.test(greeting)
    ? mariadb
    : dialectOf(type);
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
