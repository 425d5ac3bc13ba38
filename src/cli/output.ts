// What a command prints: results on standard output, what is going on on standard error, colour on a terminal only.
import { createColors } from "picocolors";

export type Colors = ReturnType<typeof createColors>;

/** Where lines go, and the colours that are fit for it. */
export interface Stream {
  readonly colors: Colors;
  readonly write: (line: string) => void;
}

export interface Output {
  /** For results. */
  readonly out: Stream;
  /** For what is going on. */
  readonly log: Stream;
  /** Done when all that was written has left the process. */
  readonly flush: () => Promise<unknown>;
}

/** From here on, what the project itself prints goes to standard error, so that standard output holds results only. */
export function claimOutput(): Output {
  const { stdout, stderr } = process;
  const result = stdout.write.bind(stdout);
  const log = stderr.write.bind(stderr);
  stdout.write = log;
  return {
    out: {
      colors: colorsOf(stdout),
      write: (line) => result(`${line}\n`),
    },
    log: {
      colors: colorsOf(stderr),
      write: (line) => log(`${line}\n`),
    },
    flush: () =>
      Promise.all(
        [result, log].map((write) => new Promise((done) => write("", done))),
      ),
  };
}

function colorsOf({ isTTY }: { readonly isTTY?: boolean }): Colors {
  const { NO_COLOR, TERM } = process.env;
  // Of a pipe, `isTTY` is undefined, and picocolors then goes by the environment: CI alone would colour it.
  return createColors(isTTY === true && !NO_COLOR && TERM !== "dumb");
}
