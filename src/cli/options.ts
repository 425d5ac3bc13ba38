// Options that are more than any text: times, those that may not be empty, and those that are given several times.
import { InvalidArgumentError, Option } from "commander";

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** An option that is a time, in milliseconds when it is parsed. */
export function duration(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text: string) => {
    const [, number, unit = ""] =
      /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
    if (number === undefined)
      throw new InvalidArgumentError("Write it like 500ms, 3s or 10m.");
    return Number(number) * (units[unit] ?? 1);
  });
}

/** An option that says something. */
export function saying(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text: string) => {
    if (text.trim() === "")
      throw new InvalidArgumentError(
        "It is empty. Say something, or leave it out.",
      );
    return text;
  });
}

export function repeatable(flags: string, description: string): Option {
  return new Option(flags, description).argParser(
    (value: string, earlier: readonly string[] | undefined) => [
      ...(earlier ?? []),
      value,
    ],
  );
}
