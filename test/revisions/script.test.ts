// Moves as SQL scripts: what psql and the client of MySQL and MariaDB do with them is what the moves themselves do.
import { EntitySchema, type DataSource, type QueryRunner } from "typeorm";
import {
  autogenerate,
  downgradeSql,
  showSql,
  upgrade,
  upgradeSql,
} from "../../src/index";
import {
  dataSourceOf,
  recordOf,
  rowsOf,
  schemaOf,
  withSource,
} from "../judges/database";
import type { Row } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onEmptyDatabase } from "../judges/pool";
import {
  describeOn,
  dump,
  testServer,
  type ServerKind,
} from "../servers/index";
import { pipe } from "../servers/pipe";
import { idOf, migration, type MigrationClass } from "./histories";

const moment = new Date("2026-11-28T12:34:56.789Z");

const parameter = (kind: ServerKind, number: number): string =>
  kind === "postgres" ? `$${number}` : "?";

const migrations = (kind: ServerKind): MigrationClass[] => {
  const text = kind === "postgres" ? "text" : "longtext";
  const bytes = kind === "postgres" ? "bytea" : "blob";
  const timestamp = kind === "postgres" ? "timestamp(3)" : "datetime(3)";
  const concat = (a: string, b: string): string =>
    kind === "postgres" ? `${a} || ${b}` : `CONCAT(${a}, ${b})`;

  /** Sends what the query builder and parameters make. */
  class Fill1700000000002 {
    async up(queryRunner: QueryRunner): Promise<void> {
      const [a, b, c] = [1, 2, 3].map((number) => parameter(kind, number));
      await queryRunner.query(
        `INSERT INTO person (id, name) VALUES (${a}, ${concat(b ?? "", "'$1 ? \\'")}), (${c}, '$2 ?') -- $1 ? it's`,
        [2, `O'Hara \\ "$1" ? ü 😀 \n`, 3],
      );
      await queryRunner.manager
        .createQueryBuilder()
        .insert()
        .into("person")
        .values({ id: 4, name: null })
        .execute();
      await queryRunner.query(
        `UPDATE person SET at = ${a}, flag = ${b}, picture = ${c} WHERE id = 4`,
        [moment, true, Buffer.from([0, 1, 39, 92, 255])],
      );
    }
    async down(queryRunner: QueryRunner): Promise<void> {
      await queryRunner.query(
        `DELETE FROM person WHERE id > ${parameter(kind, 1)}`,
        [1],
      );
    }
  }
  // The backslash is a plain character to PostgreSQL, and to the others here the escape of the quote that follows.
  if (kind !== "postgres")
    Fill1700000000002.prototype.up = async (queryRunner) => {
      await queryRunner.query(
        "INSERT INTO person (id, name) VALUES (?, CONCAT(?, '\\'?')), (?, \"?\") -- ? it's",
        [2, `O'Hara \\ "$1" ? ü 😀 \n`, 3],
      );
      await queryRunner.query(
        "UPDATE person SET at = ?, flag = ?, picture = ? /* ? */ WHERE id IN (?) # ?",
        [moment, true, Buffer.from([0, 1, 39, 92, 255]), [2, 3]],
      );
    };
  return [
    migration("CreatePeople", 1, {
      up: [
        `CREATE TABLE person (id int PRIMARY KEY, name ${text}, at ${timestamp}, flag boolean, picture ${bytes}) -- a comment`,
        "INSERT INTO person (id, name) VALUES (1, 'semi; colon')",
        ...(kind === "postgres"
          ? [
              "CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$",
            ]
          : [
              "CREATE TRIGGER filled BEFORE INSERT ON person FOR EACH ROW BEGIN SET NEW.flag = 0; SET NEW.at = NULL; END",
            ]),
      ],
      down: [
        "DROP TABLE person;",
        ...(kind === "postgres" ? ["DROP FUNCTION one()"] : []),
      ],
    }),
    Fill1700000000002,
  ];
};

class Reads1700000000003 {
  async up(queryRunner: QueryRunner): Promise<void> {
    if (await queryRunner.hasTable("person"))
      await queryRunner.query("DROP TABLE person");
  }
  async down(): Promise<void> {
    // Nothing to take back.
  }
}

