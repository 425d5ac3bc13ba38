// What the files say and what the database says, side by side.
import {
  ownAccess,
  readApplied,
  type AppliedRevision,
  type Connection,
} from "./applied";
import { folderOf } from "./directory";
import { findRevisions, type UnreadFile } from "./find";
import { graphOf, type Graph } from "./graph";
import type { Load } from "./modules";
import { readProgress, type Progress } from "./progress";
import { revisionsOf, type Revision } from "./revision";
import { recordedMapping, type RecordedMapping } from "../schema/mapping";
import { PendingMigrationsError } from "../schema/errors";

export interface History {
  readonly graph: Graph;
  /** In the order in which they were applied. */
  readonly applied: readonly AppliedRevision[];
  /** Files among the migrations of which it cannot be told what they are. */
  readonly unread: readonly UnreadFile[];
  /** The revision that was left half done. */
  readonly partial?: Progress;
  /** There is no migrations table yet. */
  readonly unrecorded?: true;
  /** The database was not asked. */
  readonly offline?: true;
}

export interface FileOptions {
  /** Where migration files are. Default: where the DataSource's `migrations` glob points. */
  readonly directory?: string;
  /** Loads a migration file that has to run. Default: as TypeORM does. */
  readonly load?: Load;
  /** Told of each file of which it cannot be told what it is. */
  readonly onUnread?: (file: UnreadFile) => void;
}

/** What is made of migrations that contradict each other. */
export interface Strictness {
  readonly revisionsFrom: typeof revisionsOf;
  readonly graphFrom: typeof graphOf;
}

const strict: Strictness = { revisionsFrom: revisionsOf, graphFrom: graphOf };

/**
 * Reads the DataSource's migrations, and from the database which of them are applied.
 * @throws RevisionError when the migrations contradict each other.
 */
export async function readHistory(
  connection: Connection,
  options: FileOptions = {},
  strictness: Strictness = strict,
): Promise<History> {
  const { graph, unread } = await readFiles(connection, options, strictness);
  const access = await ownAccess(connection);
  const progress =
    access.progress === "absent" ? undefined : await readProgress(connection);
  // Where there is no migration, the role need not be one that may read which are applied.
  const mayBeClosed = graph.revisions.length === 0 && unread.length === 0;
  const applied = await readApplied(connection, access.migrations, mayBeClosed);
  const partial = progress && isUnfinished(progress, applied) && progress;
  return {
    graph,
    unread,
    applied: applied ?? [],
    ...(applied === undefined ? { unrecorded: true } : {}),
    ...(partial ? { partial } : {}),
  };
}

/** What is half done up is not recorded yet, and what is half done down is still. Else another runner has finished it. */
const isUnfinished = (
  { name, direction }: Progress,
  applied: readonly AppliedRevision[] = [],
): boolean =>
  applied.some((row) => row.name === name) === (direction === "downgrade");

/** The same of a database that nothing is applied to, without asking one. */
export async function readFiles(
  { dataSource }: Pick<Connection, "dataSource">,
  { directory = folderOf(dataSource), load, onUnread }: FileOptions = {},
  strictness: Strictness = strict,
): Promise<History> {
  const { revisions, unread } = await findRevisions(
    dataSource,
    directory,
    load,
    strictness.revisionsFrom,
  );
  if (onUnread) unread.forEach(onUnread);
  return {
    graph: strictness.graphFrom(revisions),
    applied: [],
    unread,
    offline: true,
  };
}

export function appliedNames({ applied }: History): ReadonlySet<string> {
  return new Set(applied.map(({ name }) => name));
}

/** What each entity was mapped to by the newest applied revision that says so, while no newer one gives its table to others. */
export function mappedBefore(
  history: History,
): ReadonlyMap<string, RecordedMapping> {
  const applied = appliedNames(history);
  const known = new Map<string, RecordedMapping>();
  for (const { name, mapped = [] } of history.graph.revisions) {
    if (!applied.has(name)) continue;
    const mappings = mapped.map(recordedMapping);
    // A revision that speaks of a table names every entity that has it.
    const tables = new Set(mappings.map(({ table }) => table));
    for (const [entity, { table }] of known)
      if (tables.has(table)) known.delete(entity);
    for (const mapping of mappings) known.set(mapping.entity, mapping);
  }
  return known;
}

/** @throws PendingMigrationsError while others than this one are not applied. */
export function requireUpToDate(history: History, amended?: string): void {
  const pending = pendingOf(history)
    .map(({ name }) => name)
    .filter((name) => name !== amended);
  if (pending.length > 0)
    throw new PendingMigrationsError(
      pending,
      history.graph.heads.length > 1 ? "heads" : "head",
    );
}

/** The revisions that the database has not seen, in the order in which an upgrade runs them. */
export function pendingOf(history: History): Revision[] {
  const names = appliedNames(history);
  return history.graph.revisions.filter(({ name }) => !names.has(name));
}
