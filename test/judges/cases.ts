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
import { testServer, type ServerKind } from "../servers";
import { build, dataSourceOf, rowsOf, schemaOf, withSource } from "./database";
import { confirmed } from "./confirmed";
import { migrationClass } from "./migrationClass";
import { onEmptyDatabase } from "./pool";
import { answersFor, walk, type Walk } from "./walk";

/** Cases as they run on one kind of server. */
export interface Cases {
  /** A case of one direction. */
  readonly there: (name: string, given: Walk) => void;
  /** A case of both directions, each with the rows: a → b → a and b → a → b; `reversed` is what is different when the walk starts at b. */
  readonly both: (
    name: string,
    pair: Pair,
    given?: Rest,
    reversed?: Rest,
  ) => void;
  /** Nothing is found, though names, spellings or order may differ. */
  readonly alike: (name: string, given: Walk) => void;
  /** The file is written, refuses to run in either direction while these are open, and changes nothing. */
  readonly asked: (
    name: string,
    kinds: readonly QuestionKind[],
    given: Walk,
  ) => void;
  /** The upgrade fails with the server's own words, and nothing is lost; `meanwhile` is what happens after the file was written. */
  readonly refused: (
    name: string,
    message: string | RegExp,
    given: Walk,
    meanwhile?: readonly string[],
  ) => void;
  /** The upgrade runs; the downgrade fails with the server's own words on rows that came in between, and nothing is lost. */
  readonly refusedBack: (
    name: string,
    message: string | RegExp,
    between: readonly string[],
    given: Walk,
  ) => void;
}

type Pair = readonly [a: Walk["from"], b: Walk["to"]];
type Rest = Omit<Walk, "from" | "to">;

/** The cases of PostgreSQL's tests, which are most. */
export const { there, both, alike, asked, refused, refusedBack } =
  casesOn("postgres");

export function casesOn(kind: ServerKind): Cases {
  function there(name: string, given: Walk): void {
    it(name, async () => {
      await walk(await testServer(kind), given);
    });
  }

  function both(
    name: string,
    [a, b]: Pair,
    given: Rest = {},
    reversed: Rest = {},
  ): void {
    there(name, { ...given, from: a, to: b });
    there(`${name}, the other way round`, {
      ...given,
      ...reversed,
      from: b,
      to: a,
    });
  }

  function alike(name: string, given: Walk): void {
    it(name, async () => {
      await onDatabase(
        given,
        async (url) => {
          const found = await check(
            dataSourceOf(url, given.to, given.optionsAfter ?? given.options),
            given.filter,
          );
          expect(found.schemaDiff).toBe("");
          expect(found.operations).toEqual([]);
          expect(found.clean).toBe(true);
        },
        kind,
      );
    });
  }

  function asked(
    name: string,
    kinds: readonly QuestionKind[],
    given: Walk,
  ): void {
    it(name, async () => {
      await onDatabase(
        given,
        async (url, directory) => {
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
        },
        kind,
      );
    });
  }

  function refused(
    name: string,
    message: string | RegExp,
    given: Walk,
    meanwhile: readonly string[] = [],
  ): void {
    it(name, async () => {
      await onDatabase(
        given,
        async (url, directory) => {
          const { questions, file } = await confirmed((answers) =>
            generated(url, directory, { ...given, answers }),
          )(
            await answersFor(dataSourceOf(url, given.to, given.options), given),
          );
          expect(questions).toEqual([]);
          const migrated = dataSourceOf(url, given.to, {
            ...given.options,
            migrations: [migrationClass(file?.source ?? "")],
          });
          await execute(url, meanwhile);
          const before = [await schemaOf(url), await rowsOf(url)];
          await expect(upgrade(migrated)).rejects.toThrow(message);
          expect([await schemaOf(url), await rowsOf(url)]).toEqual(before);
        },
        kind,
      );
    });
  }

  function refusedBack(
    name: string,
    message: string | RegExp,
    between: readonly string[],
    given: Walk,
  ): void {
    it(name, async () => {
      await onDatabase(
        given,
        async (url, directory) => {
          const { questions, file } = await confirmed((answers) =>
            generated(url, directory, { ...given, answers }),
          )(given.answers);
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
        },
        kind,
      );
    });
  }

  return { there, both, alike, asked, refused, refusedBack };
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
  kind: ServerKind = "postgres",
): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "case-"));
  try {
    await onEmptyDatabase(await testServer(kind), async (url) => {
      await build(url, { ...given, entities: given.from });
      await work(url, directory);
    });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
