// `show`: one revision, with all that is known of it, or its SQL.
import { showSql } from "../../scripts";
import { show } from "../../workflow";
import { asFarAsKnown } from "../asFarAsKnown";
import { exit } from "../exit";
import type { CommonFlags } from "../flags";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import { filesOf, loadProject } from "../project/project";
import { blockLines } from "../revisionLines";

export interface ShowFlags extends CommonFlags {
  readonly sql?: true;
}

export async function run(
  flags: ShowFlags,
  output: Output,
  target: string,
): Promise<Outcome> {
  const project = await loadProject(flags.dataSource);
  const files = filesOf(project, output);
  if (flags.sql) {
    const sql = await showSql(project.dataSource, target, files);
    return {
      exit: exit.fine,
      document: sql,
      lines: [sql.upgrade, sql.downgrade.trimEnd()],
    };
  }
  const work = (known: object) =>
    show(project.dataSource, target, { ...files, ...known });
  const revision =
    target === "current" ? await work({}) : await asFarAsKnown(output, work);
  return {
    exit: exit.fine,
    document: { revision },
    lines: [blockLines(revision).join("\n").trimEnd()],
  };
}
