// The flags that commands share, as they are parsed.
import type { FileFormat } from "../emit/file";
import type { NewRevisionOptions } from "../revisions/create";
import type { MoveOptions, TransactionMode } from "../revisions/move";
import type { WriteOptions } from "../workflow";

/** What every command takes. */
export interface CommonFlags {
  /** The module with the DataSource. */
  readonly dataSource: string;
  /** A file with environment variables. */
  readonly envFile?: string;
  readonly json?: true;
}

export interface VerboseFlags extends CommonFlags {
  readonly verbose?: true;
}

/** What commands that compare take. */
export interface ScopeFlags extends VerboseFlags {
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** What commands take that write a file. */
export interface WritingFlags extends CommonFlags {
  readonly message?: string;
  readonly revId?: string;
  readonly directory?: string;
  readonly dryRun?: true;
  readonly js?: true;
  readonly esm?: true;
  /** From the project's configuration, as the next two. */
  readonly format?: FileFormat;
  /** A module. */
  readonly template?: string;
  /** Shell commands. */
  readonly afterWrite?: readonly string[];
}

/** What commands take that change the database; times in milliseconds. */
export interface WaitingFlags extends CommonFlags {
  readonly wait?: number;
}

export interface MovingFlags extends WaitingFlags {
  readonly sql?: true;
  readonly transaction?: TransactionMode;
  readonly lockTimeout?: number;
}

/** How a move is made, as the API takes it. */
export function rulesOf({
  wait,
  transaction,
  lockTimeout,
}: MovingFlags): Pick<MoveOptions, "wait" | "transaction" | "lockTimeout"> {
  return {
    ...(wait !== undefined && { wait }),
    ...(transaction && { transaction }),
    ...(lockTimeout !== undefined && { lockTimeout }),
  };
}

/** What is written and where, as the API takes it. */
export function fileOptionsOf({
  message,
  revId,
  directory,
  dryRun,
  js,
  esm,
  format,
}: WritingFlags): NewRevisionOptions & WriteOptions {
  return {
    ...(message !== undefined && { message }),
    ...(revId !== undefined && { revisionId: revId }),
    ...(directory !== undefined && { directory }),
    ...(dryRun && { write: false }),
    ...(format && { format }),
    ...(js && { format: "commonjs" }),
    ...(esm && { format: "esm" }),
  };
}

/** What is looked at, as the API takes it. */
export function scopeOf({
  include,
  exclude,
}: ScopeFlags): Pick<ScopeFlags, "include" | "exclude"> {
  return {
    ...(include && { include }),
    ...(exclude && { exclude }),
  };
}
