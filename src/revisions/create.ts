// Making a revision: what it follows, what it is called, and the file that holds it.
import { classNameOf } from "../emit/className";
import { readFileSync } from "node:fs";
import { isAsWritten, signed } from "../emit/digest";
import type { FileFormat, MigrationFile } from "../emit/file";
import { labelledIn } from "../emit/header";
import { recorded, type RecordedAnswers } from "../questions/answers";
import { FileError, RevisionError } from "../schema/errors";
import { parentsOf, withAncestors } from "./graph";
import type { Place } from "./directory";
import { headerOf, pathOf, writeFile, writeNewFile } from "./files";
import { appliedNames, type History } from "./history";
import { byAge, labelOf, listed, type Revision } from "./revision";
import { find } from "./target";

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
  /** TypeScript, or JavaScript as either kind of module. Default: as the DataSource's globs name migrations. */
  readonly format?: FileFormat;
  /** Gives the file another shape before it is written. */
  readonly template?: Template;
}

/** From the source of a file, and what it is a file of, to the source that is written. */
export type Template = (
  source: string,
  revision: Pick<MigrationFile, "id" | "className" | "message" | "revises">,
) => string | Promise<string>;

export interface FollowingOptions extends NewRevisionOptions {
  /** The revision to follow, by any unique part of its id or name, or `base`. Default: the only head. */
  readonly head?: string;
  /** Whether that may be a revision which others follow already. */
  readonly splice?: boolean;
}

/** Whether and in which shape a file is written. */
export type ShapeOptions = Pick<NewRevisionOptions, "template"> & {
  /** False to leave the disk alone. Default: true. */
  readonly write?: boolean;
};

/** What a file says of its revision, besides a plan and a database. */
export type Identity = Omit<
  MigrationFile,
  "plan" | "database" | "answers" | "excluded" | "mapped"
>;

/** A revision that is written anew, with what was answered and excluded when it was written before. */
export interface Amended extends Revision {
  readonly path: string;
  readonly source: string;
  readonly answered: RecordedAnswers;
  readonly excluded: readonly string[];
}

/**
 * The identity of a revision that follows a head.
 * @throws RevisionError when it is not said which of several heads, or the id cannot be used.
 */
export function newRevision(
  history: History,
  options: FollowingOptions,
): Identity {
  return identityOf(parentsFor(history, options), history, options);
}

/**
 * The identity of a revision that joins others.
 * @throws RevisionError when there are not two at least, or one is found that another builds on.
 */
export function mergingRevision(
  history: History,
  targets: readonly string[],
  options: NewRevisionOptions,
): Identity {
  const { graph } = history;
  const parents = [
    ...new Set(
      targets.flatMap((target) =>
        target === "heads" ? graph.heads : [find(history, target)],
      ),
    ),
  ].sort(byAge);
  if (parents.length < 2)
    throw new RevisionError(
      parents[0] === undefined
        ? "There are no migrations to join."
        : `There is nothing to join: ${labelOf(parents[0])} is the only one. Name two revisions at least.`,
    );
  for (const parent of parents) {
    const below = withAncestors(graph, [parent]);
    const other = parents.find(
      (revision) => revision !== parent && below.includes(revision),
    );
    if (other !== undefined)
      throw new RevisionError(
        `${labelOf(parent)} builds on ${labelOf(other)} already, so there is nothing to join.`,
      );
  }
  return identityOf(parents, history, {
    ...options,
    message:
      options.message ?? `Merge ${parents.map(({ id }) => id).join(" and ")}`,
  });
}

function identityOf(
  parents: readonly Revision[],
  { graph }: History,
  options: NewRevisionOptions,
): Identity {
  const id =
    options.revisionId ??
    freshId(options.clock?.() ?? new Date(), graph.revisions);
  requireId(id, parents, graph.revisions);
  const message = options.message ?? "";
  return {
    id,
    className: classNameOf(message, id),
    message,
    revises: parents.map(({ id, name }) => ({ id, name })),
    ...(options.format && { format: options.format }),
  };
}

function parentsFor(
  history: History,
  { head, splice }: FollowingOptions,
): readonly Revision[] {
  const { heads } = history.graph;
  if (head === undefined || head === "head") {
    if (heads.length > 1)
      throw new RevisionError(
        `There are ${heads.length} heads: ${listed(heads)}. A new revision follows one: name it with --head, or join them with \`merge\`.`,
      );
    return heads;
  }
  const parents = head === "base" ? [] : [find(history, head)];
  const isHead = parents.every((parent) => heads.includes(parent));
  const startsNew = parents.length === 0 && heads.length > 0;
  if ((!isHead || startsNew) && splice !== true)
    throw new RevisionError(
      `${parents[0] === undefined ? "Base" : `Revision ${labelOf(parents[0])}`} is not a head: a revision that follows it begins a branch. Say --splice if that is wanted.`,
    );
  return parents;
}

