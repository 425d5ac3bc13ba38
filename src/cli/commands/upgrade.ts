// `upgrade`: applies pending revisions, or prints their SQL.
import { upgradeSql } from "../../scripts";
import { upgrade } from "../../workflow";
import { rulesOf, type MovingFlags } from "../flags";
import { watched } from "../moves";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import { filesOf, loadProject } from "../project/project";
import { scripted } from "../script";

export async function run(
  flags: MovingFlags,
  output: Output,
  target: string,
): Promise<Outcome> {
  const project = await loadProject(flags.dataSource);
  const options = { ...filesOf(project, output), ...rulesOf(flags) };
  if (flags.sql)
    return scripted(await upgradeSql(project.dataSource, target, options));
  return watched(output, flags.json ?? false, (watching) =>
    upgrade(project.dataSource, target, { ...options, ...watching }),
  );
}
