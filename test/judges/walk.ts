// Walks a database from one entity set to another and back, past every judge that is not this library.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DataSource } from "typeorm";
import {
  autogenerate,
  check,
  downgrade,
  upgrade,
  type Answers,
  type AutogenerateResult,
  type CompareOptions,
  type Question,
} from "../../src";
import type { TestServer } from "../servers";
import {
  build,
  dataSourceOf,
  recordOf,
  rowsOf,
  schemaOf,
  shared,
  typeOrmLog,
  withSource,
  type AnyEntity,
  type Content,
  type Rows,
} from "./database";
import { confirmed } from "./confirmed";
import type { Row } from "./entities";
import { migrationClass } from "./migrationClass";
import { onEmptyDatabase } from "./pool";
import { judgeOf } from "./servers";

export { dataSourceOf } from "./database";

export interface Walk {
  readonly from: readonly AnyEntity[];
  readonly to: readonly AnyEntity[];
  /** By entity, in an order in which they can be inserted. */
  readonly rows?: Readonly<Record<string, readonly Row[]>>;
  readonly answers?: Answers;
  /** Answers to questions as they are asked. */
  readonly answered?: (questions: readonly Question[]) => Answers;
  /** What is looked at. */
  readonly filter?: Pick<CompareOptions, "include" | "exclude">;
  /** SQL that every database starts with: extensions, schemas, roles. */
  readonly groundwork?: readonly string[];
  /** SQL that makes what TypeORM cannot declare, run before anything is compared. */
  readonly handmade?: readonly string[];
  /** The same, for what of it is to be there after the upgrade: run on the fresh database that the upgraded one is held against. */
  readonly handmadeAfter?: readonly string[];
  readonly options?: Readonly<Record<string, unknown>>;
  /** Of the DataSource that the entities of `to` are in; default: the same. */
  readonly optionsAfter?: Readonly<Record<string, unknown>>;
  /** Rows after the upgrade, by table and without tables that are not of interest; default: what both versions can hold. */
  readonly upgraded?: Rows;
  /** Rows after the downgrade; default: what both versions can hold. */
  readonly downgraded?: Rows;
  /** Rows from before, under the names that they have after the upgrade; default: the same. */
  readonly renamed?: (rows: Rows) => Rows;
  /** What of a value has to survive; default: the value itself. */
  readonly essence?: (value: unknown) => unknown;
  /** Rows without the generated column, by entity: each is inserted after the upgrade and after the downgrade, and taken back. */
  readonly next?: Readonly<Record<string, Row>>;
  /** Nothing may be found, where both sets make the same database. */
  readonly mayBeAlike?: true;
  /** TypeORM's log is not empty on the database that it has just built itself: it has to be the same on ours. */
  readonly restless?: true;
  /** TypeORM compares this with notes of its own in `typeorm_metadata`, which nobody else keeps in step: its log is no judge. */
  readonly noted?: true;
  /** TypeORM's `synchronize` cannot build this, or not as it should: the dump of a fresh database is no judge. */
  readonly notAsSynchronized?: true;
}

/** What the walk found, for a case to look at further. */
export type Walked = AutogenerateResult;

