// Runs that fail at any statement, by the server's word or with the connection: what is there then, and how it goes on.
import { DataSource, type QueryRunner } from "typeorm";
import type { Connection } from "../../src/revisions/applied";
import { postgres } from "../../src/dialects/postgres";
import { downgrade, upgrade } from "../../src/revisions/move";
import { dump, testServer, type TestDatabase } from "../servers/index";
import { migration, type MigrationClass } from "./histories";

let database: TestDatabase;
beforeEach(async () => {
  database = await (await testServer("postgres")).createDatabase();
});
afterEach(() => database.drop());

const up = [
  "CREATE TABLE person (id int PRIMARY KEY)",
  "INSERT INTO person VALUES (1)",
  "ALTER TABLE person ADD age int",
  "UPDATE person SET age = coalesce(age, 0) + 1",
];
const down = ["ALTER TABLE person DROP age", "DROP TABLE person"];

/** The statements with one before which something goes wrong. */
function failing(position: number, how: string): MigrationClass {
  return migration("Fail", 1, {
    up: [...up.slice(0, position), how, ...up.slice(position)],
    down,
  });
}
const whole = migration("Fail", 1, { up, down });
const first = migration("First", 0, { up: ["CREATE TABLE first (id int)"] });

const refusal = "SELECT 1/0";
const death = "SELECT pg_terminate_backend(pg_backend_pid())";
const positions = up.flatMap((_, position) =>
  [refusal, death].map((how) => [position, how] as const),
);

/** Runs on a connection of its own, on a server that is said to be so. */
async function on<Result>(
  migrations: readonly MigrationClass[],
  dialect: Connection["dialect"],
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const dataSource = new DataSource({
    type: "postgres",
    url: database.url,
    migrations: [...migrations],
  });
  await dataSource.initialize();
  const queryRunner: QueryRunner = dataSource.createQueryRunner();
  try {
    return await work({
      dataSource,
      queryRunner,
      dialect,
      query: (sql) => queryRunner.query(sql),
    });
  } finally {
    await queryRunner.release();
    await dataSource.destroy();
  }
}

const ask = <Row>(sql: string): Promise<Row> =>
  on([], postgres, ({ queryRunner }) => queryRunner.query<Row>(sql));

describe("a server that rolls back", () => {
  it.each(positions)(
    "is as it was before a file that fails before statement %i, by %s",
    async (position, how) => {
      await on([first], postgres, (connection) => upgrade(connection, "head"));
      const before = await dump(database.url);
      const classes = [first, failing(position, how)];
      await expect(
        on(classes, postgres, (connection) => upgrade(connection, "head")),
      ).rejects.toThrow(/^The upgrade of revision 1700000000001 Fail failed: /);
      expect(await dump(database.url)).toBe(before);
      expect(await ask("SELECT name FROM migrations")).toEqual([
        { name: "First1700000000000" },
      ]);
      // The lock went with the connection.
      await on([first, whole], postgres, (connection) =>
        upgrade(connection, "head", { wait: 0 }),
      );
    },
  );
});

/** PostgreSQL, said to be one whose DDL commits by itself: each statement does then. */
const stepwise: Connection["dialect"] = {
  ...postgres,
  transactionalDdl: false,
  running: {
    ...postgres.running,
    isDoneAlready: (error) =>
      /does not exist|already exists/.test(String(error)),
    gaveRows: () => false,
  },
};

describe("a server whose DDL commits by itself", () => {
  const fail = async (position: number, how: string): Promise<void> => {
    await expect(
      on([failing(position, how)], stepwise, (connection) =>
        upgrade(connection, "head"),
      ),
    ).rejects.toThrow(
      position === 0
        ? "Nothing of it was done."
        : `${position === 1 ? "1 statement before it is" : `${position} statements before it are`} done, and this server cannot roll them back.`,
    );
  };

  it.each(positions)(
    "goes on with a file that failed before statement %i, by %s",
    async (position, how) => {
      await fail(position, how);
      await on([whole], stepwise, (connection) => upgrade(connection, "head"));
      expect(await ask("SELECT * FROM person")).toEqual([{ id: 1, age: 1 }]);
      expect(await dump(database.url)).not.toContain("progress");
      await on([whole], stepwise, (connection) =>
        downgrade(connection, "base"),
      );
      expect(await dump(database.url)).not.toContain("person");
    },
  );

  it.each(positions)(
    "takes back what a file did that failed before statement %i, by %s",
    async (position, how) => {
      await fail(position, how);
      const skipped: string[] = [];
      await on([whole], stepwise, (connection) =>
        downgrade(connection, "-1", {
          onSkip: ({ sql }) => void skipped.push(sql),
        }),
      );
      expect(skipped).toEqual(
        down.slice(0, position === 0 ? 2 : position < 3 ? 1 : 0),
      );
      const left = await dump(database.url);
      expect(left).not.toContain("person");
      expect(left).not.toContain("progress");
      expect(await ask("SELECT name FROM migrations")).toEqual([]);
    },
  );

  it("does not go on with a file that is another by now", async () => {
    await fail(2, refusal);
    const other = migration("Fail", 1, {
      up: ["CREATE TABLE other (id int)", ...up.slice(1)],
      down,
    });
    await expect(
      on([other], stepwise, (connection) => upgrade(connection, "head")),
    ).rejects.toThrow(
      "it was left half done, and statement 1 of it is no longer the one that was done then.",
    );
    expect(await dump(database.url)).not.toContain("other");
  });

  it("does nothing else before what is half done", async () => {
    await fail(2, refusal);
    const later = migration("Later", 2, { revises: [] });
    await expect(
      on([whole, later], stepwise, (connection) =>
        upgrade(connection, "Later"),
      ),
    ).rejects.toThrow("was left half done, and is not on this way.");
  });
});

describe("an open question", () => {
  it("in any pending file keeps all from running", async () => {
    class Asks1700000000002 {
      async up(): Promise<void> {
        throw new Error('Unanswered: was "a" renamed to "b"?');
      }
      async down(): Promise<void> {}
    }
    await expect(
      on([whole, Asks1700000000002], postgres, (connection) =>
        upgrade(connection, "head", { transaction: "none" }),
      ),
    ).rejects.toThrow(
      'Nothing was run, because a revision has open questions. 1700000000002 Asks: was "a" renamed to "b"?',
    );
    expect(await dump(database.url)).not.toContain("person");
  });
});

it("waits for another runner, says who that is, and not for ever", async () => {
  const held: string[] = [];
  await on([whole], postgres, async (connection) => {
    const [row] = await connection.query<{ pid: number }>(
      `SELECT pg_backend_pid() AS "pid"`,
    );
    await postgres.running.tryLock(
      connection,
      "typeorm-autogenerate migrations",
    );
    await expect(
      on([whole], postgres, (other) =>
        upgrade(other, "head", {
          wait: 100,
          onWait: (holder) => void held.push(holder),
        }),
      ),
    ).rejects.toThrow(
      `Another runner is at work on this database and has not ended in 0.1 s: process ${row?.pid ?? ""} `,
    );
    expect(held).toHaveLength(1);
  });
});
