// What a project runs on each file that was written: its formatter.
import { spawnSync } from "node:child_process";
import { FileError } from "../schema/errors";
import type { WritingFlags } from "./flags";
import type { Stream } from "./output";

/** @throws FileError when one of the commands fails; the file stays. */
export function afterWrite(
  file: { readonly path: string } | undefined,
  { afterWrite: commands = [], dryRun }: WritingFlags,
  log: Stream,
): void {
  if (file === undefined || dryRun) return;
  const variable = process.platform === "win32" ? '"%FILE%"' : '"$FILE"';
  for (const command of commands) {
    log.write(`Running ${command}`);
    const { status, error } = spawnSync(
      command.replaceAll("{file}", variable),
      {
        shell: true,
        // Standard output is for results.
        stdio: ["ignore", process.stderr.fd, "inherit"],
        env: { ...process.env, FILE: file.path },
      },
    );
    if (error !== undefined || status !== 0)
      throw new FileError(
        `${file.path} is written, but the hook \`${command}\` failed${error === undefined ? ` with ${status ?? "a signal"}` : `: ${error.message}`}.`,
        { cause: error },
      );
  }
}
