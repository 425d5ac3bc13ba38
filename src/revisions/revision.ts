// A migration class as a revision: who it is, and which revisions it builds on.
import type { DataSource, MigrationInterface } from "typeorm";
import { RevisionError } from "../schema/errors";

export interface Revision {
  /** Thirteen digits: when it was made, in milliseconds. */
  readonly id: string;
  /** What TypeORM knows it by, in its migrations table too. */
  readonly name: string;
  /** The first line of the comment above the class, where the file was found. */
  readonly message?: string;
  /** The names of its parents. */
  readonly revises: readonly string[];
  readonly migration: MigrationInterface;
  readonly path?: string;
}

/**
 * The migrations of an initialised DataSource, oldest first. One that does not say what it revises is taken to follow the one before it.
 * @throws RevisionError when a class is not named as TypeORM wants it, or two share a name.
 */
export function revisionsOf(dataSource: DataSource): Revision[] {
  const migrations = dataSource.migrations
    .map((migration) => ({ ...identityOf(migration), migration }))
    .sort(byAge);
  requireDistinct(migrations.map(({ name }) => name));
  return migrations.map((revision, index) => ({
    ...revision,
    revises: statedParents(revision) ?? namesOf(migrations[index - 1]),
  }));
}

/** Oldest first; of two made at once, by name. */
export function byAge(
  a: Pick<Revision, "id" | "name">,
  b: Pick<Revision, "id" | "name">,
): number {
  return compare(a.id, b.id) || compare(a.name, b.name);
}

/** As people read it: `1763797200000 AddTransactions`. */
export function labelOf({ id, name }: Pick<Revision, "id" | "name">): string {
  return `${id} ${bareName(name)}`;
}

/** The name without the id at its end. */
export function bareName(name: string): string {
  return name.replace(/\d{13}$/, "");
}

function identityOf(
  migration: MigrationInterface,
): Pick<Revision, "id" | "name"> {
  const name = migration.name ?? migration.constructor.name;
  const id = /\d{13}$/.exec(name)?.[0];
  if (id === undefined)
    throw new RevisionError(
      `Migration "${name}" has no id: its class name must end in 13 digits, as in ${name}1763797200000. Rename the class, or take it out of the DataSource's migrations.`,
    );
  return { id, name };
}

function requireDistinct(names: readonly string[]): void {
  const duplicate = names.find((name, index) => names.indexOf(name) < index);
  if (duplicate !== undefined)
    throw new RevisionError(
      `Two migrations are named "${duplicate}". Rename one, or see whether the DataSource's migrations name a file twice.`,
    );
}

/** What the class says in its static `revises`; undefined when it says nothing. */
function statedParents({
  name,
  migration,
}: Pick<Revision, "name" | "migration">): readonly string[] | undefined {
  if (!Object.hasOwn(migration.constructor, "revises")) return undefined;
  const { revises } = migration.constructor as { readonly revises?: unknown };
  const parents: readonly unknown[] = Array.isArray(revises)
    ? revises
    : [revises];
  if (!parents.every((parent) => typeof parent === "string"))
    throw new RevisionError(
      `\`static revises\` of migration "${name}" is not a migration's name, nor a list of names.`,
    );
  return parents;
}

function namesOf(revision: { readonly name: string } | undefined): string[] {
  return revision === undefined ? [] : [revision.name];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
