// Revisions run up and down on a real server, beside TypeORM's own runner, on each supported TypeORM.
import type * as TypeOrm from "typeorm";
import type { DataSource, DataSourceOptions } from "typeorm";
import { downgrade, history, upgrade } from "../../src/index";
import { dump, testServer, type TestDatabase } from "../servers/index";
import { idOf, migration, type MigrationClass } from "./histories";

const people = migration("CreatePeople", 1, {
  up: ["CREATE TABLE person (id int PRIMARY KEY)"],
  down: ["DROP TABLE person"],
});
const names = migration("AddNames", 2, {
  up: ["ALTER TABLE person ADD name text"],
  down: ["ALTER TABLE person DROP name"],
});
const broken = migration("Break", 3, {
  up: ["CREATE TABLE half (id int)", "ALTER TABLE nowhere ADD name text"],
  down: ["SELECT 1"],
});
const ages = migration("AddAges", 4, {
  up: ["ALTER TABLE person ADD age int"],
  down: ["ALTER TABLE person DROP age", "SELECT 1/0"],
});

let database: TestDatabase;
beforeEach(async () => {
  database = await (await testServer("postgres")).createDatabase();
});
afterEach(() => database.drop());

describe.each(["typeorm", "typeorm-0.3", "typeorm-0.3.20"])("%s", (copy) => {
  // The copies are one package in three versions.
  const typeorm = jest.requireActual<typeof TypeOrm>(copy);

  const dataSource = (
    migrations: readonly MigrationClass[],
    options: Partial<DataSourceOptions> = {},
  ): DataSource =>
    new typeorm.DataSource({
      type: "postgres",
      url: database.url,
      migrations,
      ...options,
    } as DataSourceOptions);

  /** Tables, and columns of `person`, that are there; the names that are recorded. */
  async function state(): Promise<string> {
    const source = await dataSource([]).initialize();
    const [found] = await source.query<{ tables: string; columns: string }[]>(`
      SELECT (SELECT string_agg(tablename, ' ' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public') AS "tables",
             (SELECT string_agg(column_name, ' ' ORDER BY column_name) FROM information_schema.columns
              WHERE table_name = 'person') AS "columns"`);
    const applied = await source
      .query<{ name: string }[]>("SELECT name FROM migrations ORDER BY id")
      .catch(() => []);
    await source.destroy();
    return [
      found?.tables ?? "",
      found?.columns ?? "",
      applied.map(({ name }) => name.slice(0, -13)).join(" "),
    ].join(" | ");
  }

  it("goes up and down, a step or all the way", async () => {
    const source = dataSource([people, names]);
    await upgrade(source, "+1");
    expect(await state()).toBe("migrations person | id | CreatePeople");
    await upgrade(source);
    expect(await state()).toBe(
      "migrations person | id name | CreatePeople AddNames",
    );
    await downgrade(source, "-1");
    expect(await state()).toBe("migrations person | id | CreatePeople");
    await downgrade(source, "base");
    expect(await state()).toBe("migrations |  | ");
    expect(source.isInitialized).toBe(false);
  });

  it("says each move before it is made", async () => {
    const said: string[] = [];
    await upgrade(dataSource([people, names]), "head", {
      onMove: ({ direction, revision, parents }) => {
        said.push(
          `${direction} ${parents.map(({ id }) => id).join()} ${revision.id}`,
        );
      },
    });
    expect(said).toEqual([
      `upgrade  ${idOf(1)}`,
      `upgrade ${idOf(1)} ${idOf(2)}`,
    ]);
  });

  it("shares what is applied with TypeORM's own runner", async () => {
    const source = await dataSource([people]).initialize();
    await source.runMigrations();
    await source.destroy();

    await upgrade(dataSource([people, names]));
    expect(await state()).toBe(
      "migrations person | id name | CreatePeople AddNames",
    );

    const other = await dataSource([people, names]).initialize();
    expect(await other.showMigrations()).toBe(false);
    await other.undoLastMigration();
    await other.destroy();
    expect(await state()).toBe("migrations person | id | CreatePeople");

    await downgrade(dataSource([people, names]), "base");
    expect(await state()).toBe("migrations |  | ");
  });

  it("makes the tables that TypeORM makes, as TypeORM makes them", async () => {
    // A generated column is one of the things for which TypeORM keeps its metadata table.
    const sum: Pick<
      TypeOrm.EntitySchemaOptions<{ id: number; twice: number }>,
      "name" | "columns"
    > = {
      name: "sum",
      columns: {
        id: { type: Number, primary: true },
        twice: {
          type: Number,
          generatedType: "STORED",
          asExpression: "id * 2",
        },
      },
    };
    const options = {
      schema: "app",
      migrationsTableName: "applied",
      entities: [new typeorm.EntitySchema(sum)],
    };
    const none = migration("Nothing", 1);
    const withSchema = async (): Promise<void> => {
      const source = await dataSource([]).initialize();
      await source.query("CREATE SCHEMA app");
      await source.destroy();
    };

    await withSchema();
    await upgrade(dataSource([none], options));
    const ours = await dump(database.url);

    await database.drop();
    database = await (await testServer("postgres")).createDatabase();
    await withSchema();
    const source = await dataSource([none], options).initialize();
    await source.runMigrations();
    await source.destroy();

    expect(ours).toBe(await dump(database.url));
    expect(ours).toContain("app.applied");
    expect(ours).toContain("typeorm_metadata");
  });

  it("undoes everything when one fails, and names it", async () => {
    await expect(upgrade(dataSource([people, names, broken]))).rejects.toThrow(
      `The upgrade of revision ${idOf(3)} Break failed: relation "nowhere" does not exist. Statement 2 was: ALTER TABLE nowhere ADD name text. Its transaction is rolled back. There is nothing to take back: a downgrade would take back an earlier revision.`,
    );
    expect(await state()).toBe("migrations |  | ");
  });

  it("keeps those before it where each has its own transaction", async () => {
    const source = dataSource([people, broken], {
      migrationsTransactionMode: "each",
    });
    await expect(upgrade(source)).rejects.toThrow("is rolled back");
    expect(await state()).toBe("migrations person | id | CreatePeople");
  });

  it("leaves what was done where there is no transaction", async () => {
    const source = dataSource([people, broken]);
    await expect(
      upgrade(source, "head", { transaction: "none" }),
    ).rejects.toThrow("What it had done by then was not rolled back.");
    expect(await state()).toBe("half migrations person | id | CreatePeople");
  });

  it("undoes a downgrade that fails, and names it", async () => {
    const source = dataSource([people, names, ages]);
    await upgrade(source);
    await expect(downgrade(source, "base")).rejects.toThrow(
      `The downgrade of revision ${idOf(4)} AddAges failed: division by zero.`,
    );
    expect(await state()).toBe(
      "migrations person | age id name | CreatePeople AddNames AddAges",
    );
  });

  it("names the constraint that a commit finds broken", async () => {
    const deferred = migration("Defer", 1, {
      up: [
        "CREATE TABLE person (id int PRIMARY KEY, boss int REFERENCES person DEFERRABLE INITIALLY DEFERRED)",
        "INSERT INTO person VALUES (1, 2)",
      ],
    });
    await expect(upgrade(dataSource([deferred]))).rejects.toThrow(
      /^The transaction was not committed: .* foreign key constraint "person_boss_fkey"\. Key \(boss\)=\(2\) is not present in table "person"\. It is rolled back\.$/,
    );
    expect(await state()).toBe("migrations |  | ");
  });

  describe("a migration that decides about its own transaction", () => {
    const index = migration("Index", 2, {
      up: ["CREATE INDEX CONCURRENTLY here ON person (id)"],
      down: ["DROP INDEX CONCURRENTLY here"],
      transaction: false,
    });

    it("is refused where all share one, before anything runs", async () => {
      await expect(upgrade(dataSource([people, index]))).rejects.toThrow(
        `All revisions are to run in one transaction, but ${idOf(2)} Index sets its own \`transaction\`.`,
      );
      expect(await state()).toBe(" |  | ");
    });

    it("runs without one where each has its own, both ways", async () => {
      const source = dataSource([people, index], {
        migrationsTransactionMode: "each",
      });
      await upgrade(source);
      await downgrade(source, "base");
      expect(await state()).toBe("migrations |  | ");
    });
  });

  it("works on a DataSource that is open, and leaves it open", async () => {
    const source = await dataSource([people]).initialize();
    await upgrade(source);
    expect(await history(source)).toMatchObject([
      { id: idOf(1), head: true, current: true },
    ]);
    expect(source.isInitialized).toBe(true);
    await source.destroy();
  });
});
