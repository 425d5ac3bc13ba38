// Loads the user's DataSource from the module that `--data-source` names.
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import type { DataSource } from "typeorm";
import type { NewRevisionOptions } from "../../revisions/create";
import { folderOf, formatBeside } from "../../revisions/directory";
import { whyNotLoaded } from "../../revisions/thrown";
import { AutogenerateError, ProjectError } from "../../schema/errors";
import type { Load } from "../../revisions/modules";
import type { FileOptions } from "../../workflow";
import type { Output } from "../output";
import { loadClasses } from "./classes";
import { dataSourceOf } from "./exported";
import { loaderFor } from "./loader";

export interface Project {
  /** The module that it was loaded from. */
  readonly module: string;
  readonly dataSource: DataSource;
  /** As the project wrote them, globs included. */
  readonly options: DataSource["options"];
  /** Loads another file of the project in the same way. */
  readonly load: Load;
}

/** Where the project's migration files are, as far as its globs tell, and how they are loaded. */
export function filesOf(
  { options, load }: Project,
  { log }: Output,
): FileOptions {
  const directory = folderOf({ options });
  return {
    ...(directory === undefined ? {} : { directory }),
    load,
    onUnread: ({ path, reason }) => {
      log.write(`Not read: ${path} (${reason})`);
    },
  };
}

/** What new files are written in where neither globs nor flags say it: as the module with the DataSource is. */
export function formatOf({
  module,
  options,
}: Project): Pick<NewRevisionOptions, "format"> {
  const format = formatBeside(module, { options });
  return format === undefined ? {} : { format };
}

/** @throws ProjectError when the module is not there, cannot be loaded, or does not export one DataSource. */
export async function loadProject(name: string): Promise<Project> {
  const file = path.resolve(name);
  requireModule(file);
  try {
    const load = loaderFor(file);
    const dataSource = await dataSourceOf(await load(file), file);
    const options = { ...dataSource.options };
    if (!dataSource.isInitialized) await loadClasses(dataSource, load);
    return { module: file, dataSource, options, load };
  } catch (error) {
    if (error instanceof AutogenerateError) throw error;
    throw new ProjectError(
      `Cannot load ${file}: ${whyNotLoaded(file, error)}`,
      {
        cause: error,
      },
    );
  }
}

function requireModule(file: string): void {
  if (!existsSync(file))
    throw new ProjectError(
      `No such file: ${file}. Name the module that exports the DataSource: -d src/data-source.ts`,
    );
  if (!statSync(file).isFile() || !/\.[cm]?[jt]s$/.test(file))
    throw new ProjectError(
      `${file} is not a JavaScript or TypeScript module. Name the one that exports the DataSource: -d src/data-source.ts`,
    );
}
