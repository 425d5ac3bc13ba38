// `history`: all revisions, newest first.
import { history } from "../../workflow";
import { exit } from "../exit";
import type { VerboseFlags } from "../flags";
import type { Outcome } from "../outcome";
import { filesOf, loadProject } from "../project/project";
import { blockLines, historyLine } from "../revisionLines";

export async function run(flags: VerboseFlags): Promise<Outcome> {
  const project = await loadProject(flags.dataSource);
  const revisions = await history(project.dataSource, filesOf(project));
  return {
    exit: exit.fine,
    document: { revisions },
    lines: flags.verbose
      ? revisions.flatMap(blockLines)
      : revisions.map(historyLine),
  };
}
