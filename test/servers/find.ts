// Decides which server a run uses: the one that the environment names, else one that runs, else one that can be started here.
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { adminOf, type ServerKind } from "./admin";

export interface FoundServer {
  readonly url: string;
  readonly version: string;
}

const variables: Record<ServerKind, string> = {
  postgres: "TEST_POSTGRES_URL",
  mysql: "TEST_MYSQL_URL",
  mariadb: "TEST_MARIADB_URL",
};

/** Where a server listens when nobody has decided otherwise, and, for PostgreSQL, what containers usually have as password. */
const usualUrls: Record<ServerKind, readonly string[]> = {
  postgres: [
    "postgres://postgres@127.0.0.1:5432/postgres",
    "postgres://postgres:postgres@127.0.0.1:5432/postgres",
  ],
  mysql: ["mysql://root@127.0.0.1:3306", "mysql://root@127.0.0.1:3399"],
  mariadb: ["mariadb://root@127.0.0.1:3306"],
};

/** Set to use none of the servers that happen to run. */
const ownServersOnly = Boolean(process.env.TEST_SERVERS_OWN);

export async function findServer(
  kind: ServerKind,
  major?: number,
): Promise<FoundServer> {
  if (major !== undefined) return start(kind, String(major));

  const named = process.env[variables[kind]];
  if (named) return reach(named, `${variables[kind]} names a server`);

  return (await findRunning(kind)) ?? (await start(kind));
}

async function findRunning(kind: ServerKind): Promise<FoundServer | undefined> {
  if (ownServersOnly) return undefined;
  for (const url of usualUrls[kind]) {
    const version = await adminOf(url)
      .version()
      .catch(() => undefined);
    // MySQL and MariaDB listen on the same port; only the version tells them apart.
    if (
      version !== undefined &&
      /mariadb/i.test(version) === (kind === "mariadb")
    ) {
      return { url, version };
    }
  }
  return undefined;
}

/** What some machines cannot have: a server, a pg_dump that understands the newest PostgreSQL, a shell, an extension that does not come with the server. */
export type Need = ServerKind | typeof newestPgDump | Shell | Extension;
const newestPgDump = "pg_dump 18";
const shells = ["fish", "zsh"] as const;
export type Shell = (typeof shells)[number];
export const needs: readonly Exclude<Need, Extension>[] = [
  "mysql",
  "mariadb",
  newestPgDump,
  ...shells,
];

const isShell = (need: Need): need is Shell =>
  shells.some((shell) => shell === need);

/** Installs it where it is missing. */
export const getShell = (shell: Shell): Promise<string> =>
  run("shell", "get", shell);

export type Extension = "postgis" | "vector";
export const extensions: readonly Extension[] = ["postgis", "vector"];

/** Whether the server can make it; where it is Debian's own and this is root, what is missing is installed first. */
export async function hasExtension(
  url: string,
  extension: Extension,
): Promise<boolean> {
  const admin = adminOf(url);
  const isThere = async () => (await admin.extensions()).includes(extension);
  if (await isThere()) return true;
  const major = /\d+/.exec(await admin.version())?.[0] ?? "";
  return (
    (await succeeds(run("postgres-server", "extension", major, extension))) &&
    isThere()
  );
}

/** Whether it is here or can be got; answers at once, starts nothing. */
export async function canHave(
  need: Exclude<Need, Extension>,
): Promise<boolean> {
  if (need === newestPgDump) return succeeds(run("pg-dump", "possible", "18"));
  if (isShell(need)) return succeeds(run("shell", "possible", need));
  return (
    Boolean(process.env[variables[need]]) ||
    (await findRunning(need)) !== undefined ||
    succeeds(run(`${need}-server`, "possible"))
  );
}

/** The line for people who run the tests where it cannot be had. */
export function notRun(need: Need): string {
  const remedy =
    need === newestPgDump ||
    isShell(need) ||
    need === "postgis" ||
    need === "vector"
      ? "Install it"
      : `Set ${variables[need]}=${usualUrls[need][0] ?? ""}, or install a server`;
  return `*** NOT RUN: tests that need ${need}. ${remedy}, or run as root on Debian. ***`;
}

async function start(
  kind: ServerKind,
  ...version: readonly string[]
): Promise<FoundServer> {
  const url = await run(`${kind}-server`, "start", ...version).catch(
    (error: unknown) => {
      throw new Error(`${notRun(kind)}\n\n${String(error)}`);
    },
  );
  return reach(url, `scripts/${kind}-server.sh started a server`);
}

async function reach(url: string, claim: string): Promise<FoundServer> {
  try {
    return { url, version: await adminOf(url).version() };
  } catch (error) {
    throw new Error(`${claim} that does not answer at ${url}`, {
      cause: error,
    });
  }
}

async function run(script: string, ...args: string[]): Promise<string> {
  const file = path.resolve(__dirname, `../../scripts/${script}.sh`);
  const { stdout } = await promisify(execFile)(file, args);
  return stdout.trim();
}

const succeeds = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false,
  );
