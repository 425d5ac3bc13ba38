// Another session changes the schema, or keeps it under a lock, while it is read: the answer is of one piece, or a sentence says what happened.
import { Client } from "pg";
import type { DataSource, QueryRunner } from "typeorm";
import {
  autogenerate,
  check,
  introspect,
  LockedError,
  SchemaChangedError,
  type Schema,
} from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity } from "../judges/entities";

const town = entity("town", {
  state: { type: "enum", enum: ["a", "b"], default: "a", enumName: "state" },
});
const person = (more: object = {}) =>
  entity(
    "person",
    {
      name: { type: "varchar", length: 50, default: "Ann" },
      age: { type: "integer", default: 7 },
      state: { type: "enum", enum: ["a", "b"], enumName: "state" },
      home: { type: "integer", nullable: true },
      ...more,
    },
    {
      checks: [{ name: "positive", expression: `"age" > 0` }],
      indices: [{ name: "adults", columns: ["name"], where: `"age" > 18` }],
      foreignKeys: [
        {
          target: "town",
          columnNames: ["home"],
          referencedColumnNames: ["id"],
        },
      ],
    },
  );

/** As the entities have it, and with something to count, a view in the way, and something to rename. */
const from = [person({ note: { type: "text", nullable: true } }), town];
const handmade = [
  "CREATE TABLE stray (id integer PRIMARY KEY, word text)",
  "CREATE VIEW names AS SELECT name, note FROM person",
];
const to = [person({ name: { type: "text", default: "Ann" } }), town];

const changes = {
  "a table is dropped": "DROP TABLE stray",
  "a table that is looked at closely is dropped": "DROP TABLE person CASCADE",
  "a table is created": "CREATE TABLE late (id integer PRIMARY KEY)",
  "a table is renamed": "ALTER TABLE person RENAME TO people",
  "a column is dropped": "ALTER TABLE person DROP COLUMN age",
  "a column is renamed": "ALTER TABLE person RENAME COLUMN age TO years",
  "a constraint goes": "ALTER TABLE person DROP CONSTRAINT positive",
  "an index goes": "DROP INDEX adults",
  "an enum type is renamed": "ALTER TYPE state RENAME TO mood",
  "an enum type gets a label": "ALTER TYPE state ADD VALUE 'c'",
} as const;

/** Runs the change on another connection before the n-th query of the call. */
function changedBefore(
  source: DataSource,
  position: number,
  change: () => Promise<unknown>,
): () => number {
  let count = 0;
  const make = source.createQueryRunner.bind(source);
  source.createQueryRunner = (...given): QueryRunner => {
    const runner = make(...given);
    const query: (sql: string, parameters?: unknown[]) => Promise<unknown> =
      runner.query.bind(runner);
    const changing = async (sql: string, parameters?: unknown[]) => {
      if (count++ === position) await change();
      return query(sql, parameters);
    };
    return Object.assign(runner, { query: changing });
  };
  return () => count;
}

/** The change, unless it would have to wait until the reading is over: then it is no change meanwhile. */
async function changeNow(url: string, change: string): Promise<void> {
  await beside(url, async (client) => {
    await client.query("SET lock_timeout = '50ms'");
    await client.query(change).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== "55P03") throw error;
    });
  });
}

async function beside<Result>(
  url: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The schema before and after the change, as nobody disturbs the reading. */
async function states(url: string, change: string): Promise<Schema[]> {
  const before = await introspect(dataSourceOf(url, to));
  await beside(url, (client) => client.query(change));
  return [before, await introspect(dataSourceOf(url, to))];
}

for (const [name, change] of Object.entries(changes))
  it(`is of one piece when ${name} between any two queries`, async () => {
    let known: Schema[] = [];
    await onDatabase({ from, handmade }, async (url) => {
      known = await states(url, change);
    });
    for (let position = 0, asked = 1; position < asked; position += 1)
      await onDatabase({ from, handmade }, async (url) => {
        await withSource(dataSourceOf(url, to), async (source) => {
          const count = changedBefore(source, position, () =>
            changeNow(url, change),
          );
          expect(known).toContainEqual(await introspect(source));
          asked = count();
        });
      });
  });

const closely = Object.entries(changes).filter(([name]) =>
  /^a table.* dropped|^a column is renamed|^an enum type is renamed/.test(name),
);
const options = { answers: { drops: ["stray"] } };

for (const [name, change] of closely)
  it(`has an answer or a sentence when ${name} between any two queries of a comparison`, async () => {
    const answers: string[] = [];
    await onDatabase({ from, handmade }, async (url) => {
      answers.push((await check(dataSourceOf(url, to), options)).schemaDiff);
      await beside(url, (client) => client.query(change));
      answers.push(await saidOf(dataSourceOf(url, to)));
    });
    for (let position = 0, asked = 1; position < asked; position += 1)
      await onDatabase({ from, handmade }, async (url) => {
        await withSource(dataSourceOf(url, to), async (source) => {
          const count = changedBefore(source, position, () =>
            changeNow(url, change),
          );
          expect([...answers, "The schema changed"]).toContain(
            await saidOf(source),
          );
          asked = count();
        });
      });
  });

/** What differs, or the sentence. */
async function saidOf(source: DataSource): Promise<string> {
  try {
    return (await check(source, options)).schemaDiff;
  } catch (error) {
    if (!(error instanceof SchemaChangedError)) return String(error);
    expect(error.message).toMatch(/^The schema changed while it was read \(/);
    return "The schema changed";
  }
}

describe("a lock that is not given back", () => {
  /** The connection's own limit counts, so that nobody waits here for ten seconds. */
  const impatient = { extra: { options: "-c lock_timeout=300ms" } };

  for (const [name, table] of [
    ["on a table", "person"],
    ["on a table that nobody maps", "stray"],
    ["on the migrations table", "migrations"],
  ] as const)
    it(`${name} ends the waiting with a sentence`, async () => {
      await onDatabase(
        {
          from,
          handmade: [
            ...handmade,
            `CREATE TABLE migrations (id serial PRIMARY KEY, "timestamp" bigint NOT NULL, name varchar NOT NULL)`,
          ],
        },
        async (url) => {
          await beside(url, async (client) => {
            await client.query("BEGIN");
            await client.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
            const found = autogenerate(dataSourceOf(url, to, impatient), {
              write: false,
              ...options,
            });
            await expect(found).rejects.toThrow(LockedError);
            await expect(found).rejects.toThrow(
              new RegExp(`process \\d+\\), which .* ${table}\\.`),
            );
          });
        },
      );
    });

  it("is no hindrance where nothing has to be opened", async () => {
    await onDatabase({ from: [town] }, async (url) => {
      await beside(url, async (client) => {
        await client.query("CREATE SCHEMA elsewhere");
        await client.query("CREATE TABLE elsewhere.busy (a int CHECK (a > 0))");
        await client.query("BEGIN");
        await client.query("LOCK TABLE elsewhere.busy");
        expect(await check(dataSourceOf(url, [town], impatient))).toMatchObject(
          { clean: true },
        );
      });
    });
  });
});
