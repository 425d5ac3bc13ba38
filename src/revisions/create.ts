// Making a revision: what it follows, what it is called, and the file that holds it.
import { classNameOf } from "../emit/className";
import type { MigrationFile } from "../emit/file";
import { FileError, RevisionError } from "../schema/errors";
import { parentsOf } from "./graph";
import { headerOf, pathOf, writeFile, writeNewFile } from "./files";
import { appliedNames, type History } from "./history";
import { labelOf, type Revision } from "./revision";

/** A file that was written. */
export interface RevisionFile {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly source: string;
}

export interface NewRevisionOptions {
  /** What the migration is for, in the words of a commit message. */
  readonly message?: string;
  /** Thirteen digits. Default: `clock()` in milliseconds. */
  readonly revisionId?: string;
  readonly clock?: () => Date;
}

/**
 * The identity of a revision that follows the head: everything that its file says besides a plan and a database.
 * @throws RevisionError when there are several heads, or the id cannot be used.
 */
export function newRevision(
  { graph }: History,
  options: NewRevisionOptions,
): Omit<MigrationFile, "plan" | "database"> {
  if (graph.heads.length > 1)
    throw new RevisionError(
      `There are ${graph.heads.length} heads: ${graph.heads.map(labelOf).join(", ")}. A new revision follows one head: make one of these revise the other, in its \`static revises\`.`,
    );
  const [head] = graph.heads;
  const id =
    options.revisionId ?? freshId(options.clock?.() ?? new Date(), head);
  requireId(id, head);
  const message = options.message ?? "";
  return {
    id,
    className: classNameOf(message, id),
    message,
    revises: graph.heads.map(({ id, name }) => ({ id, name })),
  };
}

/**
 * The revision that `--amend` rewrites: the head, while it is not applied.
 * @throws RevisionError when there is none, and FileError when its file is not found.
 */
export function amendable(
  history: History,
): Revision & { readonly path: string } {
  const [head, ...others] = history.graph.heads;
  if (head === undefined || others.length > 0)
    throw new RevisionError(
      `There ${head === undefined ? "is no revision" : "is no one newest revision"} to amend. Leave out --amend to write a new one.`,
    );
  if (appliedNames(history).has(head.name))
    throw new RevisionError(
      `Revision ${labelOf(head)} is applied, so it cannot be amended. Downgrade by -1 first, or leave out --amend to write a new one.`,
    );
  if (head.path === undefined || !/\.[cm]?ts$/.test(head.path))
    throw new FileError(
      `The TypeScript file of revision ${labelOf(head)} is not found. Say where migration files are: --directory …`,
    );
  if (!headerOf(head.path).includes(`Revision  ${head.id}`))
    throw new FileError(
      `${head.path} was not written by this command, so it is not written anew. Leave out --amend to write a new revision.`,
    );
  return { ...head, path: head.path };
}

/** The identity of a revision that is written anew: nothing about it changes. */
export function amendedRevision(
  { graph }: History,
  amended: Revision,
): Omit<MigrationFile, "plan" | "database"> {
  return {
    id: amended.id,
    className: amended.name,
    message: amended.message ?? "",
    revises: parentsOf(graph, amended).map(({ id, name }) => ({ id, name })),
  };
}

/**
 * Writes a revision's file: a new one, or over the one that is amended. With `write` false it only says what it would have written.
 * @throws FileError when it cannot be written, or a new one is there already.
 */
export async function writeRevision(
  file: MigrationFile,
  place: { readonly directory: string } | { readonly amended: string },
  write = true,
): Promise<RevisionFile> {
  // Only writing loads ts-morph.
  const { migrationSource } = await import("../emit/file.js");
  const source = migrationSource(file);
  const identity = { id: file.id, name: file.className };
  const path =
    "amended" in place ? place.amended : pathOf(place.directory, identity);
  if (write) {
    if ("amended" in place) writeFile(path, source);
    else writeNewFile(path, source);
  }
  return { ...identity, path, source };
}

/** The time in milliseconds, or what comes after the head where a clock elsewhere was ahead. */
function freshId(now: Date, head: Revision | undefined): string {
  return String(Math.max(now.getTime(), Number(head?.id ?? 0) + 1));
}

/** TypeORM runs migrations in the order of their ids. */
function requireId(id: string, head: Revision | undefined): void {
  if (!/^\d{13}$/.test(id))
    throw new RevisionError(
      `"${id}" cannot be a revision's id: it takes 13 digits, as milliseconds since 1970 have.`,
    );
  if (head !== undefined && head.id >= id)
    throw new RevisionError(
      `Revision id ${id} is not newer than the head, ${labelOf(head)}. Take a larger one.`,
    );
}
