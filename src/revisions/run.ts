// Runs one revision whose statements share the fate of a transaction, or of none.
import { markApplied, markReverted, type Connection } from "./applied";
import { failed, Interruption, nothingLeft, type Standing } from "./failure";
import type { Move } from "./move";
import type { LoadedMove } from "./runnable";
import { tapped, type Tap } from "./tap";

export interface RunOptions {
  /** Told of each statement before it is sent. */
  readonly onStatement?: (statement: MovingStatement) => void;
  /** Ends the move after the statement that is running. */
  readonly signal?: AbortSignal;
}

/** A statement of a move. */
export interface MovingStatement {
  readonly move: Move;
  /** From 1, in the revision. */
  readonly number: number;
  readonly sql: string;
}

/** @throws RevisionError when it fails or is interrupted. */
export async function runMove(
  connection: Connection,
  move: LoadedMove,
  options: RunOptions,
): Promise<void> {
  const { queryRunner } = connection;
  const standing: Standing = { statement: 0 };
  try {
    await tapped(queryRunner, counting(move, standing, options), () =>
      migrate(connection, move),
    );
    if (options.signal?.aborted && move.number < move.total)
      throw new Interruption();
    if (move.direction === "upgrade")
      await markApplied(connection, move.revision);
    else await markReverted(connection, move.revision);
  } catch (error) {
    const outcome =
      move.migration.transaction === false
        ? "What it had committed by then stays. The same command again goes on from there, where the file was written for that: one that fills rows in batches is."
        : queryRunner.isTransactionActive
          ? nothingLeft(move, "Its transaction is rolled back.")
          : "What it had done by then was not rolled back.";
    await rollBack(connection);
    throw failed(move, standing, error, outcome);
  }
}

/** Undoes all that is open: a migration may have begun transactions in ours. */
export async function rollBack({
  queryRunner,
}: Pick<Connection, "queryRunner">): Promise<void> {
  try {
    while (queryRunner.isTransactionActive)
      await queryRunner.rollbackTransaction();
  } catch {
    // The connection is gone, and everything with it; what went wrong first is what there is to say.
  }
}

/** The migration itself, without what is recorded of it. */
export async function migrate(
  { queryRunner }: Pick<Connection, "queryRunner">,
  { direction, migration }: Pick<LoadedMove, "direction" | "migration">,
): Promise<void> {
  if (direction === "upgrade") await migration.up(queryRunner);
  else await migration.down(queryRunner);
}

/** Counts and announces statements, and sends none once the signal has come. */
export function counting(
  move: Move,
  standing: Standing,
  { onStatement, signal }: RunOptions,
): Tap {
  return (sent, send) => {
    if (signal?.aborted) throw new Interruption();
    standing.statement += 1;
    onStatement?.({ move, number: standing.statement, sql: sent.sql });
    return send();
  };
}
