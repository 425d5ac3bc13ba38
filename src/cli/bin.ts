#!/usr/bin/env node
// The command. Ends the process itself: a project may hold connections and timers that would keep it.
import { sentenceOf } from "./errors";
import { exit } from "./exit";
import { run } from "./run";

// A project whose module never finishes loading, or throws when nobody listens, has not succeeded.
process.exitCode = exit.error;
const { stderr } = process;
const unfinished = (code: number): void => {
  // Who interrupts it twice has ended it with a status of its own.
  if (code !== exit.error) return;
  stderr.write("Error: The DataSource's module never gave a DataSource.\n");
};
process.once("exit", unfinished);
for (const event of ["uncaughtException", "unhandledRejection"] as const)
  process.once(event, (error: unknown) => {
    stderr.write(`Error: ${sentenceOf(error)}\n`);
    end(exit.error);
  });

// Who reads from a pipe may stop early, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  end(exit.fine);
});

function end(code: number): void {
  process.off("exit", unfinished);
  process.exit(code);
}

void run(process.argv.slice(2)).then(end);
