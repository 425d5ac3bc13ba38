// `history`: revisions, newest first.
import { history } from "../../workflow";
import { asFarAsKnown } from "../asFarAsKnown";
import { exit } from "../exit";
import type { VerboseFlags } from "../flags";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import { filesOf, loadProject } from "../project/project";
import { blockLines, historyLine } from "../revisionLines";

export interface HistoryFlags extends VerboseFlags {
  readonly range?: string;
  readonly indicateCurrent?: true;
}

export async function run(
  flags: HistoryFlags,
  output: Output,
): Promise<Outcome> {
  const project = await loadProject(flags.dataSource);
  const { range, indicateCurrent } = flags;
  const options = {
    ...filesOf(project, output),
    ...(range !== undefined && { range }),
  };
  const relative = range !== undefined && /current|^[+-]|:[+-]/.test(range);
  const revisions =
    indicateCurrent || relative
      ? await history(project.dataSource, options)
      : await asFarAsKnown(output, (known) =>
          history(project.dataSource, { ...options, ...known }),
        );
  return {
    exit: exit.fine,
    document: { revisions },
    lines: flags.verbose
      ? revisions.flatMap(blockLines)
      : revisions.map(historyLine),
  };
}
