// The lock that one runner holds at a time, how long statements wait, what is done already, and parameters as literals, in the words of MySQL and MariaDB.
import { createHash } from "node:crypto";
import type { ObjectId } from "../../schema/schema";
import type { Running } from "../running";
import { procedureName } from "./compile/batches";
import { besidePrefix } from "./compile/detour";
import { identifier, literal, qualified } from "./quote";
import { firstWord, holdsBare, withParameters } from "./scan";

/** The name is the whole server's, and may have 64 characters ("Locking Functions" in the manual). */
const keyOf = (name: string): string =>
  literal(
    `typeorm-${createHash("sha256").update(name).digest("hex").slice(0, 40)}`,
  );

const holderQuery = (name: string): string => `
  SELECT l.\`id\`, p.USER AS \`user\`, p.HOST AS \`host\`, p.INFO AS \`statement\`
    FROM (SELECT IS_USED_LOCK(${keyOf(name)}) AS \`id\`) AS l
    LEFT JOIN information_schema.PROCESSLIST AS p ON p.ID = l.\`id\`
   WHERE l.\`id\` IS NOT NULL`;

interface Holder {
  readonly id: number | string;
  /** These are null without the PROCESS privilege, where another user has it. */
  readonly user: string | null;
  readonly host: string | null;
  readonly statement: string | null;
}

export const running: Running = {
  async tryLock(database, name) {
    const [row] = await database.query<{ locked: number | string | null }>(
      `SELECT GET_LOCK(${keyOf(name)}, 0) AS \`locked\``,
    );
    return Number(row?.locked) === 1;
  },
  async unlock(database, name) {
    await database.query(`DO RELEASE_LOCK(${keyOf(name)})`);
  },
  async lockHolder(database, name) {
    const [holder] = await database.query<Holder>(holderQuery(name));
    return holder && inWords(holder);
  },
  lockTimeout: (milliseconds) => {
    // Whole seconds, and one at least. The one is for tables, the other for rows.
    const value =
      milliseconds === undefined
        ? "DEFAULT"
        : String(Math.max(1, Math.ceil(milliseconds / 1_000)));
    return `SET SESSION lock_wait_timeout = ${value}, SESSION innodb_lock_wait_timeout = ${value}`;
  },
  inlined: (sql, parameters, timeZone) =>
    withParameters(sql, (index) => constant(parameters[index], timeZone)),
  preface: "SET NAMES utf8mb4",
  ended,
  isDoneAlready,
  // ER_KEY_COLUMN_DOES_NOT_EXITS: MariaDB looks for the column of a key before it looks for what is to go.
  hasNothingToTakeBack: (error) =>
    isDoneAlready(error) || (error as Failure).errno === 1072,
  isSentAgain: (sql, result) => {
    const word = firstWord(sql);
    return (
      sentAgain.has(word) ||
      // Only what it gave says whether it read.
      (word === "WITH" && Array.isArray(result))
    );
  },
  async clear(database, schemas) {
    const those = schemas
      .map((schema) => (schema === undefined ? "DATABASE()" : literal(schema)))
      .join(", ");
    const columns = await database.query<{
      schema: string;
      name: string;
      column: string;
    }>(
      `SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`name\`, COLUMN_NAME AS \`column\`
         FROM information_schema.COLUMNS
        WHERE LEFT(COLUMN_NAME, ${besidePrefix.length}) = ${literal(besidePrefix)} AND TABLE_SCHEMA IN (${those})`,
    );
    for (const { column, ...table } of columns)
      await database.query(
        `ALTER TABLE ${qualified(table)} DROP COLUMN ${identifier(column)}`,
      );
    const procedures = await database.query<ObjectId>(
      `SELECT ROUTINE_SCHEMA AS \`schema\`, ROUTINE_NAME AS \`name\`
         FROM information_schema.ROUTINES
        WHERE ROUTINE_NAME = ${literal(procedureName)} AND ROUTINE_SCHEMA IN (${those})`,
    );
    for (const procedure of procedures)
      await database.query(`DROP PROCEDURE ${qualified(procedure)}`);
  },
  isTransactional: (sql) => transactional.has(firstWord(sql)),
};

/** The command-line client ends a statement at a semicolon, also in the body of a trigger or procedure, where it is told another end. */
function ended(sql: string): string {
  const text = sql.trim().replace(/;$/, "");
  return holdsBare(text, ";")
    ? `DELIMITER //\n${text}\n//\nDELIMITER ;`
    : // A comment would swallow the semicolon.
      /--|#/.test(text.slice(text.lastIndexOf("\n") + 1))
      ? `${text}\n;`
      : `${text};`;
}

