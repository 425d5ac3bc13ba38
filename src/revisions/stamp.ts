// Recording revisions as applied, or as not applied, without running them.
import {
  createOwnTables,
  markApplied,
  markReverted,
  type AppliedRevision,
  type Connection,
} from "./applied";
import { withAncestors, withDescendants } from "./graph";
import {
  appliedNames,
  readHistory,
  type FileOptions,
  type History,
} from "./history";
import { alone, type LockOptions } from "./lock";
import { dropProgressTable } from "./progress";
import { requireRecordable, unrecorded } from "./recordable";
import type { Revision } from "./revision";
import { find } from "./target";

export interface StampOptions extends FileOptions, LockOptions {
  /** Forget all that is recorded first, also revisions that have no file. */
  readonly purge?: boolean;
}

/** What was changed in the migrations table. */
export interface Stamped {
  readonly added: readonly AppliedRevision[];
  readonly removed: readonly AppliedRevision[];
}

/**
 * Records the targets and what they build on, and forgets what builds on them. A target is `base`, `head`, `heads`, or a revision.
 * @throws RevisionError when a target is not found or ambiguous.
 */
export async function stamp(
  connection: Connection,
  targets: readonly string[],
  options: StampOptions = {},
): Promise<Stamped> {
  return alone(connection, options, async () => {
    const history = await readHistory(connection, options);
    const stamped = changesOf(history, targets, options.purge ?? false);
    await write(connection, stamped);
    // Somebody has seen to what was left half done, and says where things are.
    if (history.partial !== undefined) await dropProgressTable(connection);
    return stamped;
  });
}

export function changesOf(
  history: History,
  targets: readonly string[],
  purge: boolean,
): Stamped {
  const { graph, applied } = history;
  const goals = targets.flatMap((target): readonly Revision[] => {
    if (target === "base") return [];
    return target === "heads" ? graph.heads : [find(history, target)];
  });
  const kept = new Set(withAncestors(graph, goals).map(({ name }) => name));
  const above = new Set(
    (targets.includes("base")
      ? graph.revisions
      : goals.flatMap((goal) => withDescendants(graph, goal))
    ).map(({ name }) => name),
  );
  const before = appliedNames(history);
  return {
    removed: applied.filter(
      ({ name }) => !kept.has(name) && (purge || above.has(name)),
    ),
    added: graph.revisions
      .filter(({ name }) => kept.has(name) && !before.has(name))
      .map(({ id, name }) => ({ id, name })),
  };
}

async function write(
  connection: Connection,
  { added, removed }: Stamped,
): Promise<void> {
  const { queryRunner } = connection;
  await createOwnTables(connection);
  await requireRecordable(connection, [
    ...(removed.length > 0 ? (["DELETE"] as const) : []),
    ...(added.length > 0 ? (["INSERT"] as const) : []),
  ]);
  await queryRunner.startTransaction();
  try {
    for (const revision of removed) await markReverted(connection, revision);
    for (const revision of added) await markApplied(connection, revision);
    await queryRunner.commitTransaction();
  } catch (error) {
    await queryRunner.rollbackTransaction().catch(() => undefined);
    throw unrecorded(connection, error);
  }
}
