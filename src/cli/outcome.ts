// What a command gives: one document for programs, lines for people, and how it ended.
import type { ExitCode } from "./exit";

export interface Outcome {
  readonly exit: ExitCode;
  /** What `--json` prints. */
  readonly document: unknown;
  /** What is printed otherwise. */
  readonly lines: readonly string[];
}
