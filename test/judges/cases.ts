// Test cases as data: a new one costs a few lines.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  autogenerate,
  check,
  downgrade,
  upgrade,
  type QuestionKind,
} from "../../src";
import { testServer } from "../servers";
import { build, dataSourceOf, rowsOf, schemaOf, withSource } from "./database";
import { migrationClass } from "./migrationClass";
import { onEmptyDatabase } from "./pool";
import { walk, type Walk } from "./walk";

/** A case of one direction. */
export function there(name: string, given: Walk): void {
  it(name, async () => {
    await walk(await testServer("postgres"), given);
  });
}

type Pair = readonly [a: Walk["from"], b: Walk["to"]];

/** A case of both directions, each with the rows: a → b → a and b → a → b. */
export function both(
  name: string,
  [a, b]: Pair,
  given: Omit<Walk, "from" | "to"> = {},
  /** What is different when the walk starts at b. */
  reversed: Omit<Walk, "from" | "to"> = {},
): void {
  there(name, { ...given, from: a, to: b });
  there(`${name}, the other way round`, {
    ...given,
    ...reversed,
    from: b,
    to: a,
  });
}

/** Nothing is found, though names, spellings or order may differ. */
export function alike(name: string, given: Walk): void {
  it(name, async () => {
    await onDatabase(given, async (url) => {
      const found = await check(
        dataSourceOf(url, given.to, given.optionsAfter ?? given.options),
        given.filter,
      );
      expect(found.schemaDiff).toBe("");
      expect(found.operations).toEqual([]);
      expect(found.clean).toBe(true);
    });
  });
}

/** The file is written, refuses to run in either direction while these are open, and changes nothing. */
export function asked(
  name: string,
  kinds: readonly QuestionKind[],
  given: Walk,
): void {
  it(name, async () => {
    await onDatabase(given, async (url, directory) => {
      const before = [await schemaOf(url), await rowsOf(url)];
      const { questions, file } = await generated(url, directory, given);
      expect(questions.map(({ kind }) => kind)).toEqual(kinds);
      expect(readdirSync(directory)).toHaveLength(1);

      const Migration = migrationClass(file?.source ?? "");
      const migrated = dataSourceOf(url, given.to, {
        ...given.options,
        migrations: [Migration],
      });
      await expect(upgrade(migrated)).rejects.toThrow("Unanswered");
      // The way down refuses too, on a database that says that it went up.
      const migration = new Migration();
      await migrated.initialize();
      try {
        const runner = migrated.createQueryRunner();
        await expect(migration.down(runner)).rejects.toThrow("Unanswered");
        await runner.release();
      } finally {
        await migrated.destroy();
      }
      expect([await schemaOf(url), await rowsOf(url)]).toEqual(before);
    });
  });
}

/** The upgrade fails with the server's own words, and nothing is lost. */
export function refused(
  name: string,
  message: string | RegExp,
  given: Walk,
  /** What happens in the database after the file was written. */
  meanwhile: readonly string[] = [],
): void {
  it(name, async () => {
    await onDatabase(given, async (url, directory) => {
      const { questions, file } = await generated(url, directory, given);
      expect(questions).toEqual([]);
      const migrated = dataSourceOf(url, given.to, {
        ...given.options,
        migrations: [migrationClass(file?.source ?? "")],
      });
      await execute(url, meanwhile);
      const before = [await schemaOf(url), await rowsOf(url)];
      await expect(upgrade(migrated)).rejects.toThrow(message);
      expect([await schemaOf(url), await rowsOf(url)]).toEqual(before);
    });
  });
}

/** The upgrade runs; the downgrade fails with the server's own words on rows that came in between, and nothing is lost. */
export function refusedBack(
  name: string,
  message: string | RegExp,
  between: readonly string[],
  given: Walk,
): void {
  it(name, async () => {
    await onDatabase(given, async (url, directory) => {
      const { questions, file } = await generated(url, directory, given);
      expect(questions).toEqual([]);
      const migrated = dataSourceOf(url, given.to, {
        ...given.options,
        migrations: [migrationClass(file?.source ?? "")],
      });
      await upgrade(migrated);
      await execute(url, between);
      const before = [await schemaOf(url), await rowsOf(url)];
      await expect(downgrade(migrated, "base")).rejects.toThrow(message);
      expect([await schemaOf(url), await rowsOf(url)]).toEqual(before);
    });
  });
}

async function execute(url: string, sqls: readonly string[]): Promise<void> {
  await withSource(dataSourceOf(url, []), async (source) => {
    for (const sql of sqls) await source.query(sql);
  });
}

function generated(url: string, directory: string, given: Walk) {
  return autogenerate(dataSourceOf(url, given.to, given.options), {
    message: "Case",
    directory,
    ...given.filter,
    ...(given.answers === undefined ? {} : { answers: given.answers }),
  });
}

/** A database built from what the case starts with, and a folder for migrations. */
export async function onDatabase(
  given: Pick<Walk, "from" | "options" | "groundwork" | "handmade" | "rows">,
  work: (url: string, directory: string) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "case-"));
  try {
    await onEmptyDatabase(await testServer("postgres"), async (url) => {
      await build(url, { ...given, entities: given.from });
      await work(url, directory);
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
