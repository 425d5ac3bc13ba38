// The packed command, installed once for each TypeORM beside all that the projects of test/projects ask for, and copies of those projects to run it in.
import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { globSync } from "tinyglobby";
import { buildIn } from "./command";

const root = path.resolve(__dirname, "../..");
const sources = path.join(root, "test/projects");
const run = promisify(execFile);

/** The names that this checkout has its two lines of TypeORM under. */
export const lines = ["typeorm", "typeorm-0.3"] as const;
export type Line = (typeof lines)[number];

export interface Installed {
  /** A copy of a project, with its packages. */
  readonly projectOn: (line: Line, name: string) => string;
  /** The command, as npm links it. */
  readonly binOf: (line: Line) => string;
}

/** Packs and installs before the tests of this file, and takes all of it away after. */
export function packed(): Installed {
  const home = mkdtempSync(path.join(tmpdir(), "projects-"));
  const shared = (line: Line): string => path.join(home, line, "node_modules");
  beforeAll(async () => {
    buildIn(path.join(home, "package"));
    const tarball = await npm(path.join(home, "package"), [
      ...["pack", "--silent", "--ignore-scripts", "--pack-destination", home],
    ]);
    await Promise.all(
      lines.map((line) => install(line, path.join(home, tarball.trim()))),
    );
  }, 240_000);
  afterAll(() => {
    rmSync(home, { recursive: true });
  });

  /** One folder of packages for all projects on a line. */
  async function install(line: Line, tarball: string): Promise<void> {
    const folder = path.dirname(shared(line));
    mkdirSync(folder, { recursive: true });
    const manifest = { private: true, dependencies: wanted(line) };
    writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
    await npm(folder, [
      ...["install", "--prefer-offline", "--no-audit", "--no-fund", tarball],
    ]);
  }

  return {
    binOf: (line) => path.join(shared(line), ".bin/typeorm-autogenerate"),
    projectOn(line, name) {
      const folder = path.join(home, line, name);
      cpSync(path.join(sources, name), folder, { recursive: true });
      linkAll(shared(line), path.join(folder, "node_modules"));
      linkWorkspaces(folder);
      if (name === "monorepo-own-typeorm") {
        const other = lines.find((one) => one !== line) ?? line;
        link(shared(other), path.join(folder, "node_modules"), "typeorm");
        const own = path.join(folder, "packages/api/node_modules");
        link(shared(line), own, "typeorm");
      }
      return folder;
    },
  };
}

/** What the projects depend on, with TypeORM in the version of this line. */
function wanted(line: Line): Record<string, string> {
  const manifests = globSync("**/package.json", {
    cwd: sources,
    absolute: true,
  }).map((file) => manifestOf(path.dirname(file)));
  const all = Object.assign(
    {},
    ...manifests.map(({ dependencies }) => dependencies),
  ) as Record<string, string>;
  const published = Object.entries(all).filter(([, range]) => range !== "*");
  const typeorm = manifestOf(path.join(root, "node_modules", line)).version;
  return { ...Object.fromEntries(published), typeorm };
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(
    readFileSync(path.join(folder, "package.json"), "utf8"),
  ) as Manifest;

/** As npm links the packages of a workspace. */
function linkWorkspaces(folder: string): void {
  for (const file of globSync("packages/*/package.json", { cwd: folder })) {
    const place = path.join(folder, path.dirname(file));
    const linked = path.join(folder, "node_modules", manifestOf(place).name);
    mkdirSync(path.dirname(linked), { recursive: true });
    symlinkSync(place, linked);
  }
}

function linkAll(from: string, to: string): void {
  for (const name of readdirSync(from))
    if (name.startsWith("@"))
      for (const inner of readdirSync(path.join(from, name)))
        link(from, to, `${name}/${inner}`);
    else link(from, to, name);
}

function link(from: string, to: string, name: string): void {
  const place = path.join(to, name);
  rmSync(place, { force: true });
  mkdirSync(path.dirname(place), { recursive: true });
  symlinkSync(path.join(from, name), place);
}

async function npm(cwd: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run("npm", [...args], { cwd });
  return stdout;
}
