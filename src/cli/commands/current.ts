// `current`: the revisions that the database is at.
import { current, heads } from "../../workflow";
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
  const missing = flags.checkHeads
    ? (await heads(project.dataSource, files)).filter(({ applied }) => !applied)
    : [];
  if (missing.length > 0)
    output.log.write(
      `Not at every head: ${missing.map(shortLine).join(", ")} is not applied.`,
    );
  return {
    exit: missing.length > 0 ? exit.changes : exit.fine,
    document: { revisions },
    lines: flags.verbose
      ? revisions.flatMap(blockLines)
      : revisions.map(shortLine),
  };
}
