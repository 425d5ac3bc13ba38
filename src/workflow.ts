// The public functions that are about revisions: each opens the DataSource for the call where it needs the database, and closes it after.
import type { DataSource } from "typeorm";
import { withDatabase } from "./database";
import {
  mergingRevision,
  newRevision,
  writeRevision,
  type FollowingOptions,
  type Identity,
  type NewRevisionOptions,
  type RevisionFile,
  type ShapeOptions,
} from "./revisions/create";
import { formatFor, placeFor } from "./revisions/directory";
import { readFiles, type FileOptions, type History } from "./revisions/history";
import * as moves from "./revisions/move";
import { revisionsIn } from "./revisions/range";
import * as stamps from "./revisions/stamp";
import {
  currentOf,
  statusIn,
  statusesOf,
  type RevisionStatus,
} from "./revisions/status";
import { find } from "./revisions/target";
import { withHistory, type HistoryOptions } from "./withHistory";

export type { FileOptions } from "./revisions/history";
export type { HistoryOptions } from "./withHistory";

export interface RangeOptions extends HistoryOptions {
  /** `from:to`, `from:` or `:to`. Default: all. */
  readonly range?: string;
}

export interface WriteOptions extends FileOptions {
  /** False to leave the disk alone. Default: true. */
  readonly write?: boolean;
}

export interface CreateRevisionOptions extends FollowingOptions, WriteOptions {}

export interface MergeOptions extends NewRevisionOptions, WriteOptions {}

/**
 * Applies pending revisions. The target is `head`, `heads`, `+N`, a revision by any unique part of its id or name, or `<revision>+N`.
 * @throws RevisionError when the target is not found or ambiguous, a question is open, or a revision fails.
 */
export function upgrade(
  dataSource: DataSource,
  target = "head",
  options: moves.MoveOptions = {},
): Promise<readonly moves.Move[]> {
  return withDatabase(
    dataSource,
    (database) => moves.upgrade(database, target, options),
    "migrate",
  );
}

/**
 * Takes applied revisions back. The target is `base`, `-N`, or a revision, which stays applied.
 * @throws RevisionError when the target is not found or ambiguous, a file is missing, or a revision fails.
 */
export function downgrade(
  dataSource: DataSource,
  target: string,
  options: moves.MoveOptions = {},
): Promise<readonly moves.Move[]> {
  return withDatabase(
    dataSource,
    (database) => moves.downgrade(database, target, options),
    "migrate",
  );
}

/** The revisions that the database is at: none at base, one in a linear history. */
export function current(
  dataSource: DataSource,
  options: FileOptions = {},
): Promise<RevisionStatus[]> {
  return withHistory(dataSource, options, currentOf);
}

/**
 * All revisions, newest first, or those of a range.
 * @throws RevisionError when the range makes no sense, or an end of it is not found.
 */
export function history(
  dataSource: DataSource,
  options: RangeOptions = {},
): Promise<RevisionStatus[]> {
  const { range } = options;
  return withHistory(dataSource, options, (history) =>
    range === undefined
      ? statusesOf(history)
      : revisionsIn(history, range).map(statusIn(history)).reverse(),
  );
}

/** The revisions that no other revises: one in a linear history. */
export async function heads(
  dataSource: DataSource,
  options: HistoryOptions = {},
): Promise<RevisionStatus[]> {
  return (await history(dataSource, options)).filter(({ head }) => head);
}

/** The revisions that several others revise. */
export async function branches(
  dataSource: DataSource,
  options: HistoryOptions = {},
): Promise<RevisionStatus[]> {
  return (await history(dataSource, options)).filter(
    ({ branchpoint }) => branchpoint,
  );
}

/**
 * One revision: `head`, `current`, or any unique part of an id or name.
 * @throws RevisionError when it is not found or ambiguous.
 */
export function show(
  dataSource: DataSource,
  target: string,
  options: HistoryOptions = {},
): Promise<RevisionStatus> {
  return withHistory(dataSource, options, (history) =>
    statusIn(history)(find(history, target)),
  );
}

/**
 * Records the targets, and what they build on, as applied, and what builds on them as not applied. Runs nothing.
 * @throws RevisionError when a target is not found or ambiguous.
 */
export function stamp(
  dataSource: DataSource,
  target: string | readonly string[],
  options: stamps.StampOptions = {},
): Promise<stamps.Stamped> {
  const targets = typeof target === "string" ? [target] : target;
  return withDatabase(dataSource, (database) =>
    stamps.stamp(database, targets, options),
  );
}

/**
 * Writes a revision without statements, for its author to fill in. Needs no database.
 * @throws RevisionError when there are several heads and none is named, and FileError when the file cannot be written.
 */
export function createRevision(
  dataSource: DataSource,
  options: CreateRevisionOptions = {},
): Promise<RevisionFile> {
  return written(dataSource, options, (history) =>
    newRevision(history, options),
  );
}

/**
 * Writes a revision that joins others, by default all heads. Needs no database.
 * @throws RevisionError when there is nothing to join, and FileError when the file cannot be written.
 */
export function merge(
  dataSource: DataSource,
  revisions: readonly string[] = ["heads"],
  options: MergeOptions = {},
): Promise<RevisionFile> {
  return written(dataSource, options, (history) =>
    mergingRevision(history, revisions, options),
  );
}

async function written(
  dataSource: DataSource,
  options: WriteOptions & ShapeOptions,
  identityIn: (history: History) => Identity,
): Promise<RevisionFile> {
  const history = await readFiles({ dataSource }, options);
  const file = {
    format: formatFor(dataSource),
    ...identityIn(history),
    plan: undefined,
  };
  return writeRevision(
    file,
    placeFor(dataSource, file.format, options.directory),
    options,
  );
}
