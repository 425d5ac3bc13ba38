// How a command ends, for scripts.

export const exit = {
  fine: 0,
  /** `check` found changes. */
  changes: 1,
  error: 2,
  /** A revision was written that refuses to run until its questions are answered. */
  questions: 3,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];
