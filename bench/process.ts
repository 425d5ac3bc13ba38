// Runs a contender in a fresh process: nothing is warm from the run before, and peak memory is its own.
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { Run, Task } from "./contender";

const contender = path.join(__dirname, "contender.ts");

export async function runOf(task: Task): Promise<Run> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--require", "esbuild-register", contender, JSON.stringify(task)],
    { maxBuffer: 1024 ** 3 },
  );
  return JSON.parse(stdout) as Run;
}
