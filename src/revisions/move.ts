// Running revisions up and down, in transactions as TypeORM's own runner has them.
import { RevisionError } from "../schema/errors";
import {
  createOwnTables,
  markApplied,
  markReverted,
  type Connection,
} from "./applied";
import { parentsOf } from "./graph";
import type { History } from "./history";
import { labelOf, type Revision } from "./revision";
import { downgradePath, upgradePath } from "./target";

export type Direction = "upgrade" | "downgrade";

/** One revision that is applied or taken back. */
export interface Move {
  readonly direction: Direction;
  readonly revision: Revision;
  readonly parents: readonly Revision[];
}

/** One transaction for all revisions, one for each, or none. */
export type TransactionMode = "all" | "each" | "none";

export interface MoveOptions {
  /** Default: the DataSource's `migrationsTransactionMode`, else `all`. */
  readonly transaction?: TransactionMode;
  /** Told of each move before it is made. */
  readonly onMove?: (move: Move) => void;
}

/**
 * Applies what is pending on the way to the target.
 * @throws RevisionError when the target is not found, or a revision fails.
 */
export async function upgrade(
  connection: Connection,
  history: History,
  target: string,
  options: MoveOptions = {},
): Promise<readonly Move[]> {
  const moves = movesOf(history, "upgrade", upgradePath(history, target));
  return make(connection, moves, options);
}

/**
 * Takes back what is applied above the target.
 * @throws RevisionError when the target is not found, a file on the way is missing, or a revision fails.
 */
export async function downgrade(
  connection: Connection,
  history: History,
  target: string,
  options: MoveOptions = {},
): Promise<readonly Move[]> {
  const moves = movesOf(history, "downgrade", downgradePath(history, target));
  return make(connection, moves, options);
}

function movesOf(
  { graph }: History,
  direction: Direction,
  path: readonly Revision[],
): Move[] {
  return path.map((revision) => ({
    direction,
    revision,
    parents: parentsOf(graph, revision),
  }));
}

async function make(
  connection: Connection,
  moves: readonly Move[],
  options: MoveOptions,
): Promise<readonly Move[]> {
  if (moves.length === 0) return moves;
  const mode =
    options.transaction ??
    connection.dataSource.options.migrationsTransactionMode ??
    "all";
  if (mode === "all") requireNoOverride(moves);

  await createOwnTables(connection);
  const run = async (move: Move): Promise<void> => {
    options.onMove?.(move);
    await runMove(connection, move);
  };
  if (mode === "all")
    await inTransaction(connection, async () => {
      for (const move of moves) await run(move);
    });
  else
    for (const move of moves)
      if (move.revision.migration.transaction ?? mode === "each")
        await inTransaction(connection, () => run(move));
      else await run(move);
  return moves;
}

async function runMove(
  connection: Connection,
  { direction, revision }: Move,
): Promise<void> {
  const { queryRunner } = connection;
  const record = recordOn(queryRunner);
  try {
    if (direction === "upgrade") {
      await revision.migration.up(queryRunner);
      await markApplied(connection, revision);
    } else {
      await revision.migration.down(queryRunner);
      await markReverted(connection, revision);
    }
  } catch (error) {
    throw failed(connection, direction, revision, record.done, error);
  } finally {
    record.end();
  }
}

async function inTransaction(
  { queryRunner }: Connection,
  work: () => Promise<void>,
): Promise<void> {
  await queryRunner.beforeMigration();
  await queryRunner.startTransaction();
  try {
    await work();
    await queryRunner.commitTransaction();
  } catch (error) {
    // What went wrong first is what there is to say.
    await queryRunner.rollbackTransaction().catch(() => undefined);
    throw error instanceof RevisionError ? error : uncommitted(error);
  }
  await queryRunner.afterMigration();
}

function failed(
  { queryRunner, dialect }: Connection,
  direction: Direction,
  revision: Revision,
  done: readonly string[],
  error: unknown,
): RevisionError {
  const outcome =
    queryRunner.isTransactionActive && dialect.transactionalDdl
      ? "Its transaction is rolled back."
      : remainsOf(done);
  return new RevisionError(
    `The ${direction} of revision ${labelOf(revision)} failed: ${sentenceOf(error)}${statementOf(error)} ${outcome}`,
    { cause: error },
  );
}

/** What is left of a revision that was not rolled back. */
function remainsOf(done: readonly string[]): string {
  const [first] = done;
  if (first === undefined) return "It was its first statement.";
  const count = done.length === 1 ? "statement" : `${done.length} statements`;
  return `What it had done by then was not rolled back. The ${count} before it:${done.map((sql) => `\n  ${sql.trim()}`).join("")}`;
}

/** Takes down what a migration does by SQL, until the end. */
function recordOn(queryRunner: Connection["queryRunner"]): {
  readonly done: readonly string[];
  end(): void;
} {
  const done: string[] = [];
  const query = queryRunner.query.bind(queryRunner);
  const recording: typeof query = async (
    ...given: Parameters<typeof query>
  ) => {
    const result: unknown = await query(...given);
    done.push(given[0]);
    return result as never;
  };
  queryRunner.query = recording;
  return { done, end: () => void (queryRunner.query = query) };
}

/** The server's last word, where constraints are checked at the end. */
function uncommitted(error: unknown): RevisionError {
  return new RevisionError(
    `The transaction was not committed: ${sentenceOf(error)} It is rolled back.`,
    { cause: error },
  );
}

/** The server's message, its detail and hint. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const { detail, hint } = error as QueryFailure;
  return [
    message,
    ...(detail === undefined ? [] : [detail]),
    ...(hint === undefined ? [] : [hint]),
  ]
    .map((part) => (/[.?!]$/.test(part) ? part : `${part}.`))
    .join(" ");
}

function statementOf(error: unknown): string {
  const { query } = error as QueryFailure;
  return query === undefined ? "" : ` The statement was: ${query.trim()}.`;
}

/** What TypeORM's error has of the driver's, where a statement failed. */
interface QueryFailure {
  readonly detail?: string;
  readonly hint?: string;
  readonly query?: string;
}

/** A migration that decides about its own transaction cannot share one. */
function requireNoOverride(moves: readonly Move[]): void {
  const overriding = moves
    .map(({ revision }) => revision)
    .filter(({ migration }) => migration.transaction !== undefined);
  if (overriding.length > 0)
    throw new RevisionError(
      `All revisions are to run in one transaction, but ${overriding.map(labelOf).join(", ")} ${overriding.length === 1 ? "sets its" : "set their"} own \`transaction\`. Set \`migrationsTransactionMode: "each"\` on the DataSource.`,
    );
}
