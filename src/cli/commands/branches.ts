// `branches`: the revisions that several others revise.
import { branches } from "../../workflow";
import { asFarAsKnown } from "../asFarAsKnown";
import { exit } from "../exit";
import type { VerboseFlags } from "../flags";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import { filesOf, loadProject } from "../project/project";
import { blockLines, branchLines } from "../revisionLines";

export async function run(
  flags: VerboseFlags,
  output: Output,
): Promise<Outcome> {
  const project = await loadProject(flags.dataSource);
  const revisions = await asFarAsKnown(output, (known) =>
    branches(project.dataSource, { ...filesOf(project, output), ...known }),
  );
  return {
    exit: exit.fine,
    document: { revisions },
    lines: revisions.flatMap(flags.verbose ? blockLines : branchLines),
  };
}
