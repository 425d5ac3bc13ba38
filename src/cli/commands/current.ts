// `current`: the revisions that the database is at.
import { current } from "../../workflow";
import { exit } from "../exit";
import type { VerboseFlags } from "../flags";
import type { Outcome } from "../outcome";
import { filesOf, loadProject } from "../project/project";
import { blockLines, shortLine } from "../revisionLines";

export async function run(flags: VerboseFlags): Promise<Outcome> {
  const project = await loadProject(flags.dataSource);
  const revisions = await current(project.dataSource, filesOf(project));
  return {
    exit: exit.fine,
    document: { revisions },
    lines: flags.verbose
      ? revisions.flatMap(blockLines)
      : revisions.map(shortLine),
  };
}
