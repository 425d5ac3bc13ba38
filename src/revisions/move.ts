// Moving between revisions: one runner at a time, in transactions as TypeORM's own runner has them.
import { RevisionError } from "../schema/errors";
import { createOwnTables, type Connection } from "./applied";
import { parentsOf } from "./graph";
import { readHistory, type FileOptions, type History } from "./history";
import { alone, type LockOptions } from "./lock";
import { dropProgressTable } from "./progress";
import { requireRecordable } from "./recordable";
import type { Revision } from "./revision";
import { requireRunnable, type LoadedMove } from "./runnable";
import { sentenceOf } from "./failure";
import { rollBack, runMove, type RunOptions } from "./run";
import { runStepwise } from "./stepwise";
import type { SkipOptions } from "./takingBack";
import { downgradePath, upgradePath } from "./target";

export type Direction = "upgrade" | "downgrade";

/** One revision that is applied or taken back. */
export interface Move {
  readonly direction: Direction;
  readonly revision: Revision;
  readonly parents: readonly Revision[];
  /** Its place among the moves of a call, from 1. */
  readonly number: number;
  readonly total: number;
}

/** One transaction for all revisions, one for each, or none. */
export type TransactionMode = "all" | "each" | "none";

export interface MoveOptions
  extends FileOptions, LockOptions, RunOptions, SkipOptions {
  /** Default: the DataSource's `migrationsTransactionMode`, else `all`. */
  readonly transaction?: TransactionMode;
  /** How long a statement may wait for a lock that another session has, in milliseconds. Default: as the server has it. */
  readonly lockTimeout?: number;
  /** Told of each move before it is made. */
  readonly onMove?: (move: Move) => void;
}

/**
 * Applies what is pending on the way to the target. What that is, is read when no other runner is at work.
 * @throws RevisionError when the target is not found, or a revision fails.
 */
export async function upgrade(
  connection: Connection,
  target: string,
  options: MoveOptions = {},
): Promise<readonly Move[]> {
  return moved(connection, "upgrade", options, (history) =>
    upgradePath(history, target),
  );
}

/**
 * Takes back what is applied above the target.
 * @throws RevisionError when the target is not found, a file on the way is missing, or a revision fails.
 */
export async function downgrade(
  connection: Connection,
  target: string,
  options: MoveOptions = {},
): Promise<readonly Move[]> {
  return moved(connection, "downgrade", options, (history) =>
    downgradePath(history, target),
  );
}

async function moved(
  connection: Connection,
  direction: Direction,
  options: MoveOptions,
  pathIn: (history: History) => readonly Revision[],
): Promise<readonly Move[]> {
  return alone(connection, options, async () => {
    const history = await readHistory(connection, options);
    const moves = movesOf(history, direction, pathIn(history));
    return make(connection, history, direction, moves, options);
  });
}

export function movesOf(
  { graph }: History,
  direction: Direction,
  path: readonly Revision[],
): Move[] {
  return path.map((revision, index) => ({
    direction,
    revision,
    parents: parentsOf(graph, revision),
    number: index + 1,
    total: path.length,
  }));
}

/** The mode of a call: its own, the DataSource's, or TypeORM's default. */
export const modeOf = (
  { dataSource }: Pick<Connection, "dataSource">,
  { transaction }: MoveOptions,
): TransactionMode =>
  transaction ?? dataSource.options.migrationsTransactionMode ?? "all";

async function make(
  connection: Connection,
  history: History,
  direction: Direction,
  moves: readonly Move[],
  options: MoveOptions,
): Promise<readonly Move[]> {
  requireRead(history);
  if (moves.length === 0) return moves;
  const mode = modeOf(connection, options);
  const loaded = await requireRunnable(moves, mode);
  await createOwnTables(connection);
  await requireRecordable(connection, [
    direction === "upgrade" ? "INSERT" : "DELETE",
  ]);
  await withLockTimeout(connection, options.lockTimeout, () =>
    connection.dialect.transactionalDdl
      ? inTransactions(connection, loaded, mode, options)
      : inSteps(connection, history, loaded, options),
  );
  return moves;
}

async function inTransactions(
  connection: Connection,
  moves: readonly LoadedMove[],
  mode: TransactionMode,
  options: MoveOptions,
): Promise<void> {
  const run = async (move: LoadedMove): Promise<void> => {
    options.onMove?.(move);
    await runMove(connection, move, options);
  };
  if (mode === "all")
    await inTransaction(connection, async () => {
      for (const move of moves) await run(move);
    });
  else
    for (const move of moves)
      if (move.migration.transaction ?? mode === "each")
        await inTransaction(connection, () => run(move));
      else await run(move);
}

/** Where DDL commits by itself, each statement does, and it is kept how far a revision has come. */
async function inSteps(
  connection: Connection,
  { partial, applied }: History,
  moves: readonly LoadedMove[],
  options: MoveOptions,
): Promise<void> {
  // What there may be then is of a revision that another runner has finished.
  if (partial === undefined) await dropProgressTable(connection);
  for (const move of moves) {
    options.onMove?.(move);
    const { name } = move.revision;
    await runStepwise(connection, move, options, {
      partial: partial?.name === name ? partial : undefined,
      recorded: applied.some((row) => row.name === name),
    });
  }
  await dropProgressTable(connection);
}

async function inTransaction(
  connection: Connection,
  work: () => Promise<void>,
): Promise<void> {
  const { queryRunner } = connection;
  await queryRunner.beforeMigration();
  await queryRunner.startTransaction();
  try {
    await work();
    await queryRunner.commitTransaction();
  } catch (error) {
    await rollBack(connection);
    throw error instanceof RevisionError ? error : uncommitted(error);
  }
  await queryRunner.afterMigration();
}

async function withLockTimeout(
  { queryRunner, dialect: { running } }: Connection,
  milliseconds: number | undefined,
  work: () => Promise<void>,
): Promise<void> {
  if (milliseconds === undefined) return work();
  await queryRunner.query(running.lockTimeout(milliseconds));
  try {
    await work();
  } finally {
    // The connection may be gone, and its settings with it.
    await queryRunner.query(running.lockTimeout()).catch(() => undefined);
  }
}

/** The server's last word, where constraints are checked at the end. */
function uncommitted(error: unknown): RevisionError {
  return new RevisionError(
    `The transaction was not committed: ${sentenceOf(error)} It is rolled back.`,
    { cause: error },
  );
}

/** A file that cannot be read may hold what is pending. */
function requireRead({ unread }: History): void {
  if (unread.length > 0)
    throw new RevisionError(
      `Cannot tell which migrations there are: ${unread.map(({ path, reason }) => `${path} cannot be loaded (${reason})`).join("; ")}. Correct it, or take it out of the DataSource's migrations.`,
    );
}
