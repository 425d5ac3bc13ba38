// What the files say and what the database says, side by side.
import { readApplied, type AppliedRevision, type Connection } from "./applied";
import { folderOf } from "./directory";
import { located } from "./files";
import { graphOf, type Graph } from "./graph";
import { revisionsOf, type Revision } from "./revision";

export interface History {
  readonly graph: Graph;
  /** In the order in which they were applied. */
  readonly applied: readonly AppliedRevision[];
}

/**
 * Reads the DataSource's migrations, and from the database which of them are applied.
 * @throws RevisionError when the migrations contradict each other.
 */
export async function readHistory(
  connection: Connection,
  directory = folderOf(connection.dataSource),
): Promise<History> {
  const revisions = revisionsOf(connection.dataSource);
  return {
    graph: graphOf(
      directory === undefined ? revisions : located(revisions, directory),
    ),
    // Where there is no migration, the role need not be one that may read which are applied.
    applied: await readApplied(connection, revisions.length === 0),
  };
}

export function appliedNames({ applied }: History): ReadonlySet<string> {
  return new Set(applied.map(({ name }) => name));
}

/** The revisions that the database has not seen, in the order in which an upgrade runs them. */
export function pendingOf(history: History): Revision[] {
  const names = appliedNames(history);
  return history.graph.revisions.filter(({ name }) => !names.has(name));
}
