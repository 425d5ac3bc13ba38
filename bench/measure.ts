// What a piece of work takes of time, processor and memory, in the process that does it.

export interface Measured {
  /** Seconds by the clock on the wall. */
  readonly wall: number;
  /** Seconds of this process's processor time; the server's are its own. */
  readonly cpu: number;
  /** Most bytes that the process has ever held. */
  readonly memory: number;
}

export async function measured<Result>(
  work: () => Promise<Result>,
): Promise<Measured & { readonly result: Result }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const wall = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return {
    result,
    wall,
    cpu: (user + system) / 1_000_000,
    memory: process.resourceUsage().maxRSS * 1_024,
  };
}

/** The middle one by time: neither the lucky nor the disturbed run. */
export function median<Run extends Measured>(runs: readonly Run[]): Run {
  const sorted = [...runs].sort((a, b) => a.wall - b.wall);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("Nothing was measured.");
  return middle;
}
