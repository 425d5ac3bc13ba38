// A revision's file that was written, or would have been.
import path from "node:path";
import type { RevisionFile } from "../revisions/create";
import { isNamed } from "../revisions/directory";
import { afterWrite } from "./afterWrite";
import { exit } from "./exit";
import type { WritingFlags } from "./flags";
import type { Outcome } from "./outcome";
import type { Output } from "./output";
import type { Project } from "./project/project";

export function written(
  file: RevisionFile,
  flags: WritingFlags,
  { options }: Project,
  { log }: Output,
): Outcome {
  const { dryRun } = flags;
  afterWrite(file, flags, log);
  if (!dryRun) unseen(file, options).forEach(log.write);
  return {
    exit: exit.fine,
    document: { file },
    lines: [fileLine(file, dryRun)],
  };
}

/** Where the file is, or what it would be. */
export const fileLine = (
  { path, source }: Pick<RevisionFile, "path" | "source">,
  dryRun: true | undefined,
): string => (dryRun ? source.trimEnd() : `Generating ${path} ... done`);

/** A DataSource that names no migration files, or others, will not find this one. */
export function unseen(
  file: { readonly path: string } | undefined,
  options: Project["options"],
): string[] {
  if (file === undefined || isNamed({ options }, file.path)) return [];
  const folder = path.relative(process.cwd(), path.dirname(file.path));
  const place = path.join(folder, `*${path.extname(file.path)}`);
  return [
    `The DataSource does not name this file among its migrations, so it will not find it. Add to its options: migrations: ["${place.replaceAll(path.sep, "/")}"]`,
  ];
}
