// The public functions that are about revisions: each opens the DataSource for the call, and closes it after.
import type { DataSource } from "typeorm";
import { withDatabase, type OpenDatabase, type Purpose } from "./database";
import {
  newRevision,
  writeRevision,
  type NewRevisionOptions,
  type RevisionFile,
} from "./revisions/create";
import { directoryOf } from "./revisions/directory";
import type { Scope } from "./dialects/dialect";
import { readHistory, type History } from "./revisions/history";
import * as moves from "./revisions/move";
import {
  currentOf,
  statusIn,
  statusesOf,
  type RevisionStatus,
} from "./revisions/status";
import { find } from "./revisions/target";

export interface FileOptions {
  /** Where migration files are. Default: where the DataSource's `migrations` glob points. */
  readonly directory?: string;
}

export interface MoveOptions extends moves.MoveOptions, FileOptions {}

export interface CreateRevisionOptions
  extends NewRevisionOptions, FileOptions {}

/**
 * Applies pending revisions. The target is `head`, `heads`, `+N`, or a revision by any unique part of its id or name.
 * @throws RevisionError when the target is not found or ambiguous, or a revision fails.
 */
export function upgrade(
  dataSource: DataSource,
  target = "head",
  options: MoveOptions = {},
): Promise<readonly moves.Move[]> {
  return withHistory(
    dataSource,
    options,
    (database, history) => moves.upgrade(database, history, target, options),
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
  options: MoveOptions = {},
): Promise<readonly moves.Move[]> {
  return withHistory(
    dataSource,
    options,
    (database, history) => moves.downgrade(database, history, target, options),
    "migrate",
  );
}

/** The revisions that the database is at: none at base, one in a linear history. */
export function current(
  dataSource: DataSource,
  options: FileOptions = {},
): Promise<RevisionStatus[]> {
  return withHistory(dataSource, options, (_, history) => currentOf(history));
}

/** All revisions, newest first. */
export function history(
  dataSource: DataSource,
  options: FileOptions = {},
): Promise<RevisionStatus[]> {
  return withHistory(dataSource, options, (_, history) => statusesOf(history));
}

/** The revisions that no other revises: one in a linear history. */
export async function heads(
  dataSource: DataSource,
  options: FileOptions = {},
): Promise<RevisionStatus[]> {
  return (await history(dataSource, options)).filter(({ head }) => head);
}

/**
 * One revision: `head`, or any unique part of an id or name.
 * @throws RevisionError when it is not found or ambiguous.
 */
export function show(
  dataSource: DataSource,
  target: string,
  options: FileOptions = {},
): Promise<RevisionStatus> {
  return withHistory(dataSource, options, (_, history) =>
    statusIn(history)(find(history, target)),
  );
}

/**
 * Writes a revision without statements, for its author to fill in.
 * @throws RevisionError when there are several heads, and FileError when the file cannot be written.
 */
export function createRevision(
  dataSource: DataSource,
  options: CreateRevisionOptions = {},
): Promise<RevisionFile> {
  return withHistory(dataSource, options, async (database, history) => {
    const revision = newRevision(history, options);
    const { server } = await database.dialect.introspect(database, nothing);
    return writeRevision(
      { ...revision, database: server.label, plan: undefined },
      { directory: options.directory ?? directoryOf(dataSource) },
    );
  });
}

/** Of the server, only what it is. */
const nothing: Scope = {
  schemas: [],
  includes: () => false,
  includesView: () => false,
  maps: () => false,
  takesOver: () => false,
  includesIndex: () => false,
  spelled: (table) => table,
};

function withHistory<Result>(
  dataSource: DataSource,
  { directory }: FileOptions,
  work: (database: OpenDatabase, history: History) => Result | Promise<Result>,
  purpose: Purpose = "read",
): Promise<Result> {
  return withDatabase(
    dataSource,
    async (database) => work(database, await readHistory(database, directory)),
    purpose,
  );
}
