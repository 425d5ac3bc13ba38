// Work that is done while the server is busy.
import { setImmediate } from "node:timers/promises";

/** Both results. The query is on its way before the work begins, and what is wrong with the work is told first. */
export async function meanwhile<Answer, Made>(
  query: Promise<Answer>,
  work: () => Made,
): Promise<readonly [Answer, Made]> {
  // Until it is awaited, nobody else hears of its failure.
  query.catch(() => undefined);
  await setImmediate();
  const made = work();
  return [await query, made];
}
