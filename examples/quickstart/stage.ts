// What the walk happens on: an embedded PostgreSQL, a project folder, the command as a person types it, and what is printed of it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { diffLines } from "diff";
import { Client } from "pg";
import { createColors } from "picocolors";

const root = path.resolve(__dirname, "../..");
/** Of a pipe, `isTTY` is undefined, which picocolors would take for no word at all. */
const isTerminal = ({ isTTY }: { readonly isTTY?: boolean }): boolean =>
  isTTY === true;
const colors = createColors(
  isTerminal(process.stdout) && !process.env["NO_COLOR"],
);

/** What a command has to do, or the walk ends there. */
export interface Promised {
  readonly exit: number;
  readonly says?: readonly string[];
}

export type Row = Readonly<Record<string, string | number | null>>;

/** A project of somebody who keeps a ledger, and their database. */
export interface Stage {
  /** Puts one version of the entities in the place of the one before, and prints what is new in them. */
  entities(version: "v1" | "v2" | "v3"): void;
  /** Types a command, prints what it prints, and holds it to what was promised. */
  command(args: readonly string[], promised: Promised): Promise<void>;
  /** Runs SQL and gives its rows. */
  sql(statement: string): Promise<readonly Row[]>;
  /** The source of the newest migration. */
  newestMigration(): string;
}

/** Sets everything up, and takes it down whatever happens. */
export async function onStage(
  play: (stage: Stage) => Promise<void>,
): Promise<void> {
  const database = await PGlite.create();
  const server = new PGLiteSocketServer({
    db: database,
    port: 0,
    maxConnections: 10,
  });
  await server.start();
  const url = `postgres://postgres@${server.getServerConn()}/postgres`;
  const client = new Client({ connectionString: url });
  await client.connect();
  const project = mkdtempSync(path.join(tmpdir(), "ledger-"));
  try {
    furnish(project);
    await play(stageOf(project, url, client));
  } finally {
    rmSync(project, { recursive: true, force: true });
    await client.end();
    await server.stop();
    await database.close();
  }
}

/** Makes the folder a project with a DataSource, which finds installed packages where this repository has them. */
function furnish(project: string): void {
  mkdirSync(path.join(project, "src"));
  cpSync(
    path.join(__dirname, "data-source.ts"),
    path.join(project, "src/data-source.ts"),
  );
  symlinkSync(
    path.join(root, "node_modules"),
    path.join(project, "node_modules"),
    "junction",
  );
}

function stageOf(project: string, url: string, client: Client): Stage {
  let newest = "";
  return {
    entities(version) {
      const before = path.join(project, "src/entities");
      const after = path.join(__dirname, version);
      if (existsSync(before)) excerpt(changes(before, after));
      cpSync(after, before, { recursive: true });
    },

    async command(args, { exit, says = [] }) {
      const typed = [...args, "-d", "src/data-source.ts"];
      print(
        colors.bold(
          `\n$ npx typeorm-autogenerate ${typed.map(word).join(" ")}`,
        ),
      );
      const seen = await run(typed, project, url);
      newest =
        /^Generating (.+) \.\.\. done$/m.exec(seen.output)?.[1] ?? newest;
      // The project is in a folder for the moment, whose name says nothing.
      print(seen.output.replaceAll(project + path.sep, ""));
      assert.equal(seen.exit, exit, `It ended with exit status ${seen.exit}.`);
      for (const text of says)
        assert.ok(seen.output.includes(text), `It did not say: ${text}`);
    },

    sql: async (statement) => (await client.query<Row>(statement)).rows,

    newestMigration: () => readFileSync(newest, "utf8"),
  };
}

/** The lines of the files in one folder that differ in the other. */
function changes(before: string, after: string): string {
  return readdirSync(after)
    .flatMap((file) => {
      const lines = diffLines(
        textOf(path.join(before, file)),
        textOf(path.join(after, file)),
      ).flatMap(({ added, removed, value }) =>
        added || removed
          ? value
              .trimEnd()
              .split("\n")
              .map((line) => `${added ? "+" : "-"} ${line}`)
          : [],
      );
      return lines.length === 0 ? [] : [`src/entities/${file}`, ...lines];
    })
    .join("\n");
}

/** Nothing where there is no such file yet. */
const textOf = (file: string): string =>
  existsSync(file) ? readFileSync(file, "utf8") : "";

/** The command from its sources, so that nothing has to be built first. */
function run(
  args: readonly string[],
  cwd: string,
  url: string,
): Promise<{ readonly exit: number | null; readonly output: string }> {
  const jiti = path.join(root, "node_modules/jiti/lib/jiti-cli.mjs");
  const bin = path.join(root, "src/cli/bin.ts");
  const child = spawn(process.execPath, [jiti, bin, ...args], {
    cwd,
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [results, log] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (results += text.toString()));
  child.stderr.on("data", (text: Buffer) => (log += text.toString()));
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (exit) => {
      done({ exit, output: log + results });
    });
  });
}

/** As a shell wants it. */
const word = (text: string): string =>
  /^[\w.:/=-]+$/.test(text) ? text : `"${text}"`;

export function print(text: string): void {
  process.stdout.write(`${text.trimEnd()}\n`);
}

export function heading(text: string): void {
  print(`\n${colors.bold(colors.green(`— ${text}`))}`);
}

/** Text that the reader looks at rather than types. */
export function excerpt(text: string): void {
  const lines = text.trimEnd().split("\n");
  print(
    `\n${lines.map((line) => colors.cyan(`    ${line}`.trimEnd())).join("\n")}`,
  );
}

/** Rows, one below the other under the names of their columns. */
export function table(rows: readonly Row[]): void {
  const names = Object.keys(rows[0] ?? {});
  const cells = [
    names,
    ...rows.map((row) => names.map((name) => String(row[name] ?? ""))),
  ];
  const widths = names.map((_, column) =>
    Math.max(...cells.map((line) => line[column]?.length ?? 0)),
  );
  excerpt(
    cells
      .map((line) =>
        line
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("   "),
      )
      .join("\n"),
  );
}