function isDoneAlready(error: unknown): boolean {
  const { errno, message } = error as Failure;
  return (
    (errno !== undefined && doneAlready.has(errno)) ||
    // MariaDB has no number of its own for a foreign key that is there.
    (errno === 1005 && message.includes("errno: 121"))
  );
}

interface Failure {
  readonly errno?: number;
  readonly message: string;
}

function inWords({ id, user, host, statement }: Holder): string {
  return [
    `connection ${id}`,
    ...(user === null ? [] : [`of user "${user}"`]),
    ...(host === null ? [] : [`from ${host}`]),
    ...(statement === null ? [] : ["which is running a statement"]),
  ].join(" ");
}

/** What reads, so that what follows may hang on it, and what holds for the session only. */
const sentAgain: ReadonlySet<string> = new Set([
  "SELECT",
  "SHOW",
  "DESCRIBE",
  "DESC",
  "EXPLAIN",
  "TABLE",
  "VALUES",
  "SET",
  "USE",
]);

const transactional: ReadonlySet<string> = new Set([
  "INSERT",
  "UPDATE",
  "DELETE",
  "REPLACE",
  "WITH",
  "LOAD",
]);

/** "Server Error Message Reference" in the manual: what is to be made is there, what is to go is not. */
const doneAlready: ReadonlySet<number> = new Set([
  1007, // ER_DB_CREATE_EXISTS
  1008, // ER_DB_DROP_EXISTS
  1050, // ER_TABLE_EXISTS_ERROR
  1051, // ER_BAD_TABLE_ERROR
  1054, // ER_BAD_FIELD_ERROR
  1060, // ER_DUP_FIELDNAME
  1061, // ER_DUP_KEYNAME
  1068, // ER_MULTIPLE_PRI_KEY
  1091, // ER_CANT_DROP_FIELD_OR_KEY
  1146, // ER_NO_SUCH_TABLE
  1176, // ER_KEY_DOES_NOT_EXITS
  1304, // ER_SP_ALREADY_EXISTS
  1305, // ER_SP_DOES_NOT_EXIST
  1359, // ER_TRG_ALREADY_EXISTS
  1360, // ER_TRG_DOES_NOT_EXIST
  1537, // ER_EVENT_ALREADY_EXISTS
  1539, // ER_EVENT_DOES_NOT_EXIST
  1826, // ER_FK_DUP_NAME
  3821, // ER_CHECK_CONSTRAINT_NOT_FOUND
  3822, // ER_CHECK_CONSTRAINT_DUP_NAME
  3940, // ER_CONSTRAINT_NOT_FOUND
  4091, // MariaDB's ER_UNKNOWN_SEQUENCES
  4092, // MariaDB's ER_UNKNOWN_VIEW
]);

/** As the driver writes it into the statement. */
function constant(value: unknown, timeZone: string | undefined): string {
  if (value === null || value === undefined) return "NULL";
  if (Array.isArray(value))
    return value
      .map((element: unknown) =>
        Array.isArray(element)
          ? `(${constant(element, timeZone)})`
          : constant(element, timeZone),
      )
      .join(", ");
  if (value instanceof Date) return literal(dateOf(value, timeZone));
  if (value instanceof Uint8Array)
    return `X'${Buffer.from(value).toString("hex")}'`;
  switch (typeof value) {
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    case "string":
      // No client takes a zero byte in a script.
      return literal(value).replaceAll("\0", "\\0");
    default:
      return literal(JSON.stringify(value));
  }
}

/** `2026-11-28 02:50:42.000` in the time zone of the DataSource: `local`, `Z` or an offset as `+02:00`. */
function dateOf(date: Date, timeZone = "local"): string {
  const minutes =
    timeZone === "local" ? -date.getTimezoneOffset() : offsetOf(timeZone);
  return new Date(date.getTime() + minutes * 60_000)
    .toISOString()
    .slice(0, -1)
    .replace("T", " ");
}

function offsetOf(timeZone: string): number {
  const [, sign, hours = "0", minutes = "0"] =
    /^([+-])(\d\d):?(\d\d)?$/.exec(timeZone) ?? [];
  const offset = Number(hours) * 60 + Number(minutes);
  return sign === "-" ? -offset : offset;
}
