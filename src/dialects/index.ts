// The dialects by the name that TypeORM has for their driver.
import { UnsupportedDatabaseError } from "../schema/errors";
import type { Dialect } from "./dialect";
import { postgres } from "./postgres";

const dialects: ReadonlyMap<string, Dialect> = new Map([
  ["postgres", postgres],
]);

/** @throws UnsupportedDatabaseError for a driver that has no dialect. */
export function dialectOf(type: string): Dialect {
  const dialect = dialects.get(type);
  if (dialect === undefined)
    throw new UnsupportedDatabaseError(
      `The DataSource is of type "${type}", which is not supported. Supported: ${[...dialects.keys()].join(", ")}.`,
    );
  return dialect;
}
