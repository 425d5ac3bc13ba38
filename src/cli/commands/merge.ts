// `merge`: writes a revision that joins others.
import { merge } from "../../workflow";
import { fileOptionsOf, type WritingFlags } from "../flags";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import { filesOf, formatOf, loadProject } from "../project/project";
import { templateOf } from "../template";
import { written } from "../written";

export async function run(
  flags: WritingFlags,
  output: Output,
  ...revisions: readonly string[]
): Promise<Outcome> {
  const project = await loadProject(flags.dataSource);
  const file = await merge(
    project.dataSource,
    revisions.length === 0 ? ["heads"] : revisions,
    {
      ...filesOf(project, output),
      ...formatOf(project),
      ...fileOptionsOf(flags),
      ...(await templateOf(flags, project)),
    },
  );
  return written(file, flags, project, output);
}
