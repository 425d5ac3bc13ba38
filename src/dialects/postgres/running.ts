// The lock that one runner holds at a time, how long statements wait, and parameters as literals, in PostgreSQL's words.
import type { Running } from "../running";
import { literal } from "./quote";

// A bigint key, of which pg_locks shows the halves. "Advisory Locks" in the manual.
const keyOf = (name: string): string => `hashtextextended(${literal(name)}, 0)`;

const holderQuery = (name: string): string => `
  SELECT a.pid, a.usename AS "user", a.application_name AS "application", host(a.client_addr) AS "host",
         to_char(a.backend_start, 'YYYY-MM-DD HH24:MI:SS') AS "since"
    FROM pg_locks l JOIN pg_stat_activity a USING (pid)
   WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
     AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
     AND (l.classid::bigint << 32 | l.objid::bigint) = ${keyOf(name)}`;

// Not on every operating system.
const lookForClient = `
  SELECT set_config(name, '1000', false) FROM pg_settings WHERE name = 'client_connection_check_interval'`;

interface Holder {
  readonly pid: number;
  readonly user: string | null;
  readonly application: string | null;
  readonly host: string | null;
  readonly since: string | null;
}

export const running: Running = {
  async tryLock(database, name) {
    const [row] = await database.query<{ locked: boolean }>(
      `SELECT pg_try_advisory_lock(${keyOf(name)}) AS "locked"`,
    );
    if (row?.locked !== true) return false;
    // Of a killed process the server hears only when a statement ends, and the lock stays as long; since PostgreSQL 14 it can look.
    await database.query(lookForClient).catch(() => undefined);
    return true;
  },
  async unlock(database, name) {
    await database.query(`SELECT pg_advisory_unlock(${keyOf(name)})`);
  },
  async lockHolder(database, name) {
    const [holder] = await database.query<Holder>(holderQuery(name));
    return holder && inWords(holder);
  },
  lockTimeout: (milliseconds) =>
    milliseconds === undefined
      ? "RESET lock_timeout"
      : `SET lock_timeout = ${Math.round(milliseconds)}`,
  inlined: (sql, parameters) =>
    sql.replace(tokens, (token) => {
      const number = /^\$(\d+)$/.exec(token)?.[1];
      return number === undefined
        ? token
        : constant(parameters[Number(number) - 1]);
    }),
  preface: "SET client_encoding = 'UTF8'",
  ended: (sql) => {
    const text = sql.trim().replace(/;$/, "");
    // A comment would swallow the semicolon.
    return /--/.test(text.slice(text.lastIndexOf("\n") + 1))
      ? `${text}\n;`
      : `${text};`;
  },
  // A failed file is rolled back, so these are never asked.
  isDoneAlready: () => false,
  hasNothingToTakeBack: () => false,
  isSentAgain: () => false,
  clear: () => Promise.resolve(),
  isTransactional: () => true,
};

function inWords({ pid, user, application, host, since }: Holder): string {
  return [
    `process ${pid}`,
    ...(user === null ? [] : [`of user "${user}"`]),
    ...(host === null ? [] : [`from ${host}`]),
    ...(application ? [`("${application}")`] : []),
    ...(since === null ? [] : [`connected since ${since}`]),
  ].join(" ");
}

/** Strings, names, dollar quotes and comments, in which nothing is a parameter; parameters; everything else. */
const tokens =
  /(?<![\w$])[eE]'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<![\w$])\$(\w*(?<!\$\d+))\$[^]*?\$\1\$|--[^\n]*|\/\*[^]*?\*\/|(?<![\w$])\$\d+/g;

/** As the driver sends it: text of which the server tells the type from its place, which a quoted constant is too. */
function constant(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (Array.isArray(value)) return literal(`{${value.map(element).join(",")}}`);
  return literal(textOf(value));
}

function element(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (Array.isArray(value)) return `{${value.map(element).join(",")}}`;
  return `"${textOf(value).replace(/["\\]/g, "\\$&")}"`;
}

function textOf(value: unknown): string {
  if (value instanceof Date) return withOffset(value);
  if (value instanceof Uint8Array)
    return `\\x${Buffer.from(value).toString("hex")}`;
  return typeof value === "string" ? value : asJson(value);
}

/** Numbers and booleans as they are, objects for a column that takes JSON. */
const asJson = (value: unknown): string =>
  typeof value === "bigint" ? value.toString() : JSON.stringify(value);

/** `2026-11-28T02:50:42.000+02:00`: the local time, of which a column without a time zone leaves out the offset. */
function withOffset(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const local = new Date(date.getTime() + minutes * 60_000).toISOString();
  const two = (number: number): string =>
    String(Math.floor(Math.abs(number))).padStart(2, "0");
  return `${local.slice(0, -1)}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
