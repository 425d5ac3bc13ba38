// `show`: one revision, with all that is known of it.
import { show } from "../../workflow";
import { exit } from "../exit";
import type { CommonFlags } from "../flags";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import { filesOf, loadProject } from "../project/project";
import { blockLines } from "../revisionLines";

export async function run(
  flags: CommonFlags,
  _output: Output,
  target: string,
): Promise<Outcome> {
  const project = await loadProject(flags.dataSource);
  const revision = await show(project.dataSource, target, filesOf(project));
  return {
    exit: exit.fine,
    document: { revision },
    lines: blockLines(revision),
  };
}
