// A migration class as a revision: who it is, and which revisions it builds on.
import type { MigrationInterface } from "typeorm";
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
  /** What entities were mapped to when it was written, a line an entity. */
  readonly mapped?: readonly string[];
  /** Gives the migration itself. Only what is to be run is loaded. */
  readonly load: () => Promise<MigrationInterface>;
  readonly path?: string;
}

/** A migration as it was found, before it is known what it follows. */
export interface FoundMigration extends Omit<Revision, "id" | "revises"> {
  /** Undefined where it does not say. */
  readonly revises: readonly string[] | undefined;
}

/** Migrations that can be told apart and put in order, and in a sentence each what is wrong with the others. */
interface ToldApart {
  readonly sound: readonly FoundMigration[];
  readonly faults: readonly string[];
}

export function toldApart(found: readonly FoundMigration[]): ToldApart {
  const byName = new Map<string, FoundMigration>();
  const faults: string[] = [];
  for (const migration of found) {
    const other = byName.get(migration.name);
    if (!/\d{13}$/.test(migration.name)) faults.push(withoutId(migration));
    else if (other !== undefined) faults.push(sameName(other, migration));
    else byName.set(migration.name, migration);
  }
  return { sound: [...byName.values()], faults };
}

/**
 * Migrations as revisions, oldest first. One that does not say what it revises is taken to follow the one before it.
 * @throws RevisionError when one is not named as TypeORM wants it, or two share a name.
 */
export function revisionsOf(found: readonly FoundMigration[]): Revision[] {
  const { sound, faults } = toldApart(found);
  if (faults.length > 0) throw new RevisionError(faults.join(" "));
  const migrations = sound
    .map((migration) => ({ ...migration, id: migration.name.slice(-13) }))
    .sort(byAge);
  return migrations.map((migration, index) => ({
    ...migration,
    revises: migration.revises ?? namesOf(migrations[index - 1]),
  }));
}

/**
 * A migration that is there already.
 * @throws RevisionError when its `revises` is no name.
 */
export function foundAs(migration: MigrationInterface): FoundMigration {
  const name = migrationName(migration);
  const { mapped } = migration.constructor as { readonly mapped?: unknown };
  return {
    name,
    revises: statedParents(name, migration),
    ...(isTexts(mapped) ? { mapped } : {}),
    load: () => Promise.resolve(migration),
  };
}

export function migrationName(migration: MigrationInterface): string {
  return migration.name ?? migration.constructor.name;
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

export const listed = (
  revisions: readonly Pick<Revision, "id" | "name">[],
): string => revisions.map(labelOf).join(", ");

/** What classes without a name are called by Node, SWC and TypeScript. */
const anonymous: ReadonlySet<string> = new Set([
  "",
  "default",
  "_default",
  "default_1",
]);

const withoutId = ({ name, path }: FoundMigration): string => {
  const place = path === undefined ? "" : ` in ${path}`;
  return anonymous.has(name)
    ? `The class of a migration${place} has no name. Give it one that ends in 13 digits, as in AddPeople1763797200000, or take it out of the DataSource's migrations.`
    : `Migration "${name}"${place} has no id: its class name must end in 13 digits, as in ${name}1763797200000. Rename the class, or take it out of the DataSource's migrations.`;
};

function sameName(one: FoundMigration, other: FoundMigration): string {
  const paths = [one.path, other.path].filter((path) => path !== undefined);
  return `Two migrations are named "${other.name}"${paths.length < 2 ? "" : `, in ${paths.join(" and ")}`}. Rename one, or see whether the DataSource's migrations name a file twice.`;
}

/** What the class says in its static `revises`; undefined when it says nothing. */
function statedParents(
  name: string,
  migration: MigrationInterface,
): readonly string[] | undefined {
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

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

function namesOf(revision: { readonly name: string } | undefined): string[] {
  return revision === undefined ? [] : [revision.name];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
