// The command as a process of its own, built once for a test file, and projects on disk for it to work in.
import { execFile, type ChildProcess } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildSync } from "esbuild";
import { globSync } from "tinyglobby";

const root = path.resolve(__dirname, "../..");

export interface Ended {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in a folder. */
export type Command = (
  folder: string,
  args: readonly string[],
  nodeArgs?: readonly string[],
  /** Given the process when it has begun. */
  onStart?: (process: ChildProcess) => void,
) => Promise<Ended>;

/** Builds the command before the tests of this file, and takes it away after. Gives its path. */
export function built(): string {
  const place = path.join(
    root,
    `node_modules/.cache/typeorm-autogenerate/${process.pid}`,
  );
  beforeAll(() => {
    buildIn(place);
  });
  afterAll(() => {
    rmSync(place, { recursive: true });
  });
  return path.join(place, "dist/cli/bin.js");
}

/** Builds what the package has of code, without type-checking, and with its manifest. */
export function buildIn(place: string): void {
  buildSync({
    entryPoints: globSync("src/**/*.ts", { cwd: root, absolute: true }),
    outbase: path.join(root, "src"),
    outdir: path.join(place, "dist"),
    format: "cjs",
    platform: "node",
    target: "node20",
  });
  cpSync(path.join(root, "package.json"), path.join(place, "package.json"));
}

/** The command that is built for this file. */
export function builtCommand(bin = built()): Command {
  return (cwd, args, nodeArgs = [], onStart) =>
    outcomeOf(process.execPath, [...nodeArgs, bin, ...args], { cwd }, onStart);
}

/** Runs a program as one that is neither asked for colour nor to do without. */
export function outcomeOf(
  file: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
  onStart?: (process: ChildProcess) => void,
): Promise<Ended> {
  return new Promise((done) => {
    const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
    const child = execFile(
      file,
      args,
      { cwd, env: { ...inherited, ...env } },
      (error, stdout, stderr) => {
        done({ exit: Number(error?.code ?? 0), stdout, stderr });
      },
    );
    onStart?.(child);
  });
}

export type Files = Readonly<Record<string, string>>;

/** Makes project folders that have TypeORM and the driver installed, and takes them away after each test. */
export function projects(): (files: Files, typeorm?: string) => string {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });
  return (files, typeorm = "typeorm") => {
    const folder = mkdtempSync(path.join(tmpdir(), "project-"));
    folders.push(folder);
    for (const [name, text] of Object.entries(files)) add(folder, name, text);
    mkdirSync(path.join(folder, "node_modules"));
    for (const [name, installed] of Object.entries({
      typeorm,
      pg: "pg",
      mysql2: "mysql2",
      "reflect-metadata": "reflect-metadata",
    }))
      symlinkSync(
        path.join(root, "node_modules", installed),
        path.join(folder, "node_modules", name),
      );
    return folder;
  };
}

/** Writes a file of a project. */
export function add(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
