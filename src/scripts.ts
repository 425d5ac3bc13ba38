// The public functions that give SQL for somebody else to run, and run nothing.
import type { DataSource } from "typeorm";
import type { OpenDatabase } from "./database";
import { dialectOf } from "./dialects";
import { readFiles, type FileOptions, type History } from "./revisions/history";
import {
  modeOf,
  movesOf,
  type Direction,
  type MoveOptions,
} from "./revisions/move";
import { refuseHalfDone } from "./revisions/partial";
import { isRange, scriptDown, scriptUp } from "./revisions/range";
import type { Revision } from "./revisions/revision";
import { scriptOf, type Script } from "./revisions/script";
import { downgradePath, find, upgradePath } from "./revisions/target";
import { withHistory } from "./withHistory";

export type ScriptOptions = FileOptions & Pick<MoveOptions, "transaction">;

/**
 * An upgrade as an SQL script, and nothing run. A range, `from:to`, needs no database; for any other target it is asked where it is.
 * @throws RevisionError when the target is not found, a migration reads from the database, or the database was left half way.
 */
export function upgradeSql(
  dataSource: DataSource,
  target = "head",
  options: ScriptOptions = {},
): Promise<Script> {
  return scripted(dataSource, "upgrade", target, options, {
    range: scriptUp,
    path: upgradePath,
  });
}

/**
 * A downgrade as an SQL script, and nothing run.
 * @throws RevisionError when the target is not found, a migration reads from the database, or the database was left half way.
 */
export function downgradeSql(
  dataSource: DataSource,
  target: string,
  options: ScriptOptions = {},
): Promise<Script> {
  return scripted(dataSource, "downgrade", target, options, {
    range: scriptDown,
    path: downgradePath,
  });
}

/**
 * What a revision sends to the server, both ways, without what is recorded of it.
 * @throws RevisionError when it is not found or ambiguous, or reads from the database.
 */
export async function showSql(
  dataSource: DataSource,
  target: string,
  options: FileOptions = {},
): Promise<{ readonly upgrade: string; readonly downgrade: string }> {
  const history = await readFiles({ dataSource }, options);
  const revision = find(history, target);
  const place = placeOf(dataSource);
  const sqlOf = async (direction: Direction): Promise<string> => {
    const moves = movesOf(history, direction, [revision]);
    return (await scriptOf(place, moves, { mode: "none" })).sql;
  };
  return {
    upgrade: await sqlOf("upgrade"),
    downgrade: await sqlOf("downgrade"),
  };
}

interface Ways {
  range(history: History, range: string): Revision[];
  path(history: History, target: string): Revision[];
}

function scripted(
  dataSource: DataSource,
  direction: Direction,
  target: string,
  options: ScriptOptions,
  ways: Ways,
): Promise<Script> {
  const needsDatabase = !isRange(target) || target.includes("current");
  return withHistory(
    dataSource,
    { ...options, offline: !needsDatabase },
    (history) => {
      refuseHalfDone(history, "a script cannot go on from there");
      const path = isRange(target)
        ? ways.range(history, target)
        : ways.path(history, target);
      const fromBase =
        direction === "upgrade" &&
        (history.offline === true
          ? path.some(({ revises }) => revises.length === 0)
          : history.unrecorded === true);
      const place = placeOf(dataSource);
      return scriptOf(place, movesOf(history, direction, path), {
        mode: modeOf(place, options),
        fromBase,
        records: true,
      });
    },
  );
}

const placeOf = (
  dataSource: DataSource,
): Pick<OpenDatabase, "dataSource" | "dialect"> => ({
  dataSource,
  dialect: dialectOf(dataSource.options.type),
});
