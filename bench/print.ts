// Tables of figures, for people.
import type { Measured } from "./measure";

export interface Line extends Measured {
  readonly subject: string;
  readonly queries?: number;
  readonly statements?: number;
}

export function print(title: string, lines: readonly Line[]): void {
  console.log(
    `\n${title.padEnd(40)}${["wall", "CPU", "memory", "queries", "statements"].map((head) => head.padStart(11)).join("")}`,
  );
  for (const { subject, wall, cpu, memory, queries, statements } of lines) {
    const cells = [
      seconds(wall),
      seconds(cpu),
      `${Math.round(memory / 1_000_000)} MB`,
      queries ?? "",
      statements ?? "",
    ];
    console.log(
      `  ${subject.padEnd(38)}${cells.map((cell) => String(cell).padStart(11)).join("")}`,
    );
  }
}

export const seconds = (duration: number): string =>
  `${duration.toFixed(duration < 10 ? 3 : 1)} s`;
