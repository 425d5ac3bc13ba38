// Walks a database from one entity set to another and back, past every judge that is not this library.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { DataSource, type EntitySchema } from "typeorm";
import {
  autogenerate,
  check,
  downgrade,
  upgrade,
  type Answers,
  type AutogenerateResult,
} from "../../src";
import { dump, type TestServer } from "../servers";
import { withoutColumnOrder } from "./dumps";
import type { Row } from "./entities";
import { migrationClass } from "./migrationClass";

export interface Walk {
  readonly from: readonly EntitySchema<Row>[];
  readonly to: readonly EntitySchema<Row>[];
  /** By entity, in an order in which they can be inserted. */
  readonly rows?: Readonly<Record<string, readonly Row[]>>;
  readonly answers?: Answers;
  /** SQL that makes what TypeORM cannot declare, run before anything is compared. */
  readonly handmade?: readonly string[];
  readonly options?: Readonly<Record<string, unknown>>;
  /** Rows after the upgrade, by table and without tables that are not of interest; default: what both versions can hold. */
  readonly upgraded?: Readonly<Record<string, readonly Row[]>>;
  /** TypeORM's `synchronize` cannot build this, or not as it should: the dump of a fresh database is no judge. */
  readonly notAsSynchronized?: true;
}

/** What the walk found, for a case to look at further. */
export type Walked = AutogenerateResult;

/** There and back, and there and back again in the other direction unless rows or answers are of one direction only. */
export async function walk(server: TestServer, given: Walk): Promise<Walked> {
  const database = await server.createDatabase();
  const fresh = await server.createDatabase();
  const directory = mkdtempSync(path.join(tmpdir(), "walk-"));
  try {
    await prepare(database.url, given);
    const before = await schemaOf(database.url);
    const rowsBefore = await rowsOf(database.url);

    const source = dataSourceOf(database.url, given.to, given.options);
    const result = await autogenerate(source, {
      message: "Walk",
      directory,
      ...(given.answers === undefined ? {} : { answers: given.answers }),
    });
    if (result.file === undefined) throw new Error("No change was found.");
    const story = `${result.schemaDiff}\n${result.file.source}`;
    await told(story, async () => {
      expect(result.questions).toEqual([]);
      const migrated = dataSourceOf(database.url, given.to, {
        ...given.options,
        migrations: [migrationClass(result.file?.source ?? "")],
      });
      await upgrade(migrated);

      const again = await check(migrated);
      expect(again.schemaDiff).toBe("");
      expect(again).toMatchObject({
        operations: [],
        questions: [],
        clean: true,
      });
      expect(await typeOrmLog(database.url, given)).toEqual(
        given.notAsSynchronized ? expect.anything() : [],
      );
      if (!given.notAsSynchronized) {
        await prepare(fresh.url, {
          ...given,
          from: given.to,
          rows: {},
          handmade: [],
        });
        expect(withoutColumnOrder(await schemaOf(database.url))).toBe(
          withoutColumnOrder(await schemaOf(fresh.url)),
        );
      }
      const rowsAfter = await rowsOf(database.url);
      expect(rowsAfter).toMatchObject(
        given.upgraded ?? shared(rowsBefore, rowsAfter),
      );

      await downgrade(migrated, "base");
      expect(withoutColumnOrder(await schemaOf(database.url))).toBe(
        withoutColumnOrder(before),
      );
      const rowsBack = await rowsOf(database.url);
      expect(rowsBack).toMatchObject(
        shared(shared(rowsBefore, rowsAfter), rowsBack),
      );
    });
    return result;
  } finally {
    rmSync(directory, { recursive: true, force: true });
    await database.drop();
    await fresh.drop();
  }
}

/** A failure prints the schema diff and the file. */
async function told(story: string, judge: () => Promise<void>): Promise<void> {
  try {
    await judge();
  } catch (error) {
    if (error instanceof Error) error.message = `${error.message}\n\n${story}`;
    throw error;
  }
}

export function dataSourceOf(
  url: string,
  entities: readonly EntitySchema<Row>[],
  options: object = {},
): DataSource {
  return new DataSource({
    type: "postgres",
    url,
    entities: [...entities],
    ...options,
  });
}

async function prepare(url: string, given: Walk): Promise<void> {
  await withSource(
    dataSourceOf(url, given.from, given.options),
    async (source) => {
      // TypeORM makes it on connecting with entities that need it, so a dump would change by connecting.
      await source.query(`CREATE EXTENSION IF NOT EXISTS "uuid-ossp"`);
      for (const schema of schemasOf(source))
        await source.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`);
      await source.synchronize();
      for (const sql of given.handmade ?? []) await source.query(sql);
      for (const [name, rows] of Object.entries(given.rows ?? {}))
        await source.getRepository(name).insert([...rows]);
    },
  );
}

const schemasOf = (source: DataSource): string[] => [
  ...new Set(source.entityMetadatas.flatMap(({ schema }) => schema ?? [])),
];

async function typeOrmLog(url: string, given: Walk): Promise<string[]> {
  return withSource(
    dataSourceOf(url, given.to, given.options),
    async (source) => {
      const { upQueries } = await source.driver.createSchemaBuilder().log();
      return upQueries.map(({ query }) => query);
    },
  );
}

async function withSource<Result>(
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

const schemaOf = (url: string): Promise<string> =>
  dump(url, { exclude: ["migrations", "migrations_id_seq"] });

type Rows = Readonly<Record<string, readonly Row[]>>;

/** All rows of all tables, each table in the order of its first column. */
async function rowsOf(url: string): Promise<Rows> {
  return withSource(dataSourceOf(url, []), async (source) => {
    const tables = await source.query<{ schema: string; name: string }[]>(
      `SELECT schemaname AS "schema", tablename AS "name" FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> 'migrations'`,
    );
    const entries = await Promise.all(
      tables.map(async ({ schema, name }) => [
        `${schema}.${name}`,
        await source.query<Row[]>(
          `SELECT * FROM "${schema}"."${name}" ORDER BY 1`,
        ),
      ]),
    );
    return Object.fromEntries(entries) as Rows;
  });
}

/** The tables, and of their rows the columns, that are in both. */
function shared(before: Rows, after: Rows): Rows {
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
