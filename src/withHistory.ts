// The history of a DataSource's revisions, with what is applied or without.
import type { DataSource } from "typeorm";
import { withDatabase } from "./database";
import {
  readFiles,
  readHistory,
  type FileOptions,
  type History,
} from "./revisions/history";

export interface HistoryOptions extends FileOptions {
  /** True to ask no database, and say nothing of what is applied. Default: false. */
  readonly offline?: boolean;
}

export function withHistory<Result>(
  dataSource: DataSource,
  options: HistoryOptions,
  work: (history: History) => Result | Promise<Result>,
): Promise<Result> {
  return options.offline === true
    ? readFiles({ dataSource }, options).then(work)
    : withDatabase(dataSource, async (database) =>
        work(await readHistory(database, options)),
      );
}
