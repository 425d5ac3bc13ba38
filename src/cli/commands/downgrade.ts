// `downgrade`: takes applied revisions back.
import { downgrade } from "../../workflow";
import type { CommonFlags } from "../flags";
import { announced, moved } from "../moves";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import { filesOf, loadProject } from "../project/project";

export async function run(
  flags: CommonFlags,
  output: Output,
  target: string,
): Promise<Outcome> {
  const project = await loadProject(flags.dataSource);
  const moves = await downgrade(project.dataSource, target, {
    ...filesOf(project),
    onMove: announced(output),
  });
  return moved(moves);
}
