// Revisions and what they build on, as a graph: which come first, which are heads, what lies below and above one.
import { RevisionError } from "../schema/errors";
import { byAge, type Revision } from "./revision";

export interface Graph {
  /** Parents before their children, and otherwise by age. */
  readonly revisions: readonly Revision[];
  readonly byName: ReadonlyMap<string, Revision>;
  readonly childrenByName: ReadonlyMap<string, readonly Revision[]>;
  /** The revisions that no other revises. */
  readonly heads: readonly Revision[];
}

/** @throws RevisionError when a parent is unknown, or revisions revise each other in a circle. */
export function graphOf(revisions: readonly Revision[]): Graph {
  const byName = new Map(
    revisions.map((revision) => [revision.name, revision]),
  );
  requireParents(revisions, byName);
  const ordered = inOrder(revisions, byName);
  const childrenByName = new Map(
    ordered.map(({ name }) => [name, new Array<Revision>()]),
  );
  for (const revision of ordered)
    for (const parent of revision.revises)
      childrenByName.get(parent)?.push(revision);
  return {
    revisions: ordered,
    byName,
    childrenByName,
    heads: ordered.filter(({ name }) => !childrenByName.get(name)?.length),
  };
}

export function parentsOf(graph: Graph, revision: Revision): Revision[] {
  return named(graph, revision.revises);
}

/** The revisions and everything that they build on, in order. */
export function withAncestors(
  graph: Graph,
  revisions: readonly Revision[],
): Revision[] {
  return reached(graph, revisions, (revision) => parentsOf(graph, revision));
}

/** The revision and everything that builds on it, in order. */
export function withDescendants(graph: Graph, revision: Revision): Revision[] {
  return reached(
    graph,
    [revision],
    ({ name }) => graph.childrenByName.get(name) ?? [],
  );
}

/** Those of the revisions that none of the others builds on. */
export function tips(graph: Graph, names: ReadonlySet<string>): Revision[] {
  return graph.revisions.filter(
    ({ name }) =>
      names.has(name) &&
      !graph.childrenByName.get(name)?.some((child) => names.has(child.name)),
  );
}

function named(graph: Graph, names: readonly string[]): Revision[] {
  return names.flatMap((name) => graph.byName.get(name) ?? []);
}

function reached(
  graph: Graph,
  from: readonly Revision[],
  next: (revision: Revision) => readonly Revision[],
): Revision[] {
  const found = new Set<Revision>();
  const waiting = [...from];
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    if (found.has(here)) continue;
    found.add(here);
    waiting.push(...next(here));
  }
  return graph.revisions.filter((revision) => found.has(revision));
}

function requireParents(
  revisions: readonly Revision[],
  byName: ReadonlyMap<string, Revision>,
): void {
  for (const { name, revises } of revisions)
    for (const parent of revises)
      if (!byName.has(parent))
        throw new RevisionError(
          `Migration "${name}" revises "${parent}", which is not among the DataSource's migrations. Bring its file back, or correct \`static revises\`.`,
        );
}

function inOrder(
  revisions: readonly Revision[],
  byName: ReadonlyMap<string, Revision>,
): Revision[] {
  const ordered = new Set<Revision>();
  const path: Revision[] = [];
  const visit = (revision: Revision): void => {
    if (ordered.has(revision)) return;
    if (path.includes(revision))
      throw new RevisionError(
        `Migrations revise each other in a circle: ${[...path.slice(path.indexOf(revision)), revision].map(({ name }) => `"${name}"`).join(" revises ")}. Correct \`static revises\` in one of them.`,
      );
    path.push(revision);
    revision.revises
      .flatMap((name) => byName.get(name) ?? [])
      .sort(byAge)
      .forEach(visit);
    path.pop();
    ordered.add(revision);
  };
  [...revisions].sort(byAge).forEach(visit);
  return [...ordered];
}
