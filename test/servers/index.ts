// Gives tests real servers: found where they run, else started, with fresh databases for each test file.
import { randomBytes } from "node:crypto";
import { adminOf, type Admin, type ServerKind } from "./admin";
import { findServer, type Need } from "./find";
import { pgliteUrls } from "./pglite";

export { dump } from "./dump";
export { getShell } from "./find";
export type { ServerKind } from "./admin";

export interface TestServer {
  readonly kind: ServerKind;
  readonly url: string;
  /** What `select version()` says. */
  readonly version: string;
  /** Makes an empty database that nobody else uses. */
  createDatabase(): Promise<TestDatabase>;
}

export interface TestDatabase {
  readonly name: string;
  /** In the form that TypeORM's `url` option takes. */
  readonly url: string;
  /** Drops the database, closing the connections that are still open to it. */
  drop(): Promise<void>;
}

const servers = new Map<string, Promise<TestServer>>();

/**
 * The server of that kind that this run uses, started on first use. A major version, 12 to 18, asks for that very
 * PostgreSQL, whatever else runs; it is downloaded the first time.
 */
export function testServer(
  kind: ServerKind,
  major?: number,
): Promise<TestServer> {
  const urls = pgliteUrls();
  if (urls !== undefined && kind === "postgres" && major === undefined)
    return Promise.resolve(pglite(urls));
  const key = `${kind} ${major ?? ""}`;
  const known = servers.get(key);
  if (known) return known;
  const server = connect(kind, major);
  servers.set(key, server);
  return server;
}

/**
 * `describe` for tests that need what not every machine has: skipped where it cannot be had (the run has said so), failing instead where CI
 * is set.
 */
export function describeOn(need: Need, name: string, body: () => void): void {
  const missing = (process.env.TEST_MISSING ?? "").split(",");
  const define = missing.includes(need) ? describe.skip : describe;
  define(name, body);
}

async function connect(
  kind: ServerKind,
  major: number | undefined,
): Promise<TestServer> {
  const { url, version } = await findServer(kind, major);
  const admin = adminOf(url);
  await dropLeftovers(admin);

  return {
    kind,
    url,
    version,
    async createDatabase() {
      const name = freshName();
      await admin.create(name);
      return {
        name,
        url: admin.urlOf(name),
        drop: () => admin.drop(name),
      };
    },
  };
}

const free: string[] = [];
let served: TestServer | undefined;

/** Databases that are there already, and are given back instead of dropped: tests empty them before use. */
function pglite(urls: readonly string[]): TestServer {
  if (served !== undefined) return served;
  free.push(...urls);
  served = {
    kind: "postgres",
    url: urls[0] ?? "",
    version: "PGlite",
    createDatabase() {
      const url = free.pop();
      if (url === undefined)
        throw new Error("PGlite has two databases, and both are in use.");
      const drop = () => Promise.resolve(void free.push(url));
      return Promise.resolve({ name: "postgres", url, drop });
    },
  };
  return served;
}

const hour = 60 * 60;
const now = () => Math.floor(Date.now() / 1000);

/** Says when it was made, so that a later run can tell a database that a crashed run left behind. */
function freshName(): string {
  return `ta_${now()}_${randomBytes(4).toString("hex")}`;
}

function isLeftover(name: string): boolean {
  const made = /^ta_(\d+)_[0-9a-f]{8}$/.exec(name)?.[1];
  return made !== undefined && Number(made) < now() - hour;
}

async function dropLeftovers(admin: Admin): Promise<void> {
  const leftovers = (await admin.databases()).filter(isLeftover);
  // Another test process may be at the same work and win.
  await Promise.allSettled(leftovers.map((name) => admin.drop(name)));
}
