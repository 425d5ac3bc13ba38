// What people say for a place in the history, and the revisions that lie on the way there.
import { RevisionError } from "../schema/errors";
import type { AppliedRevision } from "./applied";
import { tips, withAncestors, withDescendants, type Graph } from "./graph";
import { appliedNames, type History } from "./history";
import { refusePast } from "./partial";
import { labelOf, listed, type Revision } from "./revision";
import { stepsFrom } from "./steps";

/**
 * The revision with this id or name, or the only one with this part in its id or name, or `head`, or `current`.
 * @throws RevisionError when none or several are meant.
 */
export function find(history: History, text: string): Revision {
  const { graph, applied } = history;
  if (text === "head") return onlyHead(graph, "Name one of them");
  if (text === "current") return onlyCurrent(history);
  const exact = graph.revisions.filter(
    ({ id, name }) => id === text || name === text,
  );
  const matches = exact.length > 0 ? exact : graph.revisions.filter(has(text));
  const [first, ...others] = matches;
  if (first === undefined) throw notFound(applied, text);
  if (others.length > 0)
    throw new RevisionError(
      `"${text}" is part of ${matches.length} revisions: ${listed(matches)}. Say more of the one that is meant.`,
    );
  return first;
}

/**
 * What an upgrade has to run, in order: `head`, `heads`, `+N`, up to a revision, or to one that is N above it. What was left half done comes first.
 * @throws RevisionError when the target is none of these, or is ambiguous.
 */
export function upgradePath(history: History, target: string): Revision[] {
  const path = wayUp(history, target);
  const { partial, graph } = history;
  const half = partial && graph.byName.get(partial.name);
  const ordered =
    half !== undefined &&
    (path.includes(half) || partial?.direction === "downgrade")
      ? [half, ...path.filter((revision) => revision !== half)]
      : path;
  refusePast(history, ordered);
  return ordered;
}

function wayUp(history: History, target: string): Revision[] {
  const { graph } = history;
  const names = appliedNames(history);
  const pending = (goals: readonly Revision[]): Revision[] =>
    withAncestors(graph, goals).filter(({ name }) => !names.has(name));

  if (target === "heads" || (target === "head" && graph.heads.length === 0))
    return pending(graph.heads);
  if (target === "base" || /^-[1-9]\d*$/.test(target))
    throw new RevisionError(
      `An upgrade cannot go back to "${target}". Use \`downgrade ${target}\`.`,
    );
  const steps = /^\+([1-9]\d*)$/.exec(target)?.[1];
  if (steps === undefined) {
    const [, from = target, above = "0"] =
      /^(.+)\+([1-9]\d*)$/.exec(target) ?? [];
    return pending([stepsFrom(graph, find(history, from), Number(above))]);
  }

  const rest =
    graph.heads.length === 0
      ? []
      : pending([onlyHead(graph, "Name the revision to go to")]);
  if (rest.length < Number(steps))
    throw new RevisionError(
      `Cannot go ${steps} up: ${counted(rest.length)} pending.`,
    );
  return rest.slice(0, Number(steps));
}

/**
 * What a downgrade has to take back, in order: `base`, `-N`, or down to a revision, which stays.
 * @throws RevisionError when the target is none of these, is ambiguous or not applied, or a file on the way is missing.
 */
export function downgradePath(history: History, target: string): Revision[] {
  const here = withPartial(history);
  const { path, floor } = wayDown(here, target);
  requireFiles(here, floor);
  const { partial } = history;
  const ordered = [
    ...path.filter(({ name }) => name === partial?.name),
    ...path.filter(({ name }) => name !== partial?.name),
  ];
  refusePast(history, ordered);
  return ordered;
}

/** What is left of a revision is there to be taken back, as if it were applied. */
function withPartial(history: History): History {
  const { partial, graph, applied } = history;
  const half = partial && graph.byName.get(partial.name);
  return half === undefined || appliedNames(history).has(half.name)
    ? history
    : { ...history, applied: [...applied, { id: half.id, name: half.name }] };
}

