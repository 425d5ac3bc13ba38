// `current`: the revisions that the database is at.
import { current, history } from "../../workflow";
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
  const files = filesOf(project, output);
  const revisions = await current(project.dataSource, files);
  // Below a head that is applied there may be one that is not: it was merged late, or its row is gone.
  const pending = flags.checkHeads
    ? (await history(project.dataSource, files)).filter(
        ({ applied }) => !applied,
      )
    : [];
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
