// `npm run bench [-- <server>] [<tables> …]`: this library beside TypeORM's own comparison. Prints what it measures, and judges nothing.
import { execFileSync } from "node:child_process";
import { cpus } from "node:os";
import path from "node:path";
import { testServer, type ServerKind } from "../test/servers";
import { serverKinds } from "../test/servers/admin";
import { onDatabase } from "./database";
import { differences } from "./entities";
import { median } from "./measure";
import { print } from "./print";
import { compareOn, lineOf } from "./rivalry";
import { shellCheck, type ShellRun } from "./shell";

async function bench(
  kind: ServerKind,
  sizes: readonly number[],
): Promise<void> {
  execFileSync("npm", ["run", "build"], {
    cwd: path.resolve(__dirname, ".."),
  });
  const { version } = await testServer(kind);
  console.log(
    `${kind} ${version.split(" on ")[0] ?? ""}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}`,
  );
  for (const tables of sizes)
    await onDatabase(kind, tables, async (url, initial) => {
      print(`${tables} tables, empty database`, [
        lineOf("typeorm-autogenerate: autogenerate", initial),
      ]);
      for (const difference of differences)
        await compareOn(url, kind, tables, difference);
    });
  await benchShell(kind, 50);
}

async function benchShell(kind: ServerKind, tables: number): Promise<void> {
  await onDatabase(kind, tables, async (url) => {
    const runs: ShellRun[] = [];
    for (let round = 0; round < 5; round += 1)
      runs.push(await shellCheck(kind, tables, url));
    const run = median(runs);
    print(`${tables} tables, from the shell`, [
      { ...run, subject: "typeorm-autogenerate check" },
    ]);
    console.log(
      `  ${run.output.split("\n")[0] ?? ""} ts-morph was ${run.tsMorphLoaded ? "" : "never "}loaded.`,
    );
  });
}

const [first = "", ...others] = process.argv.slice(2);
const named = serverKinds.find((kind) => kind === first);
const asked = (named === undefined && first !== "" ? [first] : [])
  .concat(others)
  .map(Number);
void bench(named ?? "postgres", asked.length === 0 ? [50, 200, 1_000] : asked);
