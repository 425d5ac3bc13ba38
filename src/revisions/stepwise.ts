// Runs one revision on a server whose DDL commits by itself, so that it can be gone on with, or taken back, wherever it ended.
import { RevisionError } from "../schema/errors";
import { markApplied, markReverted, type Connection } from "./applied";
import { failed, sentenceOf, type Standing } from "./failure";
import {
  createProgressTable,
  digestOf,
  forgetProgress,
  writeProgress,
  type DoneStatement,
  type Progress,
} from "./progress";
import { labelOf } from "./revision";
import {
  counting,
  migrate,
  type MovingStatement,
  type RunOptions,
} from "./run";
import type { LoadedMove } from "./runnable";
import { nothingFrom, tapped, type Sent, type Tap } from "./tap";

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
    throw failed(
      move,
      standing,
      error,
      takesBack
        ? `What was left half done is still there in part. Give the same command again once the cause is gone.`
        : outcomeOf(move, keeper.standing),
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
  await forgetProgress(connection);
  await queryRunner.commitTransaction();
}

function outcomeOf({ direction }: LoadedMove, done: number): string {
  if (done === 0) return "Nothing of it was done.";
  const back = direction === "upgrade" ? "downgrade -1" : "upgrade";
  return `${done === 1 ? "1 statement before it is" : `${done} statements before it are`} done, and this server cannot roll them back. \`${direction}\` again goes on from there, as long as what is done is unchanged in the file; \`${back}\` takes them back.`;
}

/** Sends the statements that are not done yet, each together with the word that it is done. */
class Keeper {
  readonly #done: DoneStatement[] = [];
  readonly #connection: Connection;
  readonly #move: LoadedMove;
  readonly #before: readonly DoneStatement[];
  readonly #doubtful: boolean;
  #known: boolean;

  constructor(
    connection: Connection,
    move: LoadedMove,
    partial: Progress | undefined,
  ) {
    this.#connection = connection;
    this.#move = move;
    this.#before = partial?.done ?? [];
    this.#doubtful = partial?.doubtful ?? false;
    this.#known = partial !== undefined;
  }

  /** How many statements are done, reading aside. */
  get standing(): number {
    const done =
      this.#done.length < this.#before.length ? this.#before : this.#done;
    return done.filter(({ reads }) => !reads).length;
  }

  async step(sent: Sent, send: () => Promise<unknown>): Promise<unknown> {
    const { queryRunner, dialect } = this.#connection;
    const digest = digestOf(sent.sql, sent.parameters);
    const before = this.#before[this.#done.length];
    if (before !== undefined) return this.#repeated(sent, send, digest, before);

    // A transaction of the migration's own: what is kept of it shares its fate.
    if (queryRunner.isTransactionActive) {
      const result = await send();
      await this.#keep(digest, result);
      return result;
    }
    const inDoubt = this.#doubtful && this.#done.length === this.#before.length;
    await this.#write(true);
    await queryRunner.query("START TRANSACTION");
    let result: unknown;
    try {
      result = await send();
    } catch (error) {
      // Where the connection is gone, the doubt stays.
      await queryRunner.query("ROLLBACK").catch(() => undefined);
      if (!inDoubt || !dialect.running.isDoneAlready(error)) {
        await this.#write(false).catch(() => undefined);
        throw error;
      }
      result = this.#unsent(sent);
      this.#done.push({ digest, reads: false });
      await this.#write(false);
      return result;
    }
    await this.#keep(digest, result);
    await queryRunner.query("COMMIT");
    return result;
  }

  /** A statement that was done in an earlier run. What reads is done again: what follows may hang on it. */
  #repeated(
    sent: Sent,
    send: () => Promise<unknown>,
    digest: string,
    before: DoneStatement,
  ): Promise<unknown> {
    if (before.digest !== digest)
      throw new RevisionError(
        `it was left half done, and statement ${this.#done.length + 1} of it is no longer the one that was done then. Put the file back as it was up to there, or take back what was done: ${this.#move.direction === "upgrade" ? "downgrade -1" : "upgrade"}`,
      );
    this.#done.push(before);
    return before.reads ? send() : Promise.resolve(this.#unsent(sent));
  }

  #unsent(sent: Sent): unknown {
    const { revision, direction } = this.#move;
    const number = this.#done.length;
    return nothingFrom(
      sent,
      () =>
        new RevisionError(
          `it uses what statement ${number} gave, which was done in an earlier run, so revision ${labelOf(revision)} cannot be gone on with. Take back what was done: ${direction === "upgrade" ? "downgrade -1" : "upgrade"}`,
        ),
    );
  }

  async #keep(digest: string, result: unknown): Promise<void> {
    const raw = isStructured(result) ? result.raw : result;
    const reads = this.#connection.dialect.running.gaveRows(raw);
    this.#done.push({ digest, reads });
    await this.#write(false);
  }

  async #write(doubtful: boolean): Promise<void> {
    const { revision, direction } = this.#move;
    const progress = {
      name: revision.name,
      direction,
      done: this.#done,
      doubtful,
    };
    await writeProgress(this.#connection, progress, this.#known);
    this.#known = true;
  }
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

const isStructured = (result: unknown): result is { readonly raw: unknown } =>
  typeof result === "object" && result !== null && "records" in result;
