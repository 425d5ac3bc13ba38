// Runs one revision on a server whose DDL commits by itself, so that it can be gone on with, or taken back, wherever it ended.
import { RevisionError } from "../schema/errors";
import { markApplied, markReverted, type Connection } from "./applied";
import { failed, sentenceOf, type Standing } from "./failure";
import { Keeper } from "./keeper";
import {
  createProgressTable,
  dropProgressTable,
  forgetStatement,
  type Progress,
} from "./progress";
import {
  counting,
  migrate,
  rollBack,
  type MovingStatement,
  type RunOptions,
} from "./run";
import type { LoadedMove } from "./runnable";
import { nothingFrom, tapped, type Tap } from "./tap";

export interface StepwiseOptions {
  /** Told of each statement that a half-done revision has no need of, because what it takes back had not been done. */
  readonly onSkip?: (statement: MovingStatement, reason: string) => void;
}

/** What is known of the revision already. */
interface Before {
  readonly partial: Progress | undefined;
  /** It is in the migrations table. */
  readonly recorded: boolean;
}

/** @throws RevisionError when it fails or is interrupted: with what is done by then, which is kept. */
export async function runStepwise(
  connection: Connection,
  move: LoadedMove,
  options: RunOptions & StepwiseOptions,
  { partial, recorded }: Before,
): Promise<void> {
  await createProgressTable(connection);
  const standing: Standing = { statement: 0 };
  const takesBack =
    partial !== undefined && partial.direction !== move.direction;
  const count = counting(move, standing, options);
  const keeper = new Keeper(connection, move, takesBack ? undefined : partial);
  const step: Tap = takesBack
    ? takingBack(connection, move, standing, options)
    : (sent, send) => keeper.step(sent, send);
  try {
    await tapped(
      connection.queryRunner,
      (sent, send) => count(sent, () => step(sent, send)),
      () => migrate(connection, move),
    );
    await record(connection, move, recorded);
  } catch (error) {
    await rollBack(connection);
    // Where the connection is gone, the table stays, and says so.
    if (!takesBack && doneOf(keeper) === 0)
      await dropProgressTable(connection).catch(() => undefined);
    throw failed(
      move,
      standing,
      error,
      takesBack
        ? `What was left half done is still there in part. Give the same command again once the cause is gone.`
        : outcomeOf(move, keeper),
    );
  }
}

/** In one transaction, so that a revision is never both recorded and half done. */
async function record(
  connection: Connection,
  { direction, revision }: LoadedMove,
  recorded: boolean,
): Promise<void> {
  const { queryRunner } = connection;
  await queryRunner.startTransaction();
  if (direction === "downgrade") await markReverted(connection, revision);
  else if (!recorded) await markApplied(connection, revision);
  await forgetStatement(connection);
  await queryRunner.commitTransaction();
}

function outcomeOf(
  { direction, revision }: LoadedMove,
  keeper: Keeper,
): string {
  const { done, doneFurtherOn } = keeper;
  const count = doneOf(keeper);
  if (count === 0) return "Nothing of it was done.";
  const back =
    direction === "upgrade" ? "downgrade -1" : `upgrade ${revision.id}`;
  const listing = done.map((sql) => `\n  ${shortened(sql)}`).join("");
  return `${count === 1 ? "1 statement before it is" : `${count} statements before it are`} done, and this server cannot roll that back. The same command again goes on from there, as long as what is done is unchanged in the file; \`${back}\` takes it back. Done:${listing}${doneFurtherOn === 0 ? "" : `\n  and ${doneFurtherOn} more by an earlier run`}`;
}

const doneOf = ({ done, doneFurtherOn }: Keeper): number =>
  done.length + doneFurtherOn;

/** A statement on one line, and not longer than one can take in. */
function shortened(sql: string): string {
  const line = sql.trim().replace(/\s+/g, " ");
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

/** The way back over a half-done revision: what it takes back may not have been done. */
function takingBack(
  { dialect }: Connection,
  move: LoadedMove,
  standing: Standing,
  { onSkip }: StepwiseOptions,
): Tap {
  return async (sent, send) => {
    try {
      return await send();
    } catch (error) {
      if (!dialect.running.isDoneAlready(error)) throw error;
      onSkip?.(
        { move, number: standing.statement, sql: sent.sql },
        sentenceOf(error),
      );
      return nothingFrom(
        sent,
        () =>
          new RevisionError(
            "it uses what a statement gave that there was no need of.",
          ),
      );
    }
  };
}
