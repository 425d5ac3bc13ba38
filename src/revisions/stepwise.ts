// Runs one revision on a server whose DDL commits by itself, so that it can be gone on with, or taken back, wherever it ended.
import { RevisionError } from "../schema/errors";
import { markApplied, markReverted, type Connection } from "./applied";
import { failed, nothingLeft, type Standing } from "./failure";
import { Keeper } from "./keeper";
import {
  createProgressTable,
  dropProgressTable,
  forgetStatement,
  type Progress,
} from "./progress";
import { counting, migrate, rollBack, type RunOptions } from "./run";
import type { LoadedMove } from "./runnable";
import { takingBack, type SkipOptions } from "./takingBack";
import { tapped, type Tap } from "./tap";

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
  options: RunOptions & SkipOptions,
  { partial, recorded }: Before,
): Promise<void> {
  await createProgressTable(connection);
  const standing: Standing = { statement: 0 };
  const takesBack =
    partial !== undefined && partial.direction !== move.direction;
  if (!takesBack) refuseAfterTurning(partial);
  const count = counting(move, standing, options);
  const keeper = takesBack
    ? new Keeper(connection, move, partial.back, -1)
    : new Keeper(connection, move, partial?.forth, 1);
  const needed: Tap = takesBack
    ? await takingBack(connection, move, partial.forth, standing, options)
    : (_, send) => send();
  const step: Tap = (sent, send) => keeper.step(sent, () => needed(sent, send));
  try {
    await tapped(
      connection.queryRunner,
      (sent, send) => count(sent, () => step(sent, send)),
      () => migrate(connection, move),
    );
    if (takesBack) await clear(connection);
    await record(connection, move, recorded);
  } catch (error) {
    await rollBack(connection);
    const unbegun = !takesBack && doneOf(keeper) === 0;
    // Where the connection is gone, the table stays, and says so.
    const isForgotten = unbegun && (await forgotten(connection));
    throw failed(
      move,
      standing,
      error,
      takesBack
        ? `What was left half done is still there in part. Give the same command again once the cause is gone.`
        : isForgotten
          ? nothingLeft(move, "Nothing of it was done.")
          : outcomeOf(move, keeper),
    );
  }
}

/** Whether the table could be taken away. */
const forgotten = (connection: Connection): Promise<boolean> =>
  dropProgressTable(connection).then(
    () => true,
    () => false,
  );

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
  // What is known not to be done is forgotten by now, as long as there is a connection.
  if (count === 0)
    return "Whether that statement was done is not known: the same command again finds out, and goes on.";
  const back =
    direction === "upgrade" ? "downgrade -1" : `upgrade ${revision.id}`;
  const listing = [
    ...done.map(shortened),
    ...(doneFurtherOn === 0 ? [] : [`${doneFurtherOn} more by an earlier run`]),
  ].join("; ");
  return `${count === 1 ? "1 statement before it is" : `${count} statements before it are`} done, and this server cannot roll that back. The same command again goes on from there, as long as what is done is unchanged in the file; \`${back}\` takes it back. Done: ${listing}`;
}

const doneOf = ({ done, doneFurtherOn }: Keeper): number =>
  done.length + doneFurtherOn;

/** A statement on one line, and not longer than one can take in. */
function shortened(sql: string): string {
  const line = sql.trim().replace(/\s+/g, " ");
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

/** @throws RevisionError where the way back has begun: what is done is no longer what was. */
function refuseAfterTurning(partial: Progress | undefined): void {
  if (partial?.back === undefined) return;
  throw new RevisionError(
    `The ${partial.direction} of ${partial.name} was left half done, and taking it back was begun. Go on with that: ${partial.direction === "upgrade" ? "downgrade -1" : "upgrade"}.`,
  );
}

/** What holds values on their way, in the databases of the entities. */
async function clear(connection: Connection): Promise<void> {
  const { dataSource, dialect } = connection;
  const schemas = new Set([
    undefined,
    ...dataSource.entityMetadatas.map(({ database }) => database),
  ]);
  await dialect.running.clear(connection, [...schemas]);
}
