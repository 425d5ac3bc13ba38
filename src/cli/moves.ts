// Revisions that are run, as Alembic says it: a line each, and on a terminal how far the one at work is.
import type { Move, MoveOptions } from "../revisions/move";
import type { MovingStatement } from "../revisions/run";
import { exit } from "./exit";
import { interruption } from "./interruption";
import type { Outcome } from "./outcome";
import type { Output, Stream } from "./output";
import { idsOf, titleOf } from "./revisionLines";

type Watching = Required<
  Pick<MoveOptions, "onMove" | "onStatement" | "onSkip" | "onWait" | "signal">
>;

/** Makes moves while somebody watches: people, or with `json` a program that reads a JSON document a line. */
export async function watched(
  { log }: Output,
  json: boolean,
  work: (watching: Watching) => Promise<readonly Move[]>,
): Promise<Outcome> {
  const signal = interruption(log);
  const clock = statusClock(log);
  try {
    const moves = await work({
      signal,
      ...(json ? asJson(log) : asLines(log, clock.show)),
    });
    return moved(moves);
  } finally {
    clock.stop();
  }
}

/** The revisions that were run, in order. */
function moved(moves: readonly Move[]): Outcome {
  return {
    exit: exit.fine,
    document: {
      revisions: moves.map(({ revision: { id, name } }) => ({ id, name })),
    },
    lines: moves.length === 0 ? ["Nothing to do."] : [],
  };
}

/** `Running upgrade 1763710800000 -> 1763797200000, Add transactions`, before it runs. */
function asLines(
  log: Stream,
  show: (statement: MovingStatement) => void,
): Omit<Watching, "signal"> {
  return {
    onMove: ({ direction, revision, parents }) => {
      const ends = [idsOf(parents), revision.id];
      const [from, to] = direction === "upgrade" ? ends : ends.reverse();
      log.write(`Running ${direction} ${from} -> ${to}, ${titleOf(revision)}`);
    },
    onStatement: show,
    onSkip: ({ sql }, reason) => {
      log.write(`Nothing to take back by: ${oneLine(sql)} (${reason})`);
    },
    onWait: (holder) => {
      log.write(`Waiting for another runner: ${holder}`);
    },
  };
}

function asJson(log: Stream): Omit<Watching, "signal"> {
  const write = (event: string, facts: object): void => {
    log.write(JSON.stringify({ event, ...facts }));
  };
  return {
    onMove: (move) => {
      write("move", factsOf(move));
    },
    onStatement: ({ move, number, sql }) => {
      write("statement", { id: move.revision.id, number, sql });
    },
    onSkip: ({ move, number, sql }, reason) => {
      write("skip", { id: move.revision.id, number, sql, reason });
    },
    onWait: (holder) => {
      write("wait", { holder });
    },
  };
}

const factsOf = ({
  direction,
  revision: { id, name },
  number,
  total,
}: Move): object => ({ direction, id, name, number, total });

/** Says on a terminal what takes longer than a moment: `2 of 5, statement 3, 12 s: CREATE INDEX …` */
function statusClock({ status }: Stream): {
  readonly show: (statement: MovingStatement) => void;
  readonly stop: () => void;
} {
  if (status === undefined)
    return { show: () => undefined, stop: () => undefined };
  let line: (() => string) | undefined;
  const timer = setInterval(() => {
    status(line?.() ?? "");
  }, 1_000);
  return {
    show: ({ move, number, sql }) => {
      const begun = Date.now();
      status("");
      line = () =>
        `${move.number} of ${move.total}, statement ${number}, ${Math.round((Date.now() - begun) / 1_000)} s: ${oneLine(sql)}`;
    },
    stop: () => {
      clearInterval(timer);
      status("");
    },
  };
}

const oneLine = (sql: string): string => sql.trim().replace(/\s+/g, " ");
