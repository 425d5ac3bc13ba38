// Where the database and the files stand: each revision with what can be said about its place.
import type { AppliedRevision } from "./applied";
import { parentsOf, tips } from "./graph";
import { appliedNames, type History } from "./history";
import type { Revision } from "./revision";

/** A revision and its place. Plain data. */
export interface RevisionStatus {
  readonly id: string;
  readonly name: string;
  readonly message?: string;
  /** Ids and names of its parents. */
  readonly revises: readonly AppliedRevision[];
  /** Ids and names of the revisions that build on it. */
  readonly revisedBy: readonly AppliedRevision[];
  readonly path?: string;
  /** This and the next two are absent where the database was not asked. */
  readonly applied?: boolean;
  /** It was left half done, on a server that cannot roll back. */
  readonly partial?: boolean;
  /** It is applied, and nothing that builds on it is. */
  readonly current?: boolean;
  /** No other revision builds on it. */
  readonly head: boolean;
  /** Several revisions build on it. */
  readonly branchpoint: boolean;
  /** It builds on several revisions. */
  readonly mergepoint: boolean;
  /** The DataSource's migrations do not have it: its file is gone. */
  readonly missing: boolean;
}

/** What can be said about one of the revisions that there are files for. */
export function statusIn(
  history: History,
): (revision: Revision) => RevisionStatus {
  const { graph } = history;
  const names = appliedNames(history);
  const current = new Set(tips(graph, names));
  const heads = new Set(graph.heads);
  return (revision) => ({
    id: revision.id,
    name: revision.name,
    ...(revision.message === undefined ? {} : { message: revision.message }),
    revises: parentsOf(graph, revision).map(({ id, name }) => ({ id, name })),
    revisedBy: (graph.childrenByName.get(revision.name) ?? []).map(
      ({ id, name }) => ({ id, name }),
    ),
    ...(revision.path === undefined ? {} : { path: revision.path }),
    ...(history.offline !== true && {
      applied: names.has(revision.name),
      partial: history.partial?.name === revision.name,
      current: current.has(revision),
    }),
    head: heads.has(revision),
    branchpoint: (graph.childrenByName.get(revision.name)?.length ?? 0) > 1,
    mergepoint: revision.revises.length > 1,
    missing: false,
  });
}

/** All revisions that there are files for, newest first. */
export function statusesOf(history: History): RevisionStatus[] {
  return history.graph.revisions.map(statusIn(history)).reverse();
}

/** The revisions that the database is at, newest first. One whose file is gone is among them if it is newer than those with files. */
export function currentOf(history: History): RevisionStatus[] {
  const { graph, applied } = history;
  const known = statusesOf(history);
  const newest = known.find((status) => status.applied)?.id ?? "";
  const missing = applied
    .filter(({ id, name }) => !graph.byName.has(name) && id > newest)
    .map(missingStatus)
    .reverse();
  return [...missing, ...known.filter(({ current }) => current)];
}

const missingStatus = ({ id, name }: AppliedRevision): RevisionStatus => ({
  id,
  name,
  revises: [],
  revisedBy: [],
  applied: true,
  partial: false,
  current: true,
  head: false,
  branchpoint: false,
  mergepoint: false,
  missing: true,
});
