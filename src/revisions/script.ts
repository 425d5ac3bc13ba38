// A move as an SQL script for somebody else to run: what migrations send is written down instead of sent.
import type { DataSource, QueryRunner } from "typeorm";
import { RevisionError } from "../schema/errors";
import {
  createMigrationsTable,
  markApplied,
  markReverted,
  metadataTable,
  metadataTableSql,
  type Connection,
} from "./applied";
import { sentenceOf } from "./failure";
import type { Move, TransactionMode } from "./move";
import { bareName, labelOf } from "./revision";
import { migrate } from "./run";
import { requireRunnable, type LoadedMove } from "./runnable";
import { nothingFrom, tapped, type Sent } from "./tap";

/** Where a script is for: a DataSource, which needs not be open, and its dialect. */
export type ScriptPlace = Pick<Connection, "dataSource" | "dialect">;

export interface Script {
  /** All of it. */
  readonly sql: string;
  readonly moves: readonly Move[];
}

export interface ScriptRules {
  readonly mode: TransactionMode;
  /** Whether to write down what is recorded in the migrations table, too. */
  readonly records?: boolean;
  /** Whether that table is yet to be made. */
  readonly fromBase?: boolean;
}

/**
 * The moves as a script.
 * @throws RevisionError when a migration reads from the database.
 */
export async function scriptOf(
  place: ScriptPlace,
  moves: readonly Move[],
  { mode, records = false, fromBase = false }: ScriptRules,
): Promise<Script> {
  const loaded = await requireRunnable(moves, mode);
  const sections: string[] = [];
  if (records && moves.length > 0)
    sections.push(section(place, [], [place.dialect.running.preface]));
  if (fromBase && moves.length > 0)
    sections.push(
      section(
        place,
        ["-- The table of applied revisions"],
        await recorded(place, (connection) =>
          createMigrationsTable(connection, false),
        ),
      ),
    );
  const { transactionalDdl } = place.dialect;
  const isWrapped = ({ migration }: LoadedMove): boolean =>
    transactionalDdl && (migration.transaction ?? mode !== "none");
  const scripts: (readonly string[])[] = [];
  for (const move of loaded)
    scripts.push(await statementsOf(place, move, records, isWrapped(move)));
  if (records && needsMetadataTable(place, moves, scripts))
    sections.push(
      section(
        place,
        ["-- TypeORM's record of views and generated columns"],
        [metadataTableSql(place.dataSource)],
      ),
    );
  const together = transactionalDdl && mode === "all" && moves.length > 0;
  if (together) sections.push("BEGIN;");
  for (const [index, move] of loaded.entries()) {
    const statements = scripts[index] ?? [];
    sections.push(
      section(
        place,
        [titleOf(move)],
        isWrapped(move) && !together
          ? ["BEGIN", ...statements, "COMMIT"]
          : statements,
      ),
    );
  }
  if (together) sections.push("COMMIT;");
  return { sql: sections.map((text) => `${text}\n`).join("\n"), moves };
}

/** TypeORM makes it before it runs a migration; a way down is a way down from something. */
const needsMetadataTable = (
  { dataSource }: ScriptPlace,
  moves: readonly Move[],
  scripts: readonly (readonly string[])[],
): boolean =>
  moves.some(({ direction }) => direction === "upgrade") &&
  scripts.flat().some((sql) => sql.includes(metadataTable(dataSource)));

/** `-- Running upgrade 1763710800000 -> 1763797200000, Add transactions` */
function titleOf({ direction, revision, parents }: Move): string {
  const ends = [parents.map(({ id }) => id).join(", "), revision.id];
  const [from, to] = direction === "upgrade" ? ends : ends.reverse();
  const title = revision.message ?? bareName(revision.name);
  return `-- Running ${direction} ${from} -> ${to}, ${title.replace(/\s+/g, " ")}`;
}

const section = (
  { dialect }: ScriptPlace,
  comments: readonly string[],
  statements: readonly string[],
): string =>
  [...comments, ...statements.map((sql) => dialect.running.ended(sql))].join(
    "\n",
  );

