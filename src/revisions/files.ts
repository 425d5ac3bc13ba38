// Migration files on disk: finding the one of a revision, and writing one whole or not at all.
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { FileError } from "../schema/errors";
import { bareName, type Revision } from "./revision";

/** `1763797200000-AddTransactions.ts` in the folder. */
export function pathOf(
  directory: string,
  { id, name }: Pick<Revision, "id" | "name">,
): string {
  return path.resolve(directory, `${id}-${bareName(name)}.ts`);
}

/** The revisions with the path and the message of their files, where the folder has a file with their id in its name. */
export function located(
  revisions: readonly Revision[],
  directory: string,
): Revision[] {
  const pathById = migrationFiles(directory);
  return revisions.map((revision) => {
    const found = pathById.get(revision.id);
    if (found === undefined) return revision;
    const [message] = headerOf(found);
    return {
      ...revision,
      path: found,
      ...(message === undefined ? {} : { message }),
    };
  });
}

/** The comment above the class of a migration file, line by line, as its author reads it. */
export function headerOf(file: string): string[] {
  const [comment] =
    /\/\*\*.*?\*\/(?=\s*export\b)/s.exec(readFileSync(file, "utf8")) ?? [];
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
  // Unlike a rename, a link refuses to replace what somebody else has written meanwhile.
  write(file, source, (complete) => {
    linkSync(complete, file);
  });
}

/** @throws FileError when it cannot be written. */
export function replaceFile(file: string, source: string): void {
  write(file, source, (complete) => {
    renameSync(complete, file);
  });
}

function write(
  file: string,
  source: string,
  publish: (complete: string) => void,
): void {
  const directory = path.dirname(file);
  const draft = path.join(directory, `.${path.basename(file)}.${process.pid}`);
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(draft, source, { flag: "wx" });
    publish(draft);
  } catch (error) {
    throw notWritten(file, error);
  } finally {
    rmSync(draft, { force: true });
  }
}

function notWritten(file: string, error: unknown): FileError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new FileError(
    code === "EEXIST"
      ? `${file} exists already, and is not overwritten. Take another message or revision id.`
      : `Cannot write ${file}: ${message}`,
    { cause: error },
  );
}

function migrationFiles(directory: string): ReadonlyMap<string, string> {
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