/** What is taken back, and the id of the oldest revision that the way reaches. */
interface WayDown {
  readonly path: Revision[];
  readonly floor: string;
}

function wayDown(history: History, target: string): WayDown {
  const { graph } = history;
  const names = appliedNames(history);
  const isApplied = ({ name }: Revision): boolean => names.has(name);

  if (target === "base")
    return { path: graph.revisions.filter(isApplied).reverse(), floor: "" };
  if (target === "heads" || target.startsWith("+"))
    throw new RevisionError(
      `A downgrade cannot go up to "${target}". Use \`upgrade ${target}\`.`,
    );
  const steps = /^-([1-9]\d*)$/.exec(target)?.[1];
  if (steps !== undefined) {
    const path = stepsDown(graph, names, Number(steps));
    return { path, floor: path.at(-1)?.id ?? "" };
  }

  const goal = find(history, target);
  if (!isApplied(goal))
    throw new RevisionError(
      `Cannot downgrade to revision ${labelOf(goal)}: it is not applied.`,
    );
  const above = withDescendants(graph, goal).filter(
    (revision) => revision !== goal && isApplied(revision),
  );
  return { path: above.reverse(), floor: goal.id };
}

function stepsDown(
  graph: Graph,
  applied: ReadonlySet<string>,
  steps: number,
): Revision[] {
  const left = new Set(applied);
  const path: Revision[] = [];
  while (path.length < steps) {
    const [last, ...others] = tips(graph, left);
    if (last === undefined)
      throw new RevisionError(
        `Cannot go ${steps} down: ${counted(path.length)} applied.`,
      );
    if (others.length > 0)
      throw new RevisionError(
        `Going ${steps} down is ambiguous, because several revisions are current: ${listed([last, ...others])}. Name the revision to go to.`,
      );
    path.push(last);
    left.delete(last.name);
  }
  return path;
}

/** Refuses to go past an applied revision that there is no file for; those below the floor stay as they are. */
function requireFiles({ graph, applied }: History, floor: string): void {
  const missing = applied.filter(
    ({ id, name }) => !graph.byName.has(name) && id > floor,
  );
  if (missing.length > 0)
    throw new RevisionError(
      `Cannot downgrade: ${listed(missing)} ${missing.length === 1 ? "is" : "are"} applied, but not among the DataSource's migrations. Bring back the file.`,
    );
}

function onlyCurrent(history: History): Revision {
  const current = tips(history.graph, appliedNames(history));
  const [one, ...others] = current;
  if (one === undefined)
    throw new RevisionError("No revision is applied, so none is current.");
  if (others.length > 0)
    throw new RevisionError(
      `Several revisions are current: ${listed(current)}. Name one of them.`,
    );
  return one;
}

function onlyHead(graph: Graph, advice: string): Revision {
  const [head, ...others] = graph.heads;
  if (head === undefined)
    throw new RevisionError("There are no migrations, and so no head.");
  if (others.length > 0)
    throw new RevisionError(
      `There are ${graph.heads.length} heads: ${listed(graph.heads)}. ${advice}, use \`heads\` for all, or join them with \`merge\`.`,
    );
  return head;
}

function notFound(
  applied: readonly AppliedRevision[],
  text: string,
): RevisionError {
  const missing = applied.filter(has(text));
  return new RevisionError(
    missing.length > 0
      ? `Revision ${listed(missing)} is applied, but not among the DataSource's migrations. Bring back the file.`
      : `No revision has "${text}" in its id or name. \`history\` lists them.`,
  );
}

function counted(count: number): string {
  if (count === 0) return "no revision is";
  return count === 1 ? "only 1 revision is" : `only ${count} revisions are`;
}

const has =
  (text: string) =>
  ({ id, name }: AppliedRevision): boolean =>
    id.includes(text) || name.toLowerCase().includes(text.toLowerCase());
