// PostgreSQL, as its judges see it.
import { dump } from "../../servers";
import type { Row } from "../entities";
import { withoutColumnOrder } from "../dumps";
import type { Judge } from "./judge";

export const postgres: Judge = {
  type: "postgres",
  // TypeORM makes the extensions that entities need when it connects, so a dump would change by connecting.
  groundwork: [`CREATE EXTENSION IF NOT EXISTS "uuid-ossp"`],
  createSchema: (name) => `CREATE SCHEMA IF NOT EXISTS "${name}"`,
  // A new database is emptied too: a schema that is made again is dumped otherwise than one that came with the database.
  emptying: async (query) => {
    const all = await query<{ sql: string }>(
      `SELECT format('DROP SCHEMA %I CASCADE', nspname) AS "sql" FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
       UNION ALL SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
       UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER IF EXISTS %I CASCADE', fdwname) FROM pg_foreign_data_wrapper`,
    );
    return [[...all.map(({ sql }) => sql), "CREATE SCHEMA public"].join(";\n")];
  },
  schemaOf: (url) =>
    dump(url, {
      exclude: ["*.migrations", "*.migrations_id_seq", "*.typeorm_metadata"],
    }),
  rowsOf: async (query) => {
    const tables = await query<{ name: string; sql: string }>(
      `SELECT schemaname || '.' || tablename AS "name",
              format('SELECT * FROM %I.%I ORDER BY 1', schemaname, tablename) AS "sql"
         FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename NOT IN ('migrations', 'typeorm_metadata')`,
    );
    const entries = await Promise.all(
      tables.map(
        async ({ name, sql }) => [name, await query<Row>(sql)] as const,
      ),
    );
    return Object.fromEntries(entries);
  },
  recordOf: async (query) => {
    const tables = await query<{ sql: string }>(
      `SELECT format('SELECT "type", "database" = current_database() AS "here", "schema", "table", "name", "value" FROM %I.%I', schemaname, tablename) AS "sql"
         FROM pg_tables WHERE tablename = 'typeorm_metadata'`,
    );
    const rows = await Promise.all(
      tables.map(({ sql }) => query<Row>(`${sql} ORDER BY 1, 3, 4, 5`)),
    );
    return rows.flat();
  },
  withoutColumnOrder,
  asRestored: withoutColumnOrder,
  asSynchronized: (text) => text,
  restless: false,
};