/**
 * The revision that `--amend` rewrites: the head, while it is not applied.
 * @throws RevisionError when there is none, and FileError when its file is not found, or was changed by hand and this is not forced.
 */
export function amendable(history: History, force = false): Amended {
  const [head, ...others] = history.graph.heads;
  if (head === undefined || others.length > 0)
    throw new RevisionError(
      `There ${head === undefined ? "is no revision" : "is no one newest revision"} to amend. Leave out --amend to write a new one.`,
    );
  if (appliedNames(history).has(head.name))
    throw new RevisionError(
      `Revision ${labelOf(head)} is applied, so it cannot be amended. Downgrade by -1 first, or leave out --amend to write a new one.`,
    );
  if (head.path === undefined)
    throw new FileError(
      `The file of revision ${labelOf(head)} is not found. Say where migration files are: --directory …`,
    );
  const header = headerOf(head.path);
  if (!header.includes(`Revision  ${head.id}`))
    throw new FileError(
      `${head.path} was not written by this command, so it is not written anew. Leave out --amend to write a new revision.`,
    );
  const source = readFileSync(head.path, "utf8");
  if (!force && !isAsWritten(source))
    throw new FileError(
      `${head.path} was changed since it was written, which would be lost. Say --force to write it anew all the same, or leave out --amend to write a new revision.`,
    );
  return {
    ...head,
    path: head.path,
    source,
    answered: recorded(labelledIn(header, "Answers")),
    excluded: labelledIn(header, "Excluded"),
  };
}

/** The identity of a revision that is written anew: nothing about it changes. */
export function amendedRevision(
  { graph }: History,
  amended: Amended,
): Identity {
  return {
    format: formatOf(amended.path),
    id: amended.id,
    className: amended.name,
    message: amended.message ?? "",
    revises: parentsOf(graph, amended).map(({ id, name }) => ({ id, name })),
  };
}

/**
 * Writes a revision's file: a new one, or over the one that is amended. With `write` false it only says what it would have written.
 * @throws FileError when it cannot be written, a new one is there already, or the template gives something else.
 */
export async function writeRevision(
  file: MigrationFile,
  place: Place | { readonly amended: string },
  { write = true, template }: ShapeOptions = {},
): Promise<RevisionFile> {
  // Only writing loads ts-morph.
  const { migrationSource } = await import("../emit/file.js");
  const shaped = await shapedBy(template, migrationSource(file), file);
  const source = file.plan === undefined ? shaped : signed(shaped);
  const identity = { id: file.id, name: file.className };
  const path =
    "amended" in place
      ? place.amended
      : pathOf(place.directory, identity, place.ending);
  if (write) {
    if ("amended" in place) writeFile(path, source);
    else writeNewFile(path, source);
  }
  return { ...identity, path, source };
}

async function shapedBy(
  template: Template | undefined,
  source: string,
  { id, className, message, revises }: MigrationFile,
): Promise<string> {
  if (template === undefined) return source;
  const shaped: unknown = await template(source, {
    id,
    className,
    message,
    revises,
  });
  if (typeof shaped !== "string" || !shaped.includes(className))
    throw new FileError(
      `The template does not give the source of a file with the class ${className}. It gets the source as text, and returns it in another shape.`,
    );
  return shaped;
}

function formatOf(file: string): FileFormat {
  if (/\.[cm]?ts$/.test(file)) return "typescript";
  return /^module\.exports\b/m.test(readFileSync(file, "utf8"))
    ? "commonjs"
    : "esm";
}

/** The time in milliseconds, or what comes after the newest where a clock elsewhere was ahead. */
function freshId(now: Date, revisions: readonly Revision[]): string {
  const ids = revisions.map(({ id }) => Number(id) + 1);
  return String(ids.reduce((a, b) => Math.max(a, b), now.getTime()));
}

/** TypeORM runs migrations in the order of their ids. */
function requireId(
  id: string,
  parents: readonly Revision[],
  revisions: readonly Revision[],
): void {
  if (!/^\d{13}$/.test(id))
    throw new RevisionError(
      `"${id}" cannot be a revision's id: it takes 13 digits, as milliseconds since 1970 have.`,
    );
  const newer = parents.find((parent) => parent.id >= id);
  if (newer !== undefined)
    throw new RevisionError(
      `Revision id ${id} is not newer than what it follows, ${labelOf(newer)}. Take a larger one.`,
    );
  const same = revisions.find((revision) => revision.id === id);
  if (same !== undefined)
    throw new RevisionError(
      `Revision id ${id} is taken, by ${labelOf(same)}. Take another one.`,
    );
}
