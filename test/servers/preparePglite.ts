// Runs once before all test files of a run on PGlite, PostgreSQL in WebAssembly: starts it behind sockets, in this process.
import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { citext } from "@electric-sql/pglite/contrib/citext";
import { cube } from "@electric-sql/pglite/contrib/cube";
import { file_fdw } from "@electric-sql/pglite/contrib/file_fdw";
import { hstore } from "@electric-sql/pglite/contrib/hstore";
import { ltree } from "@electric-sql/pglite/contrib/ltree";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { pgcrypto } from "@electric-sql/pglite/contrib/pgcrypto";
import { uuid_ossp } from "@electric-sql/pglite/contrib/uuid_ossp";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";

const extensions = {
  btree_gist,
  citext,
  cube,
  file_fdw,
  hstore,
  ltree,
  pg_trgm,
  pgcrypto,
  uuid_ossp,
};

/** Two databases for the whole run, as many as a walk needs at a time: each takes seconds to start, and much memory. */
export default async function prepare(): Promise<void> {
  process.env.TEST_PGLITE_URLS = [await start(), await start()].join();
}

async function start(): Promise<string> {
  const db = await PGlite.create({ extensions });
  const server = new PGLiteSocketServer({
    db,
    port: 0,
    // A DataSource has a pool, and a walk more than one DataSource.
    maxConnections: 100,
  });
  await server.start();
  return `postgres://postgres@${server.getServerConn()}/postgres`;
}