describe.each(["postgres", "mysql", "mariadb"] as const)("%s", (kind) => {
  describeOn(kind, "a script", () => {
    const onTwo = async (
      work: (ran: string, scripted: string) => Promise<void>,
    ): Promise<void> => {
      const server = await testServer(kind);
      await onEmptyDatabase(server, (ran) =>
        onEmptyDatabase(server, (scripted) => work(ran, scripted)),
      );
    };
    const source = (
      classes: readonly MigrationClass[],
      url = `${kind}://nobody@127.0.0.1:1/none`,
    ): DataSource => dataSourceOf(url, [], { migrations: [...classes] });
    const both = migrations(kind);
    const state = async (url: string): Promise<unknown> => ({
      schema: await schemaOf(url),
      rows: await rowsOf(url),
      applied: await withSource(source([], url), (opened) =>
        opened.query<Row[]>("SELECT id, timestamp, name FROM migrations"),
      ),
    });

    it.each(["all", "each", "none"] as const)(
      "does what the upgrade does, and its way back too: %s",
      (transaction) =>
        onTwo(async (ran, scripted) => {
          await upgrade(source(both, ran), "head", { transaction });
          const { sql } = await upgradeSql(source(both), "base:head", {
            transaction,
          });
          pipe(scripted, sql);
          expect(await state(scripted)).toEqual(await state(ran));
          // Nothing is left to do, for the table is the one that a run would have made.
          expect(await upgrade(source(both, scripted))).toEqual([]);

          const back = await downgradeSql(source(both), "head:base", {
            transaction,
          });
          pipe(scripted, back.sql);
          expect(await state(scripted)).toMatchObject({
            rows: {},
            applied: [],
          });
        }),
    );

    it("without a range goes on from where the database is", () =>
      onTwo(async (ran) => {
        await upgrade(source(both, ran), "+1");
        const { sql } = await upgradeSql(source(both, ran), "head");
        expect(sql).not.toContain("CREATE TABLE");
        pipe(ran, sql);
        expect(await upgrade(source(both, ran))).toEqual([]);
        const back = await downgradeSql(source(both, ran), "-1");
        expect(back.moves).toHaveLength(1);
        pipe(ran, back.sql);
        expect(await upgrade(source(both, ran))).toHaveLength(1);
      }));

    it("has a comment for each revision, and transactions where DDL is part of them", async () => {
      const { sql } = await upgradeSql(source(both), `${idOf(1)}:head`);
      expect(sql).toMatch(
        kind === "postgres"
          ? /^SET client_encoding = 'UTF8';\n\nBEGIN;\n\n-- Running upgrade 1700000000001 -> 1700000000002, Fill\n[^]*\n\nCOMMIT;\n$/
          : /^SET NAMES utf8mb4;\n\n-- Running upgrade 1700000000001 -> 1700000000002, Fill\n[^]*;\n$/,
      );
      expect(sql).not.toContain("CREATE TABLE");
      // It is for any database, not the one of the DataSource.
      expect(sql).not.toContain("none");
    });

    it("cannot be of a migration that reads, which is said with its name and what it asks", async () => {
      const reading = [...both.slice(0, 1), Reads1700000000003];
      await expect(upgradeSql(source(reading), "base:head")).rejects.toThrow(
        /^Revision 1700000000003 Reads cannot be written as SQL: it reads from the database: SELECT [^]*What it does depends on the answer, so it has to be run, by `upgrade`\.$/,
      );
    });
  });
});

it("shows the statements of one revision both ways", async () => {
  const source = dataSourceOf("postgres://nobody@127.0.0.1:1/none", [], {
    migrations: migrations("postgres"),
  });
  expect(await showSql(source, "people")).toEqual({
    upgrade: expect.stringMatching(
      /^-- Running upgrade {2}-> 1700000000001, CreatePeople\nCREATE TABLE person [^]*-- a comment\n;\nINSERT [^]*;\n$/,
    ) as string,
    downgrade:
      "-- Running downgrade 1700000000001 -> , CreatePeople\nDROP TABLE person;\nDROP FUNCTION one();\n",
  });
});

it("makes TypeORM's record of views where a revision writes to it", async () => {
  const server = await testServer("postgres");
  const people = new EntitySchema<{ id: number }>({
    name: "people",
    type: "view",
    expression: "SELECT 1 AS id",
    columns: { id: { type: "int" } },
  });
  await onEmptyDatabase(server, (ran) =>
    onEmptyDatabase(server, async (scripted) => {
      const { file } = await autogenerate(dataSourceOf(ran, [people]), {
        message: "View",
        write: false,
      });
      const options = { migrations: [migrationClass(file?.source ?? "")] };
      await upgrade(dataSourceOf(ran, [people], options));
      const { sql } = await upgradeSql(
        dataSourceOf(scripted, [people], options),
        "base:head",
      );
      pipe(scripted, sql);
      expect(await dump(scripted)).toBe(await dump(ran));
      expect(await recordOf(scripted)).toEqual(await recordOf(ran));
    }),
  );
});

it("makes the schema of the migrations table, where the DataSource names one", async () => {
  const source = dataSourceOf("postgres://nobody@127.0.0.1:1/none", [], {
    schema: "acme",
    migrations: [
      migration("One", 1, { up: ["CREATE TABLE acme.one (i int)"] }),
    ],
  });
  const { sql } = await upgradeSql(source, "base:head");
  expect(sql).toContain('CREATE SCHEMA IF NOT EXISTS "acme";');
  await onEmptyDatabase(await testServer("postgres"), async (url) => {
    pipe(url, sql);
    expect(Object.keys(await rowsOf(url))).toEqual(["acme.one"]);
  });
});
