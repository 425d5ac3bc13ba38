// The migrations of a DataSource: those that it holds, or else what its classes and files say without being run.
import { readFileSync } from "node:fs";
import type { DataSource, MigrationInterface } from "typeorm";
import { FileError } from "../schema/errors";
import { located, messageOf } from "./files";
import {
  exportedBy,
  filesOf,
  load as loadAsTypeOrm,
  type Load,
} from "./modules";
import {
  foundAs,
  migrationName,
  revisionsOf,
  type FoundMigration,
  type Revision,
} from "./revision";
import { whyNotLoaded } from "./thrown";
import { migrationsIn } from "./written";

/** A file among the migrations that cannot be read without running it, and does not run. */
export interface UnreadFile {
  readonly path: string;
  readonly reason: string;
}

export interface FoundRevisions {
  readonly revisions: readonly Revision[];
  readonly unread: readonly UnreadFile[];
}

type Migration = new () => MigrationInterface;

/**
 * The revisions of a DataSource, oldest first. `directory` is where the files of classes are looked for.
 * @throws RevisionError when migrations contradict each other, as far as `revisionsFrom` does.
 */
export async function findRevisions(
  dataSource: DataSource,
  directory: string | undefined,
  load: Load = loadAsTypeOrm,
  revisionsFrom: typeof revisionsOf = revisionsOf,
): Promise<FoundRevisions> {
  const [found, unread] =
    dataSource.migrations.length > 0
      ? [dataSource.migrations.map(foundAs), []]
      : await written(Object.values(dataSource.options.migrations ?? {}), load);
  const revisions = revisionsFrom(found);
  return {
    revisions:
      directory === undefined ? revisions : located(revisions, directory),
    unread,
  };
}

async function written(
  given: readonly unknown[],
  load: Load,
): Promise<[FoundMigration[], UnreadFile[]]> {
  const found = exportedBy(given, isFunction).map((Class) =>
    foundAs(new (Class as Migration)()),
  );
  const unread: UnreadFile[] = [];
  for (const file of filesOf(
    given.filter((value) => typeof value === "string"),
  ))
    try {
      found.push(...(await foundIn(file, load)));
    } catch (error) {
      unread.push({ path: file, reason: whyNotLoaded(file, error) });
    }
  return [found, unread];
}

async function foundIn(file: string, load: Load): Promise<FoundMigration[]> {
  const saying = messageOf(file);
  const here = {
    path: file,
    ...(saying === undefined ? {} : { message: saying }),
  };
  const migrations = migrationsIn(readFileSync(file, "utf8"));
  if (migrations === undefined)
    return (await migrationsFrom(file, load)).map((migration) => ({
      ...foundAs(migration),
      ...here,
    }));
  return migrations.map(({ name, ...rest }) => ({
    name,
    ...rest,
    ...here,
    load: () => loaded(file, name, load),
  }));
}

/** @throws FileError when the file cannot be loaded, or has no such migration. */
async function loaded(
  file: string,
  name: string,
  load: Load,
): Promise<MigrationInterface> {
  const migrations = await migrationsFrom(file, load).catch(
    (error: unknown) => {
      throw new FileError(`Cannot load ${file}: ${whyNotLoaded(file, error)}`, {
        cause: error,
      });
    },
  );
  const found = migrations.find(
    (migration) => migrationName(migration) === name,
  );
  if (found === undefined)
    throw new FileError(`${file} does not export the migration "${name}".`);
  return found;
}

async function migrationsFrom(
  file: string,
  load: Load,
): Promise<MigrationInterface[]> {
  return exportedBy(await load(file), isFunction).map(
    (Class) => new (Class as Migration)(),
  );
}

const isFunction = (value: unknown): boolean => typeof value === "function";
