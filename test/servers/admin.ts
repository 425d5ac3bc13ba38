// The few things that tests ask of a server as a whole, in the words of each kind of server.
import { createConnection, type RowDataPacket } from "mysql2/promise";
import { Client } from "pg";

export const serverKinds = ["postgres", "mysql", "mariadb"] as const;
export type ServerKind = (typeof serverKinds)[number];

export interface Admin {
  version(): Promise<string>;
  databases(): Promise<readonly string[]>;
  /** What CREATE EXTENSION can make; none but PostgreSQL has any. */
  extensions(): Promise<readonly string[]>;
  create(name: string): Promise<void>;
  drop(name: string): Promise<void>;
  urlOf(name: string): string;
}

/** Opens no connection before it is asked something, and leaves none open. */
export function adminOf(url: string): Admin {
  const query = url.startsWith("postgres") ? queryPostgres : queryMysql;
  const ask = async (sql: string) => {
    const rows = await query(url, sql);
    return rows.map((row) => String(Object.values(row)[0]));
  };
  const urlOf = (name: string) => {
    const other = new URL(url);
    other.pathname = `/${name}`;
    return other.href;
  };
  const version = async () => (await ask("SELECT version()")).join();

  return url.startsWith("postgres")
    ? {
        version,
        urlOf,
        databases: () => ask("SELECT datname FROM pg_database"),
        extensions: () => ask("SELECT name FROM pg_available_extensions"),
        // template1 may hold what somebody put there, and cannot be copied while anybody is connected to it.
        create: async (name) => {
          await ask(`CREATE DATABASE "${name}" TEMPLATE template0`);
        },
        // Not WITH (FORCE), which PostgreSQL 12 does not know.
        drop: async (name) => {
          await ask(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
          );
          await ask(`DROP DATABASE IF EXISTS "${name}"`);
        },
      }
    : {
        version,
        urlOf,
        databases: () => ask("SHOW DATABASES"),
        extensions: () => Promise.resolve([]),
        create: async (name) => {
          await ask(`CREATE DATABASE \`${name}\``);
        },
        drop: async (name) => {
          await ask(`DROP DATABASE IF EXISTS \`${name}\``);
        },
      };
}

type Row = Record<string, unknown>;

async function queryPostgres(url: string, sql: string): Promise<Row[]> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
  });
  // A server that goes away after the answer is no failure of the test.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function queryMysql(url: string, sql: string): Promise<Row[]> {
  const connection = await createConnection({
    uri: url,
    connectTimeout: 5_000,
  });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    // What is not a query answers with one header instead of rows.
    return Array.isArray(rows) ? rows : [];
  } finally {
    await connection.end();
  }
}
