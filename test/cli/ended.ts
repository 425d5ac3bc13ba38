// How a command ended, for `toEqual`.

/** That a command ended well and printed this: all of it, or what the pattern asks for. */
export const fine = (
  stdout: string | RegExp,
  stderr: string | RegExp = "",
): object => ended(0, stdout, stderr);

export const ended = (
  exit: number,
  stdout: string | RegExp,
  stderr: string | RegExp,
): object => ({
  exit,
  stdout: expect.stringMatching(whole(stdout)) as string,
  stderr: expect.stringMatching(whole(stderr)) as string,
});

const whole = (text: string | RegExp): RegExp =>
  text instanceof RegExp
    ? text
    : new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
