// Moves as SQL scripts: what the server does with them is what the moves themselves do.
import { Client } from "pg";
import { DataSource, type QueryRunner } from "typeorm";
import { downgradeSql, showSql, upgrade, upgradeSql } from "../../src/index";
import { dump, testServer, type TestDatabase } from "../servers/index";
import { idOf, migration, type MigrationClass } from "./histories";

const people = migration("CreatePeople", 1, {
  up: [
    "CREATE TABLE person (id int PRIMARY KEY, name text) -- a comment",
    "INSERT INTO person VALUES (1, 'semi; colon')",
  ],
  down: ["DROP TABLE person;"],
});

/** Sends what the query builder and parameters make. */
class Fill1700000000002 {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `INSERT INTO person (id, name) VALUES ($1, $2 || '$1'), ($3, '$2') -- $1`,
      [2, `O'Hara \\ $1`, 3],
    );
    await queryRunner.manager
      .createQueryBuilder()
      .insert()
      .into("person")
      .values({ id: 4, name: null })
      .execute();
  }
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query("DELETE FROM person WHERE id > $1", [1]);
  }
}

class Reads1700000000003 {
  async up(queryRunner: QueryRunner): Promise<void> {
    if (await queryRunner.hasTable("person"))
      await queryRunner.query("DROP TABLE person");
  }
  async down(): Promise<void> {}
}

let ran: TestDatabase;
let scripted: TestDatabase;
beforeEach(async () => {
  const server = await testServer("postgres");
  [ran, scripted] = [
    await server.createDatabase(),
    await server.createDatabase(),
  ];
});
afterEach(async () => {
  await ran.drop();
  await scripted.drop();
});

const source = (
  migrations: readonly MigrationClass[],
  url = "postgres://nobody@127.0.0.1:1/none",
): DataSource =>
  new DataSource({ type: "postgres", url, migrations: [...migrations] });

async function query<Row extends object>(
  { url }: TestDatabase,
  sql: string,
): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const both = [people, Fill1700000000002];
const rows = `SELECT p.*, (SELECT string_agg(name, ' ' ORDER BY id) FROM migrations) AS "applied" FROM person p ORDER BY id`;

it.each(["all", "each", "none"] as const)(
  "a script does what the upgrade does, and its way back too: %s",
  async (transaction) => {
    await upgrade(source(both, ran.url), "head", { transaction });
    const { sql } = await upgradeSql(source(both), "base:head", {
      transaction,
    });
    await query(scripted, sql);
    expect(await query(scripted, rows)).toEqual(await query(ran, rows));
    expect(await dump(scripted.url)).toBe(await dump(ran.url));

    const back = await downgradeSql(source(both), "head:base", { transaction });
    await query(scripted, back.sql);
    expect(await query(scripted, "SELECT name FROM migrations")).toEqual([]);
    expect(await dump(scripted.url)).not.toContain("person");
  },
);

it("is one transaction, with a comment for each revision", async () => {
  const { sql } = await upgradeSql(source(both), `${idOf(1)}:head`);
  expect(sql).toMatch(
    /^BEGIN;\n\n-- Running upgrade 1700000000001 -> 1700000000002, Fill\n[^]*\n\nCOMMIT;\n$/,
  );
  expect(sql).not.toContain("CREATE TABLE");
});

it("without a range goes on from where the database is", async () => {
  await upgrade(source(both, ran.url), "+1");
  const { sql } = await upgradeSql(source(both, ran.url), "head");
  expect(sql).not.toContain("CREATE TABLE");
  await query(ran, sql);
  expect(await query(ran, rows)).toHaveLength(4);
});

it("refuses a migration that reads, by its name and what it asks", async () => {
  await expect(
    upgradeSql(source([people, Reads1700000000003]), "base:head"),
  ).rejects.toThrow(
    /^Revision 1700000000003 Reads cannot be written as SQL: it reads from the database: SELECT \* FROM current_schema\(\)\. What it does depends on the answer/,
  );
});

it("shows the statements of one revision both ways", async () => {
  expect(await showSql(source(both), "people")).toEqual({
    upgrade: expect.stringMatching(
      /^-- Running upgrade {2}-> 1700000000001, CreatePeople\nCREATE TABLE person [^]*-- a comment\n;\nINSERT [^]*;\n$/,
    ) as string,
    downgrade:
      "-- Running downgrade 1700000000001 -> , CreatePeople\nDROP TABLE person;\n",
  });
});
