// One runner at a time: a lock of the session, which goes with the session however that ends.
import { setTimeout as pause } from "node:timers/promises";
import { RevisionError } from "../schema/errors";
import { migrationsTable, type Connection } from "./applied";

export interface LockOptions {
  /** How long to wait for another runner, in milliseconds. Default: five minutes. */
  readonly wait?: number;
  /** Told once, when another runner has to be waited for. */
  readonly onWait?: (holder: string) => void;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

const fiveMinutes = 300_000;

/**
 * Does the work while no other runner does any on this migrations table.
 * @throws RevisionError when another runner has not ended in time.
 */
export async function alone<Result>(
  connection: Connection,
  options: LockOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  const { running } = connection.dialect;
  const name = `typeorm-autogenerate ${migrationsTable(connection.dataSource).path}`;
  await locked(connection, name, options);
  try {
    return await work();
  } finally {
    // With the connection goes the lock; what went wrong in the work is what there is to say.
    await running.unlock(connection, name).catch(() => undefined);
  }
}

async function locked(
  connection: Connection,
  name: string,
  { wait = fiveMinutes, onWait, signal }: LockOptions,
): Promise<void> {
  const { running } = connection.dialect;
  const end = Date.now() + wait;
  for (let delay = 20; !(await running.tryLock(connection, name));) {
    const holder =
      (await running.lockHolder(connection, name)) ?? "another process";
    if (delay === 20) onWait?.(holder);
    if (signal?.aborted)
      throw new RevisionError("Interrupted before anything was run.");
    if (Date.now() + delay > end)
      throw new RevisionError(
        `Another runner is at work on this database and has not ended in ${wait / 1000} s: ${holder}. Wait for it, or give it longer: --wait 10m`,
      );
    // Not all that wait at the same moment.
    await pause(delay * (0.5 + Math.random()));
    delay = Math.min(delay * 2, 500);
  }
}
