// Sends the statements of a revision that are not done yet, each together with the word that it is done.
import { RevisionError } from "../schema/errors";
import type { Connection } from "./applied";
import {
  digestOf,
  forgetStatement,
  keepBegun,
  keepDone,
  type DoneStatement,
  type Stretch,
} from "./progress";
import { labelOf } from "./revision";
import type { LoadedMove } from "./runnable";
import { nothingFrom, type Sent } from "./tap";

export class Keeper {
  readonly #connection: Connection;
  readonly #move: LoadedMove;
  /** What is done by an earlier run. */
  readonly #before: readonly DoneStatement[];
  readonly #doubtful: boolean;
  /** 1, or -1 for what takes a half-done revision back. */
  readonly #sign: 1 | -1;
  #count = 0;
  readonly #done: string[] = [];

  constructor(
    connection: Connection,
    move: LoadedMove,
    before: Stretch | undefined,
    sign: 1 | -1,
  ) {
    this.#connection = connection;
    this.#move = move;
    this.#before = before?.done ?? [];
    this.#doubtful = before?.begun !== undefined;
    this.#sign = sign;
  }

  /** The statements that are done, by this run or an earlier one, but for those that another run sends again. */
  get done(): readonly string[] {
    return this.#done;
  }

  /** How many are done that this run did not come to. */
  get doneFurtherOn(): number {
    return this.#before.slice(this.#count).filter(({ again }) => !again).length;
  }

  async step(sent: Sent, send: () => Promise<unknown>): Promise<unknown> {
    const digest = digestOf(sent.sql, sent.parameters);
    const before = this.#before[this.#count];
    if (before !== undefined) return this.#repeated(sent, send, digest, before);

    const number = this.#count + 1;
    const { revision, direction } = this.#move;
    const { queryRunner, dialect } = this.#connection;
    const kept = {
      name: revision.name,
      direction,
      statement: this.#sign * number,
      digest,
    };
    const inDoubt =
      this.#doubtful &&
      number === this.#before.length + 1 &&
      !dialect.running.isTransactional(sent.sql);
    await keepBegun(this.#connection, kept);
    // In a transaction of the migration's own, what is kept of a statement shares its fate already.
    const ownTransaction = queryRunner.isTransactionActive;
    if (!ownTransaction) await queryRunner.query("START TRANSACTION");
    try {
      const result = await send();
      await this.#keep(sent, result);
      if (!ownTransaction) await queryRunner.query("COMMIT");
      return result;
    } catch (error) {
      // Where the connection is gone, the doubt stays.
      if (!ownTransaction)
        await queryRunner.query("ROLLBACK").catch(() => undefined);
      if (inDoubt && dialect.running.isDoneAlready(error)) {
        await this.#keep({ ...sent, structured: false }, undefined);
        return this.#unsent(sent);
      }
      await forgetStatement(this.#connection, kept.statement).catch(
        () => undefined,
      );
      throw error;
    }
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
        `it was left half done, and statement ${this.#count + 1} of it is no longer the one that was done then. Put the file back as it was up to there${this.#sign === 1 ? `, or take back what was done: ${this.#wayBack()}` : ""}.`,
      );
    this.#count += 1;
    if (before.again) return send();
    this.#done.push(sent.sql);
    return Promise.resolve(this.#unsent(sent));
  }

  #unsent(sent: Sent): unknown {
    const number = this.#count;
    return nothingFrom(
      sent,
      () =>
        new RevisionError(
          `it uses what statement ${number} gave, which was done in an earlier run, so revision ${labelOf(this.#move.revision)} cannot be gone on with. Take back what was done: ${this.#wayBack()}.`,
        ),
    );
  }

  async #keep({ sql, structured }: Sent, result: unknown): Promise<void> {
    const raw = structured ? (result as { readonly raw: unknown }).raw : result;
    const again = this.#connection.dialect.running.isSentAgain(sql, raw);
    this.#count += 1;
    if (!again) this.#done.push(sql);
    await keepDone(
      this.#connection,
      this.#sign * this.#count,
      again ? "again" : "done",
    );
  }

  #wayBack(): string {
    return this.#move.direction === "upgrade"
      ? "downgrade -1"
      : `upgrade ${this.#move.revision.id}`;
  }
}
