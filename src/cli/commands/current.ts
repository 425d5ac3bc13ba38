// `current`: the revisions that the database is at.
import type { History } from "../../revisions/history";
import { currentOf, statusesOf } from "../../revisions/status";
import { withHistory } from "../../withHistory";
import { exit } from "../exit";
import type { VerboseFlags } from "../flags";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import { filesOf, loadProject } from "../project/project";
import { blockLines, shortLine } from "../revisionLines";

export interface CurrentFlags extends VerboseFlags {
  readonly checkHeads?: true;
}

export async function run(
  flags: CurrentFlags,
  output: Output,
): Promise<Outcome> {
  const project = await loadProject(flags.dataSource);
  const { revisions, all, partial } = await withHistory(
    project.dataSource,
    filesOf(project, output),
    (history) => ({
      revisions: currentOf(history),
      all: statusesOf(history),
      partial: history.partial,
    }),
  );
  if (revisions.length === 0) output.log.write("Nothing is applied.");
  if (partial !== undefined) output.log.write(halfDoneLine(partial));
  // Below a head that is applied there may be one that is not: it was merged late, or its row is gone.
  const pending = flags.checkHeads ? all.filter(({ applied }) => !applied) : [];
  if (pending.length > 0)
    output.log.write(
      `Not at every head: ${pending.reverse().map(shortLine).join(", ")} not applied.`,
    );
  return {
    exit: pending.length > 0 ? exit.changes : exit.fine,
    document: { revisions },
    lines: flags.verbose
      ? revisions.flatMap(blockLines)
      : revisions.map(shortLine),
  };
}

/** The revision is not among the current ones where its upgrade failed. */
const halfDoneLine = ({
  direction,
  name,
}: NonNullable<History["partial"]>): string =>
  `The ${direction} of ${name} was left half done. Give the command that failed again to go on with it.`;
