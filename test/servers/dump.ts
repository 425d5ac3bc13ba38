// Turns a PostgreSQL database into text by pg_dump, so that two schemas can be compared by a tool that is not ours.
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { adminOf } from "./admin";
import { pgliteUrls, resetSession } from "./pglite";

const run = promisify(execFile);
const script = path.resolve(__dirname, "../../scripts/pg-dump.sh");

/** The command that runs a fitting pg_dump, by the server: looking for it takes longer than running it. */
const commands = new Map<string, Promise<readonly string[]>>();

function commandFor(url: string): Promise<readonly string[]> {
  const { host } = new URL(url);
  const known = commands.get(host);
  if (known !== undefined) return known;
  const found = findCommand(url);
  commands.set(host, found);
  return found;
}

async function findCommand(url: string): Promise<readonly string[]> {
  const major = /\d+/.exec(await adminOf(url).version())?.[0] ?? "";
  const { stdout } = await run(script, [major]);
  return stdout.trim().split("\n");
}

/** The schema as SQL. Two databases with equal schemas on one server give equal text. */
export async function dump(
  url: string,
  { exclude = [] }: { readonly exclude?: readonly string[] } = {},
): Promise<string> {
  const [program = "", ...words] = await commandFor(url);
  const { stdout } = await run(
    program,
    [
      ...words,
      "--schema-only",
      "--no-owner",
      "--no-privileges",
      ...exclude.map((relation) => `--exclude-table=${relation}`),
      "--dbname",
      url,
    ],
    {
      maxBuffer: 256 * 1024 * 1024,
      env: pgliteUrls() === undefined ? process.env : unencrypted,
    },
  );
  if (pgliteUrls() !== undefined) await resetSession(url);
  return stdout.split("\n").filter(isSchema).join("\n").trim();
}

/** PGlite's socket has no answer to the question whether it can encrypt. */
const unencrypted = {
  ...process.env,
  PGGSSENCMODE: "disable",
  PGSSLMODE: "disable",
};

/** Neither the versions of server and tool nor the random key of \restrict say anything about the schema. */
function isSchema(line: string): boolean {
  return (
    !/^-- Dumped (from|by) /.test(line) &&
    !/^\\(un)?restrict [A-Za-z0-9]+$/.test(line)
  );
}
