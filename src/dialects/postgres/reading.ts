// Reads in a transaction that changes nothing, waits for no lock for ever, and says in a sentence what was in the way.
import {
  LockedError,
  PrivilegeError,
  SchemaChangedError,
} from "../../schema/errors";
import type { Database } from "../dialect";

/**
 * For the transaction. Ten seconds of waiting, unless the connection has a limit of its own: pg_get_expr, pg_get_viewdef and pg_relation_size open
 * the table, under a lock. And the server prints as pg_dump has it print, so that its text means the same on every connection.
 */
export const manners = `SELECT ${[
  [
    "lock_timeout",
    "CASE current_setting('lock_timeout') WHEN '0' THEN '10s' ELSE current_setting('lock_timeout') END",
  ],
  ["DateStyle", "'ISO'"],
  ["IntervalStyle", "'postgres'"],
  ["extra_float_digits", "'3'"],
  ["bytea_output", "'hex'"],
  ["quote_all_identifiers", "'off'"],
]
  .map(([name, value]) => `set_config('${name}', ${value}, true)`)
  .join(", ")}`;

/**
 * For a transaction in which temporary objects stand in for others: these are found first, unless the search path names another place for them
 * ("search_path" in the manual), and nothing may be about the real ones.
 */
export const standingIn = `${manners};
SELECT set_config('search_path', COALESCE((
  SELECT string_agg(quote_ident(name), ', ' ORDER BY position) FROM unnest(current_schemas(false)) WITH ORDINALITY AS looked_into(name, position)
   WHERE name NOT LIKE 'pg\\_temp\\_%'), ''), true)`;

// What a thousand tables have does not fit into the 4 MB that are usual, and would be sorted on disk.
const room = `SELECT set_config('work_mem', '64MB', true) WHERE pg_size_bytes(current_setting('work_mem')) < pg_size_bytes('64MB')`;

/**
 * In one snapshot. Catalog queries are long rather than costly: compiling one takes longer than running it (jit_above_cost goes by estimates).
 * @throws LockedError when another session keeps a table under a lock.
 * @throws SchemaChangedError when something is gone that was there a moment ago.
 */
export async function reading<Result>(
  database: Database,
  read: () => Promise<Result>,
): Promise<Result> {
  await database.query(
    `START TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL jit = off; ${room}; ${manners}`,
  );
  return explaining(database, async () => {
    const result = await read().catch(async (error: unknown) => {
      await database.query("ROLLBACK");
      throw error;
    });
    await database.query("COMMIT");
    return result;
  });
}

/**
 * The same for a query that needs no transaction.
 * @throws SchemaChangedError when something is gone that was there a moment ago.
 */
export async function explaining<Result>(
  database: Database,
  read: () => Promise<Result>,
): Promise<Result> {
  return read().catch(async (error: unknown) => {
    throw await explained(database, error);
  });
}

/** The error in words that say what to do, where it is one of those that other sessions cause. Asks outside of a transaction. */
export async function explained(
  database: Database,
  error: unknown,
): Promise<unknown> {
  const { code, message } = error as { code?: unknown; message?: unknown };
  switch (code) {
    case "55P03": // lock_not_available
      return locked(database, error);
    case "42P01": // undefined_table
    case "42703": // undefined_column
    case "42704": // undefined_object
    case "3F000": // invalid_schema_name
    case "XX000": // internal_error: cache lookup failed, could not open relation
      return new SchemaChangedError(String(message), { cause: error });
    case "42501": // insufficient_privilege
      return new PrivilegeError(
        `The role may not read what has to be read: ${String(message)}.`,
        { cause: error },
      );
    default:
      return error;
  }
}

/** lock_not_available */
export function isLockTimeout(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === "55P03";
}

interface LockRow {
  readonly table: string;
  readonly pid: number;
}

// A lock that somebody still waits for stops those who come later, too.
const lockQuery = `
  SELECT DISTINCT l.relation::regclass::text AS "table", l.pid
    FROM pg_locks l
    JOIN pg_class c ON c.oid = l.relation AND c.relkind IN ('r', 'p', 'm')
   WHERE l.mode = 'AccessExclusiveLock' AND l.pid <> pg_backend_pid()
     AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
   ORDER BY 1, 2`;

async function locked(database: Database, cause: unknown): Promise<Error> {
  const rows = await database.query<LockRow>(lockQuery);
  const tables = [...new Set(rows.map(({ table }) => table))];
  const pids = [...new Set(rows.map(({ pid }) => pid))].join(", ");
  const holder =
    rows.length === 0
      ? "another session, which is done by now"
      : `another session (process ${pids}), which alters, drops or locks ${tables.join(", ")}`;
  return new LockedError(
    `Waited in vain for ${holder}. Run it again when that is done${rows.length === 0 ? "" : `; SELECT * FROM pg_stat_activity WHERE pid IN (${pids}) says who it is`}.`,
    { cause },
  );
}
