// The way back over a revision that was left half done: what it takes back may not have been done.
import type { MigrationInterface } from "typeorm";
import { RevisionError } from "../schema/errors";
import type { Connection } from "./applied";
import { sentenceOf, type Standing } from "./failure";
import { digestOf, type Stretch } from "./progress";
import { labelOf } from "./revision";
import { migrate, type MovingStatement } from "./run";
import type { LoadedMove } from "./runnable";
import { sentBy } from "./script";
import { nothingFrom, type Tap } from "./tap";

export interface SkipOptions {
  /** Told of each statement that a half-done revision has no need of, because what it takes back had not been done. */
  readonly onSkip?: (statement: MovingStatement, reason: string) => void;
}

/**
 * Sends what takes something back. The file says which statements those are where the server would do others all the same; elsewhere it goes by
 * the server's answer.
 * @throws RevisionError when the file is not the one that was left half done, or nobody knows what is done.
 */
export async function takingBack(
  connection: Connection,
  move: LoadedMove,
  forth: Stretch,
  standing: Standing,
  { onSkip }: SkipOptions,
): Promise<Tap> {
  const numbers = await neededBy(connection, move, forth);
  return async (sent, send) => {
    const skip = (reason: string): unknown => {
      onSkip?.({ move, number: standing.statement, sql: sent.sql }, reason);
      return nothingFrom(
        sent,
        () =>
          new RevisionError(
            "it uses what a statement gave that there was no need of.",
          ),
      );
    };
    const needed = numbers?.[standing.statement - 1] ?? 0;
    if (needed > forth.done.length)
      return skip(`Statement ${needed}, which it takes back, was not done.`);
    // What is known to be done has to be taken back: to pass over a step of that could lose what the next one takes for moved.
    if (needed > 0) return send();
    try {
      return await send();
    } catch (error) {
      if (!connection.dialect.running.hasNothingToTakeBack(error)) throw error;
      return skip(sentenceOf(error));
    }
  };
}

/** For each statement, how many of the other direction have to be done; undefined where the file does not say. */
async function neededBy(
  connection: Connection,
  move: LoadedMove,
  forth: Stretch,
): Promise<readonly number[] | undefined> {
  const stated = takesBackOf(move.migration);
  if (stated === undefined) return undefined;
  const { direction } = move;
  const other = direction === "upgrade" ? "downgrade" : "upgrade";
  const digests = await digestsOf(connection, move, other);
  const own = await digestsOf(connection, move, direction);
  const numbers = stated[direction];
  if (
    own?.length !== numbers.length ||
    digests?.length !== stated[other].length ||
    forth.done.some(({ digest }, index) => digest !== digests[index])
  )
    throw new RevisionError(
      `The ${other} of revision ${labelOf(move.revision)} was left half done, and its file is not the one any more that it was written as, so what is done cannot be taken back safely. Put the file back as it was, or go on with \`${other}\`.`,
    );
  const begun = forth.done.length + 1;
  if (
    forth.begun !== undefined &&
    forth.begun === digests[begun - 1] &&
    numbers.includes(begun)
  )
    throw new RevisionError(
      `The ${other} of revision ${labelOf(move.revision)} was left half done, and the connection was lost in statement ${begun}, so that nobody knows whether that was done. Go on with \`${other}\`, which finds out; \`${direction}\` then takes back all of it.`,
    );
  return numbers;
}

/** Undefined where it looks at what a statement gave, as no file does that was written here. */
async function digestsOf(
  connection: Connection,
  { migration }: LoadedMove,
  direction: LoadedMove["direction"],
): Promise<readonly string[] | undefined> {
  try {
    const sent = await sentBy(connection, (unconnected) =>
      migrate(unconnected, { migration, direction }),
    );
    return sent.map(({ sql, parameters }) => digestOf(sql, parameters));
  } catch {
    return undefined;
  }
}

type Numbers = Readonly<Record<LoadedMove["direction"], readonly number[]>>;

/** What the class says in its static `takesBack`, as `emit/properties.ts` writes it. */
function takesBackOf(migration: MigrationInterface): Numbers | undefined {
  const { takesBack } = migration.constructor as {
    readonly takesBack?: Partial<Record<string, unknown>>;
  };
  const upgrade = takesBack?.upgrade;
  const downgrade = takesBack?.downgrade;
  return isNumbers(upgrade) && isNumbers(downgrade)
    ? { upgrade, downgrade }
    : undefined;
}

const isNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((item) => typeof item === "number");
