// Revisions that fail at any statement where DDL commits by itself, by the server's word or with the connection: what is said, and how it goes on.
import {
  autogenerate,
  check,
  doctor,
  downgrade,
  downgradeSql,
  stamp,
  upgrade,
  upgradeSql,
} from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, rowsOf, schemaOf, withSource } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { onEmptyDatabase } from "../judges/pool";
import { migration, type MigrationClass } from "../revisions/histories";
import { testServer } from "../servers";
import { onBoth } from "./onBoth";

const id = { type: "int", primary: true } as const;

const up = [
  "CREATE TABLE person (id int PRIMARY KEY)",
  "SET @year = 26",
  "INSERT INTO person VALUES (1), (2)",
  "ALTER TABLE person ADD age int",
  "UPDATE person SET age = COALESCE(age, 0) + @year",
  "CREATE INDEX ages ON person (age)",
];
const down = [
  "DROP INDEX ages ON person",
  "ALTER TABLE person DROP COLUMN age",
  "DROP TABLE person",
];

/** The statements with one before which something goes wrong. */
const failing = (position: number, how: string): MigrationClass =>
  migration("Fail", 1, {
    up: [...up.slice(0, position), how, ...up.slice(position)],
    down,
  });
const whole = migration("Fail", 1, { up, down });
const first = migration("First", 0, {
  up: ["CREATE TABLE first (id int)"],
  down: ["DROP TABLE first"],
});

const refusal = "ALTER TABLE nowhere ADD age int";
const death = "KILL CONNECTION_ID()";
const positions = up.flatMap((_, position) =>
  [refusal, death].map((how) => [position, how] as const),
);
/** How many of the statements before the position are not for the session only. */
const lasting = (position: number): number =>
  position > 1 ? position - 1 : position;

