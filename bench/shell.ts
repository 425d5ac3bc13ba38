// `check` as it is typed: a process of its own, on a data source of plain JavaScript.
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { ServerKind } from "../test/servers";
import { entitySet } from "./entities";
import type { Measured } from "./measure";

const command = path.resolve(__dirname, "../dist/cli/bin.js");
const report = path.join(__dirname, "report.cjs");

export interface ShellRun extends Measured {
  readonly output: string;
  readonly tsMorphLoaded: boolean;
}

/** One `check` on so many tables. It fails where a difference is found. */
export async function shellCheck(
  kind: ServerKind,
  tables: number,
  url: string,
): Promise<ShellRun> {
  const folder = mkdtempSync(path.join(tmpdir(), "bench-"));
  try {
    const dataSource = path.join(folder, "data-source.cjs");
    writeFileSync(dataSource, dataSourceModule(kind, tables, url));
    const start = performance.now();
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [
      "--require",
      report,
      command,
      "check",
      "-d",
      dataSource,
    ]);
    const wall = (performance.now() - start) / 1_000;
    const reported = JSON.parse(stderr) as Omit<ShellRun, "wall" | "output">;
    return { ...reported, wall, output: stdout.trim() };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function dataSourceModule(
  kind: ServerKind,
  tables: number,
  url: string,
): string {
  const entities = entitySet(tables, "no difference", kind);
  return `
const { DataSource, EntitySchema } = require(${JSON.stringify(require.resolve("typeorm"))});
exports.dataSource = new DataSource({
  type: ${JSON.stringify(kind)},
  url: ${JSON.stringify(url)},
  entities: ${JSON.stringify(entities)}.map((options) => new EntitySchema(options)),
});
`;
}
