// Revisions of one kind as a command's outcome, marked as far as the database can be asked.
import type { DataSource } from "typeorm";
import type { RevisionStatus } from "../revisions/status";
import type { HistoryOptions } from "../workflow";
import { asFarAsKnown } from "./asFarAsKnown";
import { exit } from "./exit";
import type { VerboseFlags } from "./flags";
import type { Outcome } from "./outcome";
import type { Output } from "./output";
import { filesOf, loadProject } from "./project/project";
import { blockLines } from "./revisionLines";

export async function listing(
  flags: VerboseFlags,
  output: Output,
  find: (
    dataSource: DataSource,
    options: HistoryOptions,
  ) => Promise<readonly RevisionStatus[]>,
  linesOf: (revision: RevisionStatus) => readonly string[],
): Promise<Outcome> {
  const project = await loadProject(flags.dataSource);
  const revisions = await asFarAsKnown(output, (known) =>
    find(project.dataSource, { ...filesOf(project, output), ...known }),
  );
  return {
    exit: exit.fine,
    document: { revisions },
    lines: revisions.flatMap(flags.verbose ? blockLines : linesOf),
  };
}
