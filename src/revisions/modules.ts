// Modules with migrations: which files globs name, how they are loaded, and what they export.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { globSync } from "tinyglobby";

/** Gives what a module exports. */
export type Load = (file: string) => Promise<unknown>;

export const isTypeScript = (file: string): boolean =>
  /\.[cm]?ts$/.test(file) && !/\.d\.[cm]?ts$/.test(file);

/** The modules that globs name, as TypeORM reads globs: against the working directory. */
export function filesOf(globs: readonly string[]): string[] {
  const patterns = globs.map((glob) =>
    path.normalize(glob).replaceAll("\\", "/"),
  );
  if (patterns.length === 0) return [];
  return globSync(patterns, { absolute: true })
    .filter((file) => isTypeScript(file) || /\.[cm]?js$/.test(file))
    .sort();
}

/** What a module exports, arrays and objects looked into, as TypeORM looks for classes. */
export function exportedBy(
  module: unknown,
  isWanted: (value: unknown) => boolean,
): unknown[] {
  const found = new Set<unknown>();
  const seen = new Set<unknown>();
  const look = (value: unknown): void => {
    if (isWanted(value)) found.add(value);
    else if (typeof value === "object" && value !== null && !seen.has(value)) {
      seen.add(value);
      Object.values(value).forEach(look);
    }
  };
  look(module);
  return [...found];
}

/** Loads a module as TypeORM does: by `require`, and where it is an ES module by `import`. */
export const load: Load = (file) =>
  isEsModule(file)
    ? (import(pathToFileURL(file).href) as Promise<unknown>)
    : Promise.resolve().then(() => required(file));

// The one of this module: a loader that the caller put into it, as ts-node and Jest do, is to be used.
const required = require as (file: string) => unknown;

/** Whether Node takes it for one. */
export function isEsModule(file: string): boolean {
  if (/\.m[jt]s$/.test(file)) return true;
  return (
    !/\.c[jt]s$/.test(file) && packageType(path.dirname(file)) === "module"
  );
}

/** The `type` of the nearest package.json. */
function packageType(folder: string): unknown {
  const file = path.join(folder, "package.json");
  if (existsSync(file))
    return (JSON.parse(readFileSync(file, "utf8")) as { type?: unknown }).type;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : packageType(parent);
}
