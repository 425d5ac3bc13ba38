// A test's database: made by TypeORM from entities, filled, and read back as text and rows.
import { DataSource, type EntitySchema } from "typeorm";
import { dump } from "../servers";
import type { Row } from "./entities";

/** What entities may be given as: plain data, or a decorated class. */
export type AnyEntity = EntitySchema<Row> | (new () => object);

/** What a database is made of. */
export interface Content {
  readonly entities: readonly AnyEntity[];
  readonly options?: Readonly<Record<string, unknown>>;
  /** SQL that runs before TypeORM builds the tables: extensions, schemas, roles. */
  readonly groundwork?: readonly string[];
  /** SQL that makes what TypeORM cannot declare. */
  readonly handmade?: readonly string[];
  /** By entity, in an order in which they can be inserted. */
  readonly rows?: Readonly<Record<string, readonly Row[]>>;
}

export function dataSourceOf(
  url: string,
  entities: readonly AnyEntity[],
  options: object = {},
): DataSource {
  return new DataSource({
    type: "postgres",
    url,
    entities: [...entities],
    ...options,
  });
}

/** TypeORM's `synchronize`, what was made by hand, and rows. */
export async function build(url: string, content: Content): Promise<void> {
  // Before TypeORM connects with entities: it then makes the extensions that they need, so a dump would change by connecting.
  await withSource(dataSourceOf(url, []), async (source) => {
    for (const sql of [
      `CREATE EXTENSION IF NOT EXISTS "uuid-ossp"`,
      ...(content.groundwork ?? []),
    ])
      await source.query(sql);
  });
  await withSource(
    dataSourceOf(url, content.entities, content.options),
    async (source) => {
      for (const schema of schemasOf(source))
        await source.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
      await source.synchronize();
      for (const sql of content.handmade ?? []) await source.query(sql);
      for (const [name, rows] of Object.entries(content.rows ?? {}))
        // TypeORM writes generated values into what it inserts.
        await source
          .getRepository(name)
          .insert(rows.map((row) => ({ ...row })));
    },
  );
}

const schemasOf = (source: DataSource): string[] => [
  ...new Set(source.entityMetadatas.flatMap(({ schema }) => schema ?? [])),
];

/** What TypeORM's own generator would do. */
export async function typeOrmLog(
  url: string,
  { entities, options }: Content,
): Promise<string[]> {
  return withSource(dataSourceOf(url, entities, options), async (source) => {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  });
}

export async function withSource<Result>(
  source: DataSource,
  work: (source: DataSource) => Promise<Result>,
): Promise<Result> {
  await source.initialize();
  try {
    return await work(source);
  } finally {
    await source.destroy();
  }
}

export const schemaOf = (url: string): Promise<string> =>
  dump(url, {
    exclude: ["*.migrations", "*.migrations_id_seq", "*.typeorm_metadata"],
  });

/** What TypeORM remembers of views and generated columns, wherever the table is. */
export async function recordOf(url: string): Promise<readonly Row[]> {
  return withSource(dataSourceOf(url, []), async (source) => {
    const tables = await source.query<{ sql: string }[]>(
      `SELECT format('SELECT "type", "database" = current_database() AS "here", "schema", "table", "name", "value" FROM %I.%I', schemaname, tablename) AS "sql"
         FROM pg_tables WHERE tablename = 'typeorm_metadata'`,
    );
    const rows = await Promise.all(
      tables.map(({ sql }) =>
        source.query<Row[]>(`${sql} ORDER BY 1, 3, 4, 5`),
      ),
    );
    return rows.flat();
  });
}

/** By `schema.table`. */
export type Rows = Readonly<Record<string, readonly Row[]>>;

/** All rows of all tables, each table in the order of its first column. */
export async function rowsOf(url: string): Promise<Rows> {
  return withSource(dataSourceOf(url, []), async (source) => {
    const tables = await source.query<{ name: string; sql: string }[]>(
      `SELECT schemaname || '.' || tablename AS "name",
              format('SELECT * FROM %I.%I ORDER BY 1', schemaname, tablename) AS "sql"
         FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename NOT IN ('migrations', 'typeorm_metadata')`,
    );
    const entries = await Promise.all(
      tables.map(async ({ name, sql }) => [
        name,
        await source.query<Row[]>(sql),
      ]),
    );
    return Object.fromEntries(entries) as Rows;
  });
}

/** The tables, and of their rows the columns, that are in both. */
export function shared(before: Rows, after: Rows): Rows {
  return Object.fromEntries(
    Object.entries(before)
      .filter(([table]) => table in after)
      .map(([table, rows]) => {
        const columns = Object.keys(after[table]?.[0] ?? {});
        return [
          table,
          rows.map((row) =>
            Object.fromEntries(
              Object.entries(row).filter(([column]) =>
                columns.includes(column),
              ),
            ),
          ),
        ];
      }),
  );
}
