// What a command prints: results on standard output, what is going on on standard error, colour on a terminal only.
import { createColors } from "picocolors";

export type Colors = ReturnType<typeof createColors>;

/** Where lines go, and the colours that are fit for it. */
export interface Stream {
  readonly colors: Colors;
  readonly write: (line: string) => void;
  /** On a terminal only: a line below all others, in place of the one before; none when it is empty. */
  readonly status?: (line: string) => void;
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
      ...linesTo(log, stderr),
    },
    flush: () =>
      Promise.all(
        [result, log].map((write) => new Promise((done) => write("", done))),
      ),
  };
}

/** To the start of the line, and nothing left of it. */
const cleared = "\r\u001b[K";

function linesTo(
  write: (text: string) => unknown,
  { isTTY, columns }: { readonly isTTY?: boolean; readonly columns?: number },
): Omit<Stream, "colors"> {
  if (isTTY !== true) return { write: (line) => write(`${line}\n`) };
  let shown = "";
  return {
    write: (line) => write(`${shown && cleared}${line}\n${shown}`),
    status: (line) => {
      const next = line.slice(0, (columns ?? 80) - 1);
      if (shown !== "" || next !== "") write(cleared + next);
      shown = next;
    },
  };
}

function colorsOf({ isTTY }: { readonly isTTY?: boolean }): Colors {
  const { NO_COLOR, TERM } = process.env;
  // Of a pipe, `isTTY` is undefined, and picocolors then goes by the environment: CI alone would colour it.
  return createColors(isTTY === true && !NO_COLOR && TERM !== "dumb");
}
