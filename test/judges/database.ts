// A test's database: made by TypeORM from entities, filled, and read back as text and rows.
import { DataSource, type EntitySchema } from "typeorm";
import type { Row } from "./entities";
import { judgeOf } from "./servers";

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
    type: judgeOf(url).type,
    url,
    entities: [...entities],
    ...options,
  });
}

/** TypeORM's `synchronize`, what was made by hand, and rows. */
export async function build(url: string, content: Content): Promise<void> {
  const judge = judgeOf(url);
  await withSource(dataSourceOf(url, []), async (source) => {
    for (const sql of [...judge.groundwork, ...(content.groundwork ?? [])])
      await source.query(sql);
  });
  await withSource(
    dataSourceOf(url, content.entities, content.options),
    async (source) => {
      for (const schema of schemasOf(source))
        await source.query(judge.createSchema(schema));
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

const schemasOf = ({ options, entityMetadatas }: DataSource): string[] => [
  ...new Set(
    entityMetadatas.flatMap(
      ({ schema, database }) =>
        (options.type === "postgres" ? schema : database) ?? [],
    ),
  ),
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
  withSource(dataSourceOf(url, []), (source) =>
    judgeOf(url).schemaOf(url, (sql) => source.query(sql)),
  );

/** What TypeORM remembers of views and generated columns, wherever the table is. */
export const recordOf = (url: string): Promise<readonly Row[]> =>
  withSource(dataSourceOf(url, []), (source) =>
    judgeOf(url).recordOf((sql) => source.query(sql)),
  );

/** By `schema.table`, or by table where there is one schema. */
export type Rows = Readonly<Record<string, readonly Row[]>>;

/** All rows of all tables, each table in the order of its first column. */
export const rowsOf = (url: string): Promise<Rows> =>
  withSource(dataSourceOf(url, []), (source) =>
    judgeOf(url).rowsOf((sql) => source.query(sql)),
  );

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
