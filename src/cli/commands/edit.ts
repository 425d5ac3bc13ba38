// `edit`: opens a revision's file in the user's editor.
import { spawnSync } from "node:child_process";
import { FileError } from "../../schema/errors";
import { show } from "../../workflow";
import { labelOf } from "../../revisions/revision";
import { exit } from "../exit";
import type { CommonFlags } from "../flags";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import { filesOf, loadProject } from "../project/project";

export async function run(
  flags: CommonFlags,
  output: Output,
  target: string,
): Promise<Outcome> {
  const project = await loadProject(flags.dataSource);
  const revision = await show(project.dataSource, target, {
    ...filesOf(project, output),
    offline: target !== "current",
  });
  const { path } = revision;
  if (path === undefined)
    throw new FileError(
      `The file of revision ${labelOf(revision)} is not found.`,
    );
  open(path);
  return { exit: exit.fine, document: { revision }, lines: [] };
}

/** As git does: the variable may hold arguments, so a shell reads it. */
function open(path: string): void {
  const editor = process.env["VISUAL"] || process.env["EDITOR"];
  if (!editor)
    throw new FileError(
      `No editor is named. Set VISUAL or EDITOR, or open ${path}`,
    );
  const { status, error } = spawnSync(`${editor} "$FILE"`, {
    shell: true,
    // Standard output is for results.
    stdio: ["inherit", process.stderr.fd, "inherit"],
    env: { ...process.env, FILE: path },
  });
  if (error !== undefined || status !== 0)
    throw new FileError(
      `The editor failed on ${path}${error === undefined ? "" : `: ${error.message}`}.`,
      { cause: error },
    );
}
