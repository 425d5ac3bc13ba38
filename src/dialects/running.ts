// What running revisions asks of a server, besides the statements of the revisions.
import type { Database } from "./dialect";

/** The few words for it that servers do not share. */
export interface Running {
  /** Takes the lock of that name for the session if nobody has it, without waiting: a session that waits can be in the way of what the other one does. */
  tryLock(database: Database, name: string): Promise<boolean>;
  unlock(database: Database, name: string): Promise<void>;
  /** Who has it, for people; undefined where nobody has it any more, or it cannot be told. */
  lockHolder(database: Database, name: string): Promise<string | undefined>;
  /** Sets for the session how long a statement waits for a lock that another session has, in milliseconds; without a number, sets it back. */
  lockTimeout(milliseconds?: number): string;
  /** The statement with its parameters in their places, for a script. */
  inlined(sql: string, parameters: readonly unknown[]): string;
  /** Whether a statement failed for the reason that it had been done before. Only asked where DDL commits by itself. */
  isDoneAlready(error: unknown): boolean;
  /** Whether what the driver gave for a statement are rows, if only none. Only asked where DDL commits by itself. */
  gaveRows(result: unknown): boolean;
}