async function statementsOf(
  place: ScriptPlace,
  move: LoadedMove,
  records: boolean,
  isWrapped: boolean,
): Promise<string[]> {
  const { direction, revision } = move;
  try {
    const statements = await recorded(
      place,
      (connection) => migrate(connection, move),
      {
        ...(revision.path !== undefined && { file: revision.path }),
        ownTransactions: place.dialect.transactionalDdl && !isWrapped,
      },
    );
    if (!records) return statements;
    const record = await recorded(place, (connection) => {
      const recording = { ...connection, anyDatabase: true } as const;
      return direction === "upgrade"
        ? markApplied(recording, revision)
        : markReverted(recording, revision);
    });
    // What a transaction of its own did and what is recorded of it are there together, or neither is.
    return statements.at(-1) === "COMMIT"
      ? [...statements.slice(0, -1), ...record, "COMMIT"]
      : [...statements, ...record];
  } catch (error) {
    const sentence =
      error instanceof Reading
        ? `it reads from the database${error.line === undefined ? "" : `, in ${error.line}`}: ${error.sql.trim()}. What it does depends on the answer, so it has to be run, by \`${direction}\`.`
        : sentenceOf(error);
    throw new RevisionError(
      `Revision ${labelOf(revision)} cannot be written as SQL: ${sentence}`,
      { cause: error },
    );
  }
}

/** The statements that the work sends, with their parameters in their places. */
async function recorded(
  place: ScriptPlace,
  work: (connection: Connection) => Promise<void>,
  rules?: SendingRules,
): Promise<string[]> {
  // Of MySQL's and MariaDB's drivers only.
  const { timezone } = place.dataSource.options as {
    readonly timezone?: string;
  };
  return (await sentBy(place, work, rules)).map(({ sql, parameters }) =>
    parameters.length === 0
      ? sql
      : place.dialect.running.inlined(sql, parameters, timezone),
  );
}

interface SendingRules {
  /** The migration's. */
  readonly file?: string;
  /** Whether transactions that the work opens are written down: they are where it is in none. */
  readonly ownTransactions?: boolean;
}

/** The statements that the work would send. */
export async function sentBy(
  { dataSource, dialect }: ScriptPlace,
  work: (connection: Connection) => Promise<void>,
  { file, ownTransactions = false }: SendingRules = {},
): Promise<readonly Sent[]> {
  const statements: Sent[] = [];
  const queryRunner = unconnected(dataSource, (sql) => {
    if (ownTransactions)
      statements.push({ sql, parameters: [], structured: false });
  });
  await tapped(
    queryRunner,
    (sent) => {
      statements.push(sent);
      return Promise.resolve(
        nothingFrom(sent, () => new Reading(sent.sql, file)),
      );
    },
    () =>
      work({
        dataSource,
        dialect,
        queryRunner,
        query: () => Promise.reject(new Error("A script asks nothing.")),
      }),
  );
  return statements;
}

/** A query runner that opens no connection, and tells of transactions instead of opening any. */
function unconnected(
  dataSource: DataSource,
  tell: (sql: string) => void,
): QueryRunner {
  const telling = (sql: string) => (): Promise<void> => {
    tell(sql);
    return Promise.resolve();
  };
  return Object.assign(dataSource.createQueryRunner("master"), {
    startTransaction: telling("BEGIN"),
    commitTransaction: telling("COMMIT"),
    rollbackTransaction: telling("ROLLBACK"),
  });
}

/** A migration looks at what a statement gave. */
class Reading extends Error {
  /** Where in the migration's file, as far as the engine tells. */
  readonly line: string | undefined;

  constructor(
    readonly sql: string,
    file: string | undefined,
  ) {
    super("reads");
    const frame =
      file === undefined
        ? undefined
        : this.stack?.split("\n").find((line) => line.includes(file));
    const number = /:(\d+):\d+\)?$/.exec(frame ?? "")?.[1];
    this.line = number === undefined ? file : `${file}, line ${number}`;
  }
}
