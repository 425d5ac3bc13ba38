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
  /** The statement with its parameters in their places, for a script. The time zone is the DataSource's, where it has such an option. */
  inlined(
    sql: string,
    parameters: readonly unknown[],
    timeZone?: string,
  ): string;
  /** What a script begins with, so that a client takes its text for what it is. */
  readonly preface: string;
  /** A statement as a script has it, with its end. */
  ended(sql: string): string;
  // The rest is only asked where DDL commits by itself.
  /** Whether a statement failed for the reason that it had been done before. */
  isDoneAlready(error: unknown): boolean;
  /** Whether a statement failed for the reason that what it takes back had not been done. */
  hasNothingToTakeBack(error: unknown): boolean;
  /** Whether a statement that is done is sent again when the rest of its revision is gone on with: it reads, or is for the session only. */
  isSentAgain(sql: string, result: unknown): boolean;
  /** Takes away what holds values that were about to take the place of others in these schemas, where a revision failed before they did. */
  clear(
    database: Database,
    schemas: readonly (string | undefined)[],
  ): Promise<void>;
  /** Whether a statement is undone with its transaction when the connection is lost. */
  isTransactional(sql: string): boolean;
}
