// Where new migration files belong, and what they are written in, told from where the DataSource looks for them.
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import type { DataSource } from "typeorm";
import { isDynamicPattern } from "tinyglobby";
import type { FileFormat } from "../emit/file";
import { FileError } from "../schema/errors";
import { filesOf, isEsModule, isTypeScript } from "./modules";

/** Where the file of a new revision goes, and how its name ends. */
export interface Place {
  readonly directory: string;
  readonly ending: Ending;
}

/** What TypeORM loads, by what it is written in; the usual one first. */
const endings = {
  typescript: ["ts", "mts", "cts"],
  commonjs: ["js", "cjs"],
  esm: ["js", "mjs"],
} as const satisfies Readonly<Record<FileFormat, readonly string[]>>;

export type Ending = (typeof endings)[FileFormat][number];

const javaScript = ["js", "cjs", "mjs"] as const;

/** What of a DataSource says where its migrations are. */
type Globbed = Pick<DataSource, "options">;

/**
 * The folder for new migration files, as an absolute path.
 * @throws FileError when no glob looks into one folder only.
 */
export function directoryOf(
  dataSource: Globbed,
  root: string = process.cwd(),
): string {
  const folder = folderOf(dataSource, root);
  if (folder === undefined)
    throw new FileError(
      `The DataSource looks for migrations in several folders (${globsOf(dataSource).join(", ")}). Say in which the new one belongs: --directory …`,
    );
  return folder;
}

/**
 * The folder that the first of the `migrations` globs with a single one looks into; for compiled files, the folder of their sources.
 * `migrations` where there are no globs; undefined where each looks into several.
 */
export function folderOf(
  dataSource: Globbed,
  root: string = process.cwd(),
): string | undefined {
  const globs = globsOf(dataSource);
  if (globs.length === 0) return path.join(root, "migrations");
  const folder = globs.map(fixedFolder).find((found) => found !== undefined);
  return folder === undefined
    ? undefined
    : sourceFolder(root, path.resolve(root, folder));
}

/** What new files are written in: JavaScript in a project without TypeScript whose globs name nothing else. */
export function formatFor(
  dataSource: Globbed,
  root: string = process.cwd(),
): FileFormat {
  const globs = globsOf(dataSource);
  const folder = folderOf(dataSource, root) ?? root;
  if (
    globs.length === 0 ||
    !globs.every(namesJavaScript) ||
    hasTypeScript(folder, root)
  )
    return "typescript";
  const ending = javaScript.find((one) => names(globs, one)) ?? "js";
  return kindOf(folder, ending);
}

/** JavaScript of the kind that the module with the DataSource is; undefined where its globs tell, or the project has TypeScript. */
export function formatBeside(
  module: string,
  dataSource: Globbed,
  root: string = process.cwd(),
): FileFormat | undefined {
  const folder = path.dirname(module);
  return globsOf(dataSource).length > 0 ||
    isTypeScript(module) ||
    hasTypeScript(folder, root)
    ? undefined
    : kindOf(folder, path.extname(module).slice(1));
}

const kindOf = (folder: string, ending: string): "esm" | "commonjs" =>
  isEsModule(path.join(folder, `new.${ending}`)) ? "esm" : "commonjs";

/**
 * Where a file of this format goes that the DataSource will find.
 * @throws FileError when no folder is given, and no glob looks into one only.
 */
export function placeFor(
  dataSource: Globbed,
  format: FileFormat,
  directory: string = directoryOf(dataSource),
  root: string = process.cwd(),
): Place {
  const folder = path.resolve(root, directory);
  const globs = globsInto(dataSource, folder, root);
  const known: readonly Ending[] = endings[format];
  const named = known.filter((ending) => names(globs, ending));
  const compiled = known.filter((ending) =>
    names(globs, ending.replace("ts", "js")),
  );
  const found = [named, compiled].find(({ length }) => length > 0) ?? known;
  const loadable = found.find(
    (ending) => format === "typescript" || kindOf(folder, ending) === format,
  );
  return { directory, ending: loadable ?? found[0] ?? endings[format][0] };
}

/** Whether the DataSource finds this file, or will once it is compiled. */
export function isNamed(
  dataSource: Globbed,
  file: string,
  root: string = process.cwd(),
): boolean {
  const globs = globsOf(dataSource);
  const folders = globs.flatMap((glob) => {
    const folder = fixedFolder(glob);
    return folder === undefined ? [] : [path.resolve(root, folder)];
  });
  const isSource = folders.some(
    (folder) =>
      sourceFolder(root, folder) !== folder &&
      sourceFolder(root, folder) === path.dirname(file),
  );
  return (
    isSource || filesOf(globs).some((found) => path.resolve(found) === file)
  );
}

/** `*.js`, `*.{js,cjs}`; not `*`, `*.{ts,js}` or `*.[jt]s`. */
const namesJavaScript = (glob: string): boolean =>
  javaScript.some((ending) => names([glob], ending)) &&
  !endings.typescript.some((ending) => names([glob], ending));

/** Whether one of them says that names end so. */
const names = (globs: readonly string[], ending: string): boolean =>
  globs.some((glob) =>
    (/[^*/\\]*$/.exec(glob)?.[0] ?? "").split(/[^a-z]+/).includes(ending),
  );

/** Whether there is a configuration of TypeScript from this folder up to the root. */
function hasTypeScript(folder: string, root: string): boolean {
  if (existsSync(path.join(folder, "tsconfig.json"))) return true;
  const parent = path.dirname(folder);
  return folder !== root && parent !== folder && hasTypeScript(parent, root);
}

function globsOf({ options: { migrations = [] } }: Globbed): string[] {
  return (
    Array.isArray(migrations) ? migrations : Object.values(migrations)
  ).filter((migration) => typeof migration === "string");
}

/** Those that look into this folder, or all where none does as far as can be told. */
function globsInto(
  dataSource: Globbed,
  folder: string,
  root: string,
): readonly string[] {
  const globs = globsOf(dataSource);
  const into = globs.filter((glob) => {
    const fixed = fixedFolder(glob);
    if (fixed === undefined) return false;
    const absolute = path.resolve(root, fixed);
    return absolute === folder || sourceFolder(root, absolute) === folder;
  });
  return into.length > 0 ? into : globs;
}

/** `src/migrations` of `src/migrations/*.ts`; undefined where the pattern has its stars earlier than that. */
function fixedFolder(glob: string): string | undefined {
  const segments = glob.replaceAll("\\", "/").split("/");
  const star = segments.findIndex((segment) => isDynamicPattern(segment));
  const fixed = star < 0 ? -1 : star;
  const rest = segments.slice(fixed).filter((segment) => segment !== "**");
  return rest.length > 1 ? undefined : segments.slice(0, fixed).join("/");
}

/** Folders that compilers write to. */
const compiled: ReadonlySet<string> = new Set(["dist", "build", "out", "lib"]);

/** `src/migrations` for `dist/migrations` in a TypeScript project. */
function sourceFolder(root: string, folder: string): string {
  const [first = "", ...rest] = path.relative(root, folder).split(path.sep);
  const isCompiled =
    compiled.has(first) &&
    existsSync(path.join(root, "tsconfig.json")) &&
    isDirectory(path.join(root, "src"));
  if (!isCompiled) return folder;
  return path.join(root, ...(rest[0] === "src" ? rest : ["src", ...rest]));
}

function isDirectory(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
