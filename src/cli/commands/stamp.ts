// `stamp`: records revisions as applied, and runs nothing.
import { stamp } from "../../workflow";
import { exit } from "../exit";
import type { WaitingFlags } from "../flags";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import { filesOf, loadProject } from "../project/project";
import { labelOf } from "../../revisions/revision";

export interface StampFlags extends WaitingFlags {
  readonly purge?: true;
}

export async function run(
  { dataSource, wait, purge }: StampFlags,
  output: Output,
  ...revisions: readonly string[]
): Promise<Outcome> {
  const project = await loadProject(dataSource);
  const stamped = await stamp(project.dataSource, revisions, {
    ...filesOf(project, output),
    ...(wait !== undefined && { wait }),
    ...(purge && { purge }),
    onWait: (holder) => {
      output.log.write(`Waiting for another runner: ${holder}`);
    },
  });
  const { added, removed } = stamped;
  return {
    exit: exit.fine,
    document: stamped,
    lines: [
      ...removed.map(
        (revision) => `Recorded as not applied: ${labelOf(revision)}`,
      ),
      ...added.map((revision) => `Recorded as applied: ${labelOf(revision)}`),
      ...(added.length + removed.length === 0 ? ["Nothing to do."] : []),
    ],
  };
}