/** From one entity set to the other, and back. */
export async function walk(server: TestServer, given: Walk): Promise<Walked> {
  const directory = mkdtempSync(path.join(tmpdir(), "walk-"));
  try {
    return await onEmptyDatabase(server, (url) =>
      walked(server, url, directory, given),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function walked(
  server: TestServer,
  url: string,
  directory: string,
  given: Walk,
): Promise<Walked> {
  const { withoutColumnOrder, asRestored, asSynchronized, restless } =
    judgeOf(url);
  const start = { ...given, entities: given.from };
  const options = given.optionsAfter ?? given.options;
  const end = {
    ...given,
    entities: given.to,
    ...(options === undefined ? {} : { options }),
  };
  await build(url, start);
  const before = await schemaOf(url);
  const recordBefore = await recordOf(url);
  remember(server, start, { schema: before, record: recordBefore });
  const essentialRows = async (): Promise<Rows> =>
    essential(await rowsOf(url), given.essence);
  const { renamed = (rows: Rows) => rows } = given;
  const rowsBefore = renamed(await essentialRows());

  const source = dataSourceOf(url, given.to, options);
  const result = await confirmed((answers) =>
    autogenerate(source, {
      message: "Walk",
      directory,
      ...given.filter,
      answers,
    }),
  )(await answersFor(source, given));
  if (result.file === undefined) {
    if (given.mayBeAlike !== true) throw new Error("No change was found.");
    const { schema } = await fresh(server, { ...end, rows: {} });
    expect(schema).toBe(before);
    return result;
  }
  const story = `${result.schemaDiff}\n${result.file.source}`;
  await told(story, async () => {
    expect(result.questions).toEqual([]);
    const migrated = dataSourceOf(url, given.to, {
      ...options,
      migrations: [migrationClass(result.file?.source ?? "")],
    });
    await upgrade(migrated);

    const again = await check(migrated, given.filter);
    expect(again.schemaDiff).toBe("");
    expect(again).toMatchObject({
      operations: [],
      questions: [],
      clean: true,
    });
    if (!given.notAsSynchronized) {
      const log = given.noted ? [] : await typeOrmLog(url, end);
      if (given.restless === true)
        expect(log).toEqual(await freshLog(server, end));
      else {
        const known =
          restless && log.length > 0 ? await freshLog(server, end) : [];
        expect(log.filter((query) => !known.includes(query))).toEqual([]);
      }
      const built = await fresh(server, {
        ...end,
        rows: {},
        handmade: given.handmadeAfter ?? [],
      });
      expect(withoutColumnOrder(asSynchronized(await schemaOf(url)))).toBe(
        withoutColumnOrder(asSynchronized(built.schema)),
      );
      expect(await recordOf(url)).toEqual(built.record);
    }
    const rowsAfter = await essentialRows();
    expect(rowsAfter).toMatchObject(
      given.upgraded ?? shared(rowsBefore, rowsAfter),
    );
    await insertNext(url, end, given.to);

    await downgrade(migrated, "base");
    expect(asRestored(await schemaOf(url))).toBe(asRestored(before));
    expect(await recordOf(url)).toEqual(recordBefore);
    const rowsBack = renamed(await essentialRows());
    expect(rowsBack).toMatchObject(
      given.downgraded ?? shared(shared(rowsBefore, rowsAfter), rowsBack),
    );
    await insertNext(url, given, given.from);
  });
  return result;
}

/** Some questions are asked only when others are answered. */
export async function answersFor(
  source: DataSource,
  { answers: given = {}, answered, filter }: Walk,
): Promise<Answers> {
  if (answered === undefined) return given;
  let answers = given;
  for (;;) {
    const { questions } = await check(source, { ...filter, answers });
    if (questions.length === 0) return answers;
    const more = answered(questions);
    answers = {
      drops: [...(answers.drops ?? []), ...(more.drops ?? [])],
      backfills: { ...answers.backfills, ...more.backfills },
      renames: { ...answers.renames, ...more.renames },
      casts: { ...answers.casts, ...more.casts },
    };
    const count =
      (more.drops ?? []).length +
      Object.keys({ ...more.backfills, ...more.renames, ...more.casts }).length;
    if (count === 0)
      throw new Error(`Nobody answers: ${questions[0]?.message ?? ""}`);
  }
}

/** The rows with what of each value has to survive. */
function essential(
  rows: Rows,
  essence: (value: unknown) => unknown = (value) => value,
): Rows {
  return Object.fromEntries(
    Object.entries(rows).map(([table, items]) => [
      table,
      items.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, essence(value)]),
        ),
      ),
    ]),
  );
}

interface Remembered
  extends
    Pick<Content, "entities" | "options" | "groundwork" | "handmade">,
    Made {
  readonly server: TestServer;
}

/** What a database is judged by. */
interface Made {
  readonly schema: string;
  readonly record: readonly Row[];
}

/** The way back starts where the way there ends, so that half of all databases need not be built. */
const built: Remembered[] = [];

function remember(server: TestServer, content: Content, made: Made): void {
  built.push({ ...content, ...made, server });
}

/** What TypeORM makes of the content in an empty database. */
async function fresh(server: TestServer, content: Content): Promise<Made> {
  const known = built.find(
    ({ server: itsServer, entities, options, groundwork, handmade }) =>
      itsServer === server &&
      entities === content.entities &&
      options === content.options &&
      groundwork === content.groundwork &&
      (handmade ?? []).join() === (content.handmade ?? []).join(),
  );
  if (known !== undefined) return known;
  return onEmptyDatabase(server, async (url) => {
    await build(url, content);
    const made = { schema: await schemaOf(url), record: await recordOf(url) };
    remember(server, content, made);
    return made;
  });
}

async function freshLog(
  server: TestServer,
  content: Content,
): Promise<string[]> {
  return onEmptyDatabase(server, async (url) => {
    await build(url, { ...content, rows: {}, handmade: [] });
    return typeOrmLog(url, content);
  });
}

/** A failure prints the schema diff and the file. */
async function told(story: string, judge: () => Promise<void>): Promise<void> {
  try {
    await judge();
  } catch (error) {
    if (error instanceof Error) error.message = `${error.message}\n\n${story}`;
    throw error;
  }
}

/** A row gets a generated value that no row has, wherever its entity has a generated column. */
async function insertNext(
  url: string,
  { next = {}, options }: Walk,
  entities: readonly AnyEntity[],
): Promise<void> {
  if (Object.keys(next).length === 0) return;
  await withSource(dataSourceOf(url, entities, options), async (source) => {
    for (const [name, row] of Object.entries(next)) {
      if (!source.hasMetadata(name)) continue;
      const [generated] = source.getMetadata(name).generatedColumns;
      if (generated === undefined) continue;
      const repository = source.getRepository<Row>(name);
      const valueOf = (item: object): unknown => generated.getEntityValue(item);
      const taken = (await repository.find()).map(valueOf);
      const fresh = await repository.save({ ...row });
      expect(taken).not.toContain(valueOf(fresh));
      await repository.remove(fresh);
    }
  });
}
