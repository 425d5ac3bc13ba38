// A database that is made for a trial, on the server of a DataSource, and dropped after.
import { randomBytes } from "node:crypto";
import type { DataSource, DataSourceOptions } from "typeorm";
import { withDatabase } from "./database";

/** Does the work with a DataSource like the given one, on an empty database. */
export async function onScratch<Result>(
  dataSource: DataSource,
  work: (scratch: DataSource) => Promise<Result>,
): Promise<Result> {
  const name = `typeorm_scratch_${randomBytes(6).toString("hex")}`;
  const { driver } = dataSource;
  const run = (sql: string): Promise<unknown> =>
    withDatabase(dataSource, ({ queryRunner }) => queryRunner.query(sql));
  await run(`CREATE DATABASE ${driver.escape(name)}`);
  try {
    const scratch = beside(dataSource, name);
    await makeOwnSchema(await ownSchema(dataSource), scratch);
    return await work(scratch);
  } finally {
    await run(`DROP DATABASE ${driver.escape(name)}`);
  }
}

/** Where a table goes that names no schema. */
const ownSchema = (dataSource: DataSource): Promise<string | undefined> =>
  withDatabase(dataSource, ({ queryRunner }) => queryRunner.getCurrentSchema());

/** The connection may name one of its own, which an empty database has not. */
const makeOwnSchema = (
  schema: string | undefined,
  scratch: DataSource,
): Promise<void> =>
  withDatabase(scratch, async ({ queryRunner }) => {
    if (schema && !(await queryRunner.getCurrentSchema()))
      await queryRunner.createSchema(schema);
  });

/** The project's own copy of TypeORM makes it. */
function beside(dataSource: DataSource, database: string): DataSource {
  const Source = dataSource.constructor as new (
    options: DataSourceOptions,
  ) => DataSource;
  const { url, ...options } = dataSource.options as DataSourceOptions & {
    readonly url?: string;
  };
  return new Source({
    ...options,
    ...(url === undefined ? {} : { url: onDatabase(url, database) }),
    database,
  } as DataSourceOptions);
}

function onDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}