onBoth((_, kind) => {
  const onEmpty = async (work: (url: string) => Promise<void>): Promise<void> =>
    onEmptyDatabase(await testServer(kind), work);
  const source = (url: string, ...migrations: readonly MigrationClass[]) =>
    dataSourceOf(url, [], { migrations: [...migrations] });
  const ask = (url: string, sql: string): Promise<readonly Row[]> =>
    withSource(source(url), (opened) => opened.query(sql));
  const recorded = async (url: string): Promise<readonly unknown[]> =>
    (await ask(url, "SELECT name FROM migrations ORDER BY id")).map(
      ({ name }) => name,
    );

  async function fail(
    url: string,
    position: number,
    how: string,
  ): Promise<string> {
    const error: unknown = await upgrade(
      source(url, first, failing(position, how)),
    ).catch((reason: unknown) => reason);
    const { message } = error as Error;
    expect(message).toMatch(
      /^The upgrade of revision 1700000000001 Fail failed: /,
    );
    const done = lasting(position);
    expect(message).toContain(
      done === 0
        ? how === refusal
          ? "Nothing of it was done. There is nothing to take back: a downgrade would take back an earlier revision."
          : "Whether that statement was done is not known: the same command again finds out, and goes on."
        : `${done === 1 ? "1 statement before it is" : `${done} statements before it are`} done, and this server cannot roll that back.`,
    );
    if (how === refusal)
      expect(message).toContain(`Statement ${position + 1} was: ${how}.`);
    for (const sql of up.slice(0, position).filter((sql) => !/^SET/.test(sql)))
      expect(message).toContain(sql);
    expect(await recorded(url)).toEqual(["First1700000000000"]);
    return message;
  }

  it.each(positions)(
    "goes on with a file that failed before statement %i, by %s",
    (position, how) =>
      onEmpty(async (url) => {
        await upgrade(source(url, first, whole));
        const [schema, rows] = [await schemaOf(url), await rowsOf(url)];
        await downgrade(source(url, first, whole), "First");

        await fail(url, position, how);
        await upgrade(source(url, first, whole));
        expect(await schemaOf(url)).toBe(schema);
        expect(await rowsOf(url)).toEqual(rows);
        expect(rows.person).toEqual([
          { id: 1, age: 26 },
          { id: 2, age: 26 },
        ]);
        expect(await recorded(url)).toEqual([
          "First1700000000000",
          "Fail1700000000001",
        ]);
      }),
  );

  it.each(positions)(
    "takes back what a file did that failed before statement %i, by %s",
    (position, how) =>
      onEmpty(async (url) => {
        await upgrade(source(url, first));
        const before = await schemaOf(url);
        await fail(url, position, how);
        const skipped: string[] = [];
        await downgrade(source(url, first, whole), "First", {
          onSkip: ({ sql }) => void skipped.push(sql),
        });
        if (position > 0)
          expect(skipped).toEqual(down.slice(0, position < 4 ? 2 : 1));
        expect(await schemaOf(url)).toBe(before);
        expect(await recorded(url)).toEqual(["First1700000000000"]);
      }),
  );

  it("goes on with a way back that failed", () =>
    onEmpty(async (url) => {
      await upgrade(source(url, first, whole));
      const stuck = migration("Fail", 1, {
        up,
        down: [down[0] ?? "", refusal, ...down.slice(1)],
      });
      await expect(downgrade(source(url, first, stuck), "-1")).rejects.toThrow(
        /^The downgrade of .* 1 statement before it is done, and this server cannot roll that back\. .*`upgrade 1700000000001` takes it back\. Done: DROP INDEX ages ON person$/s,
      );
      await downgrade(source(url, first, whole), "-1");
      expect(await rowsOf(url)).toEqual({ first: [] });
      expect(await recorded(url)).toEqual(["First1700000000000"]);
    }));

  it("goes up again from a way back that failed", () =>
    onEmpty(async (url) => {
      const safe = migration("Index", 1, {
        up: ["CREATE TABLE a (x int)", "CREATE INDEX ix ON a (x)"],
        down: ["DROP INDEX ix ON a", refusal, "DROP TABLE a"],
      });
      await upgrade(source(url, safe));
      const schema = await schemaOf(url);
      await expect(downgrade(source(url, safe), "-1")).rejects.toThrow(
        "1 statement before it is done",
      );
      await upgrade(source(url, safe), idOfIndex);
      expect(await schemaOf(url)).toBe(schema);
      expect(await recorded(url)).toEqual([`Index${idOfIndex}`]);
    }));
  const idOfIndex = "1700000000001";

  it("knows a statement that was done when the connection was lost", () =>
    onEmpty(async (url) => {
      await ask(
        url,
        `CREATE PROCEDURE last_word() BEGIN ALTER TABLE person ADD age int; KILL CONNECTION_ID(); END`,
      );
      const dying = migration("Fail", 1, {
        up: [...up.slice(0, 3), "CALL last_word()", ...up.slice(4)],
      });
      await expect(upgrade(source(url, dying))).rejects.toThrow(
        /2 statements before it are done/,
      );
      await ask(url, "DROP PROCEDURE last_word");
      await upgrade(source(url, whole));
      expect((await rowsOf(url)).person).toEqual([
        { id: 1, age: 26 },
        { id: 2, age: 26 },
      ]);
    }));

  it("does not go on with a file that is another by now", () =>
    onEmpty(async (url) => {
      await fail(url, 3, refusal);
      const other = migration("Fail", 1, {
        up: ["CREATE TABLE other (id int)", ...up.slice(1)],
        down,
      });
      await expect(upgrade(source(url, first, other))).rejects.toThrow(
        /it was left half done, and statement 1 of it is no longer the one that was done then\. .* 2 statements before it are done/s,
      );
      expect(await schemaOf(url)).not.toContain("other");
      await downgrade(source(url, first, other), "-1");
      expect(await rowsOf(url)).toEqual({ first: [] });
    }));

  it("does not go on where a migration looks at what was done", () =>
    onEmpty(async (url) => {
      class Looks1700000000001 {
        static broken = true;
        async up(queryRunner: {
          query(sql: string): Promise<{ affectedRows: number }>;
        }): Promise<void> {
          await queryRunner.query("CREATE TABLE person (id int)");
          const { affectedRows } = await queryRunner.query(
            "INSERT INTO person VALUES (1)",
          );
          if (Looks1700000000001.broken) await queryRunner.query(refusal);
          await queryRunner.query(
            `INSERT INTO person VALUES (${affectedRows})`,
          );
        }
        async down(): Promise<void> {}
      }
      const looks = Looks1700000000001 as unknown as MigrationClass;
      await expect(upgrade(source(url, looks))).rejects.toThrow(
        "2 statements before it are done",
      );
      Looks1700000000001.broken = false;
      await expect(upgrade(source(url, looks))).rejects.toThrow(
        "it uses what statement 2 gave, which was done in an earlier run",
      );
      expect((await rowsOf(url)).person).toEqual([{ id: 1 }]);
    }));

  it("does nothing else before what is half done", () =>
    onEmpty(async (url) => {
      await fail(url, 3, refusal);
      const later = migration("Later", 2, { revises: [] });
      await expect(
        upgrade(source(url, first, whole, later), "Later"),
      ).rejects.toThrow("was left half done, and is not on this way.");
      await upgrade(source(url, first, whole, later), "heads");
      expect(await recorded(url)).toHaveLength(3);
    }));

  it("writes no script from where the database is before what is half done", () =>
    onEmpty(async (url) => {
      await fail(url, 3, refusal);
      const half = () => source(url, first, whole);
      const refused =
        "The upgrade of revision 1700000000001 Fail was left half done, and a script cannot go on from there. Finish it first: upgrade 1700000000001";
      await expect(upgradeSql(half())).rejects.toThrow(refused);
      await expect(downgradeSql(half(), "First")).rejects.toThrow(refused);
      await expect(upgradeSql(half(), "current:head")).rejects.toThrow(refused);
      expect((await upgradeSql(half(), "First:head")).moves).toHaveLength(1);
      await stamp(half(), "head");
      expect((await downgradeSql(half(), "-1")).moves).toHaveLength(1);
    }));

  it("leaves to TypeORM's own runner what that has finished", () =>
    onEmpty(async (url) => {
      const again = up.map((sql) =>
        sql.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"),
      );
      const broken = migration("Fail", 1, {
        up: [...again.slice(0, 2), refusal],
        down,
      });
      await expect(upgrade(source(url, first, broken))).rejects.toThrow(
        "1 statement before it is done",
      );
      const mended = migration("Fail", 1, { up: again, down });
      const later = (...last: readonly string[]) =>
        migration("Later", 2, {
          up: ["CREATE TABLE later (id int)", ...last],
          down: ["DROP TABLE later"],
        });
      const all = (...last: readonly string[]) =>
        source(url, first, mended, later(...last));
      await withSource(source(url, first, mended), (opened) =>
        opened.runMigrations({ transaction: "none" }),
      );
      expect(await upgrade(source(url, first, mended))).toEqual([]);
      expect(
        (await doctor(all())).find(({ subject }) => subject === "partial"),
      ).toMatchObject({ healthy: true });
      expect((await upgradeSql(all())).moves).toHaveLength(1);

      await expect(upgrade(all(refusal))).rejects.toThrow(
        "1 statement before it is done",
      );
      await upgrade(all());
      expect(Object.keys(await rowsOf(url))).toContain("later");

      await expect(
        downgrade(
          source(
            url,
            first,
            mended,
            migration("Later", 2, { down: ["DROP TABLE later", refusal] }),
          ),
          "-1",
        ),
      ).rejects.toThrow("1 statement before it is done");
      await withSource(
        source(url, first, mended, migration("Later", 2)),
        (opened) => opened.undoLastMigration({ transaction: "none" }),
      );
      await downgrade(all(), "base");
      expect(await rowsOf(url)).toEqual({});
    }));

  it("says which way has to be finished where taking back was begun", () =>
    onEmpty(async (url) => {
      await fail(url, 3, refusal);
      const stuck = migration("Fail", 1, {
        up,
        down: ["DROP TABLE person", "NO SQL"],
      });
      await expect(downgrade(source(url, first, stuck), "-1")).rejects.toThrow(
        "still there in part",
      );
      await expect(upgradeSql(source(url, first, whole))).rejects.toThrow(
        "Finish it first: downgrade -1",
      );
    }));

  it("keeps a transaction of the migration's own whole", () =>
    onEmpty(async (url) => {
      let broken = true;
      class Own1700000000001 {
        async up(queryRunner: {
          query(sql: string): Promise<unknown>;
          startTransaction(): Promise<void>;
          commitTransaction(): Promise<void>;
        }): Promise<void> {
          await queryRunner.query("CREATE TABLE person (id int)");
          await queryRunner.startTransaction();
          await queryRunner.query("INSERT INTO person VALUES (1)");
          if (broken) await queryRunner.query("INSERT INTO nowhere VALUES (1)");
          await queryRunner.query("INSERT INTO person VALUES (2)");
          await queryRunner.commitTransaction();
        }
        async down(): Promise<void> {}
      }
      const own = Own1700000000001 as unknown as MigrationClass;
      await expect(upgrade(source(url, own))).rejects.toThrow("nowhere");
      expect((await rowsOf(url)).person).toEqual([]);
      broken = false;
      await upgrade(source(url, own));
      expect((await rowsOf(url)).person).toEqual([{ id: 1 }, { id: 2 }]);
    }));

  it("names the statement, and those before it, of a file that was generated", async () => {
    await onDatabase(
      { from: [entity("a", { id }), entity("b", { id, v: { type: "int" } })] },
      async (url) => {
        const to = [
          entity("a", { id, n: { type: "varchar", nullable: true } }),
          entity("b", { id, v: { type: "int", unique: true } }),
        ];
        const { file } = await autogenerate(dataSourceOf(url, to), {
          message: "Both",
          write: false,
        });
        await ask(url, "INSERT INTO b VALUES (1, 5), (2, 5)");
        const migrated = dataSourceOf(url, to, {
          migrations: [migrationClass(file?.source ?? "")],
        });
        await expect(upgrade(migrated)).rejects.toThrow(
          /Duplicate entry '5'.*Statement 2 was: ALTER TABLE `b`.*cannot roll that back\. .* Done: ALTER TABLE `a` ADD COLUMN/s,
        );
        // The table whose statement failed is as it was.
        expect(await schemaOf(url)).not.toContain("UNIQUE");
        expect((await check(migrated)).operations).toHaveLength(1);

        await ask(url, "DELETE FROM b WHERE id = 2");
        await upgrade(migrated);
        expect(await check(migrated)).toMatchObject({ clean: true });
      },
      kind,
    );
  });
});
