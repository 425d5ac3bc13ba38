// Migration files on disk: finding the one of a revision, and writing one whole or not at all.
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { FileError } from "../schema/errors";
import { bareName, type Revision } from "./revision";
import { saidBy } from "./thrown";

/** `1763797200000-AddTransactions.ts` in the folder. */
export function pathOf(
  directory: string,
  { id, name }: Pick<Revision, "id" | "name">,
  ending: string,
): string {
  return path.resolve(directory, `${id}-${bareName(name)}.${ending}`);
}

/** The revisions with the path and the message of their files, where the folder has a file with their id in its name. */
export function located(
  revisions: readonly Revision[],
  directory: string,
): Revision[] {
  const pathById = migrationFiles(directory);
  return revisions.map((revision) => {
    const found = revision.path === undefined && pathById.get(revision.id);
    if (!found) return revision;
    const message = messageOf(found);
    return {
      ...revision,
      path: found,
      ...(message === undefined ? {} : { message }),
    };
  });
}

/** The files of revisions as their authors have them: those in the folder, also where what is run is compiled from them. */
export function authoredFiles(
  revisions: readonly Revision[],
  directory: string | undefined,
): readonly (readonly [Revision, string])[] {
  const pathById = migrationFiles(directory);
  return revisions.flatMap((revision) => {
    const file = pathById.get(revision.id) ?? revision.path;
    return file === undefined ? [] : [[revision, file] as const];
  });
}

/** What a migration file says it is for. */
export function messageOf(file: string): string | undefined {
  const [first = ""] = headerOf(file);
  // A revision without a message has a header that begins with its id.
  return first === "" || /^Revision {2}\d{13}$/.test(first) ? undefined : first;
}

/** The comment above the class of a migration file, line by line, as its author reads it. */
export function headerOf(file: string): string[] {
  const [comment] =
    /\/\*\*(?:(?!\*\/).)*\*\/(?=\s*(?:export|class|(?:module\.)?exports)\b)/s.exec(
      readFileSync(file, "utf8"),
    ) ?? [];
  return (comment ?? "")
    .replace(/^\/\*\*|\*\/$/g, "")
    .replaceAll("*\\/", "*/")
    .trim()
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
    .filter((line, index) => line !== "" || index > 0);
}

/**
 * Writes a file that is not there yet, making its folder.
 * @throws FileError when it is there, or cannot be written.
 */
export function writeNewFile(file: string, source: string): void {
  // Of two that write at once, one gets the name.
  if (existsSync(file) || !write(file, source, linkedTo(file)))
    throw new FileError(
      `${file} exists already, and is not overwritten. Take another message or revision id.`,
    );
}

/**
 * Writes a file in one go: whoever looks sees all of it, or what was there before.
 * @throws FileError when it cannot be written.
 */
export function writeFile(file: string, source: string): void {
  write(file, source, (draft) => {
    renameSync(draft, file);
    return true;
  });
}

const linkedTo =
  (file: string) =>
  (draft: string): boolean => {
    try {
      linkSync(draft, file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      // Some file systems have no links.
      renameSync(draft, file);
      return true;
    }
  };

function write(
  file: string,
  source: string,
  put: (draft: string) => boolean,
): boolean {
  const directory = path.dirname(file);
  const draft = path.join(directory, `.${path.basename(file)}.${process.pid}`);
  const made: string[] = [];
  try {
    makeFolder(directory, made);
    try {
      writeFileSync(draft, source);
      return put(draft);
    } finally {
      rmSync(draft, { force: true });
    }
  } catch (error) {
    for (const folder of made.reverse()) forget(folder);
    throw new FileError(
      `Cannot write ${file}: ${saidBy(error)}. See that its folder can be made and written to, or name another.`,
      { cause: error },
    );
  }
}

/** Not in one go: where the system makes no folder in one that is there, as in /proc, Node's `recursive` tries for ever. */
function makeFolder(folder: string, made: string[]): void {
  if (isFolder(folder)) return;
  if (existsSync(folder)) throw new Error(`${folder} is not a folder`);
  makeFolder(path.dirname(folder), made);
  try {
    mkdirSync(folder);
    made.push(folder);
  } catch (error) {
    // Of two that make it at once, one does.
    if (!isFolder(folder)) throw error;
  }
}

const isFolder = (folder: string): boolean =>
  existsSync(folder) && statSync(folder).isDirectory();

/** One that somebody has put something into meanwhile stays. */
function forget(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // What went wrong first is what there is to say.
  }
}

function migrationFiles(
  directory: string | undefined,
): ReadonlyMap<string, string> {
  if (directory === undefined) return new Map();
  let names: string[];
  try {
    names = readdirSync(directory).sort();
  } catch {
    return new Map();
  }
  return new Map(
    names.flatMap((name) => {
      const id = /(?<!\d)\d{13}(?!\d)/.exec(name)?.[0];
      return id !== undefined && /(?<!\.d)\.[cm]?[jt]s$/.test(name)
        ? [[id, path.resolve(directory, name)] as const]
        : [];
    }),
  );
}
