// Ctrl-C: once to end after the current statement, twice to end at once.
import type { Stream } from "./output";

/** What shells say of a process that ended by SIGINT. */
const interrupted = 130;

/** A signal that comes when somebody wants the command to end. */
export function interruption(log: Stream): AbortSignal {
  const controller = new AbortController();
  for (const event of ["SIGINT", "SIGTERM"] as const)
    process.on(event, () => {
      if (controller.signal.aborted) process.exit(interrupted);
      log.write(
        "Ending after the current statement. Once more to end at once.",
      );
      controller.abort();
    });
  return controller.signal;
}
