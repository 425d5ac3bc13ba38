// A real terminal to sit at: a pseudo-terminal, as script(1) gives it.
import { spawn } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

export const keys = { enter: "\r", down: "\u001b[B", cancel: "\u0003" };

/** What is waited for on the screen, and what is then typed. */
export type Script = readonly (readonly [shown: string, typed: string])[];

interface Ended {
  readonly exit: number | null;
  /** Without colours and movements of the cursor. */
  readonly screen: string;
}

/** Runs it in a pseudo-terminal, which script(1) gives. */
export function onTerminal(
  line: string,
  cwd: string,
  script: Script,
): Promise<Ended> {
  const { CI: _, NO_COLOR: __, ...env } = process.env;
  const terminal = spawn(
    "script",
    ["-qfec", `stty cols 200 rows 50; ${line}`, "/dev/null"],
    {
      cwd,
      env: { ...env, TERM: "xterm" },
    },
  );
  let sent = "";
  let screen = "";
  let step = 0;
  let seen = 0;
  terminal.stdout.on("data", (data: Buffer) => {
    sent += data.toString();
    screen = stripVTControlCharacters(sent);
    const [shown, typed] = script[step] ?? [];
    const at = shown === undefined ? -1 : screen.indexOf(shown, seen);
    if (shown === undefined || typed === undefined || at < 0) return;
    seen = screen.length;
    step += 1;
    // The prompt listens once it is drawn.
    setTimeout(() => terminal.stdin.write(typed), 200);
  });
  const patience = setTimeout(() => terminal.kill(), 50_000);
  return new Promise((done) => {
    terminal.on("close", (exit) => {
      clearTimeout(patience);
      done({ exit, screen });
    });
  });
}
