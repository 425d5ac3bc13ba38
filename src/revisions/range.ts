// Ranges of the history, `from:to`, and what lies in them.
import { RevisionError } from "../schema/errors";
import { tips, withAncestors } from "./graph";
import { appliedNames, type History } from "./history";
import { listed, type Revision } from "./revision";
import { stepsFrom } from "./steps";
import { find } from "./target";

/** The two ends of a range; undefined where it is open. */
type Ends = readonly [from: string | undefined, to: string | undefined];

/**
 * What a history shows of `a:b`, `a:` or `:b`: b and what it builds on, down to a, both among them.
 * @throws RevisionError when it is no range, or an end of it is not found.
 */
export function revisionsIn(history: History, range: string): Revision[] {
  const { graph } = history;
  const [from, to] = endsOf(range);
  const above = withAncestors(
    graph,
    to === undefined ? graph.heads : placesOf(history, to),
  );
  if (from === undefined) return above;
  const start = placesOf(history, from);
  const ends = new Set(start);
  const below = new Set(
    withAncestors(graph, start).filter((revision) => !ends.has(revision)),
  );
  return above.filter((revision) => !below.has(revision));
}

/**
 * What an upgrade from a to b runs, in order, whatever a database says.
 * @throws RevisionError when it is no range with two ends, or b is not above a.
 */
export function scriptUp(history: History, range: string): Revision[] {
  const [from, to] = bothEnds(range, "upgrade", "base:head");
  const below = new Set(withAncestors(history.graph, from(history)));
  const goals = to(history);
  const path = withAncestors(history.graph, goals);
  requireOrder(goals, below, range, "upgrade");
  return path.filter((revision) => !below.has(revision));
}

/**
 * What a downgrade from a to b takes back, in order, whatever a database says.
 * @throws RevisionError when it is no range with two ends, or b is not below a.
 */
export function scriptDown(history: History, range: string): Revision[] {
  const [from, to] = bothEnds(range, "downgrade", "head:base");
  const stays = new Set(withAncestors(history.graph, to(history)));
  const start = from(history);
  const path = withAncestors(history.graph, start);
  const outside = [...stays].filter((revision) => !path.includes(revision));
  if (outside.length > 0)
    throw new RevisionError(
      `A downgrade cannot go ${range}: ${listed(outside)} is not below its beginning.`,
    );
  return path.filter((revision) => !stays.has(revision)).reverse();
}

/** Whether this is a range, which needs no database to be run against. */
export const isRange = (target: string): boolean => target.includes(":");

/** The revisions that a word for a place means: none for base, several for `heads`. */
function placesOf(history: History, text: string): Revision[] {
  const { graph } = history;
  if (text === "base") return [];
  if (text === "heads") return [...graph.heads];
  if (text === "current") return tips(graph, appliedNames(history));
  const [, start = text, steps = "0"] =
    /^(.*?)([+-][1-9]\d*)$/.exec(text) ?? [];
  const from = find(history, start === "" ? "current" : start);
  return [stepsFrom(graph, from, Number(steps))];
}

function endsOf(range: string): Ends {
  const parts = range.split(":");
  const [from = "", to = ""] = parts;
  if (parts.length !== 2 || (from === "" && to === ""))
    throw new RevisionError(
      `"${range}" is not a range. Write it as from:to, from: or :to, as in -3:current`,
    );
  return [from || undefined, to || undefined];
}

function bothEnds(
  range: string,
  direction: string,
  example: string,
): [(history: History) => Revision[], (history: History) => Revision[]] {
  const [from, to] = endsOf(range);
  if (from === undefined || to === undefined)
    throw new RevisionError(
      `A script of a ${direction} goes from one revision to another: ${direction} ${example} --sql`,
    );
  return [
    (history) => placesOf(history, from),
    (history) => placesOf(history, to),
  ];
}

function requireOrder(
  goals: readonly Revision[],
  below: ReadonlySet<Revision>,
  range: string,
  direction: string,
): void {
  const [from = "", to = ""] = range.split(":");
  if (from !== to && goals.every((goal) => below.has(goal)))
    throw new RevisionError(
      `An ${direction} cannot go ${range}, which is not upwards. Use \`downgrade ${from}:${to} --sql\`.`,
    );
}
