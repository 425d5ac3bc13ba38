// One runner at a time on every server: who waits is told for whom, and a lock goes with its session.
import type { MigrationInterface, QueryRunner } from "typeorm";
import { stamp, upgrade } from "../../src";
import { dataSourceOf, rowsOf, withSource } from "../judges/database";
import { onEmptyDatabase } from "../judges/pool";
import { describeOn, testServer } from "../servers/index";
import { migration } from "./histories";

/** A migration that says that it has begun, and ends when it is told to. */
function gated(): {
  readonly begun: Promise<void>;
  readonly end: () => void;
  readonly classes: readonly [new () => MigrationInterface];
} {
  let begin: () => void = () => undefined;
  let end: () => void = () => undefined;
  const begun = new Promise<void>((done) => (begin = done));
  const ended = new Promise<void>((done) => (end = done));
  class Gated1700000000001 implements MigrationInterface {
    async up(queryRunner: QueryRunner): Promise<void> {
      await queryRunner.query("CREATE TABLE gated (id int)");
      begin();
      await ended;
    }
    async down(): Promise<void> {
      // Nobody takes it back.
    }
  }
  return {
    begun,
    end: () => {
      end();
    },
    classes: [Gated1700000000001],
  };
}

const whoHolds = {
  postgres: /^process \d+ of user ".+" from .+ connected since \d{4}-/,
  mysql: /^connection \d+ of user ".+" from /,
  mariadb: /^connection \d+ of user ".+" from /,
};

describe.each(["postgres", "mysql", "mariadb"] as const)("%s", (kind) => {
  describeOn(kind, "a lock", () => {
    const onEmpty = async (
      work: (url: string) => Promise<void>,
    ): Promise<void> => onEmptyDatabase(await testServer(kind), work);
    const source = (url: string, migrations: readonly unknown[] = []) =>
      dataSourceOf(url, [], { migrations: [...migrations] });

    it("is waited for, and not for ever", () =>
      onEmpty(async (url) => {
        const { begun, end, classes } = gated();
        const first = upgrade(source(url, classes));
        await begun;
        const held: string[] = [];
        const onWait = (holder: string): void => void held.push(holder);
        await expect(
          upgrade(source(url, classes), "head", { wait: 100, onWait }),
        ).rejects.toThrow(
          /^Another runner is at work on this database and has not ended in 0\.1 s: (process|connection) \d+ .* Wait for it, or give it longer: --wait 10m$/,
        );
        expect(held).toEqual([expect.stringMatching(whoHolds[kind])]);
        await expect(
          stamp(source(url, classes), "base", { wait: 0 }),
        ).rejects.toThrow("Another runner");

        const second = upgrade(source(url, classes), "head", { onWait });
        end();
        expect(await first).toHaveLength(1);
        // What is pending is read when the other one has ended.
        expect(await second).toHaveLength(0);
      }));

    it("is another one for another table of applied revisions", () =>
      onEmpty(async (url) => {
        const { begun, end, classes } = gated();
        const first = upgrade(source(url, classes));
        await begun;
        const other = dataSourceOf(url, [], {
          migrationsTableName: "other_migrations",
          migrations: [
            migration("Other", 1, { up: ["CREATE TABLE o (i int)"] }),
          ],
        });
        await upgrade(other, "head", { wait: 0 });
        end();
        await first;
        expect(Object.keys(await rowsOf(url)).join()).toContain("gated");
      }));

    it("is gone when the work is done, on a DataSource that stays open", () =>
      onEmpty(async (url) => {
        const works = migration("Works", 1, { up: ["CREATE TABLE w (i int)"] });
        await withSource(source(url, [works]), async (opened) => {
          await upgrade(opened);
          await upgrade(source(url, [works]), "head", { wait: 0 });
        });
      }));

    it("stops being waited for when somebody interrupts", () =>
      onEmpty(async (url) => {
        const { begun, end, classes } = gated();
        const first = upgrade(source(url, classes));
        await begun;
        const controller = new AbortController();
        const second = upgrade(source(url, classes), "head", {
          signal: controller.signal,
          onWait: () => {
            controller.abort();
          },
        });
        await expect(second).rejects.toThrow(
          "Interrupted before anything was run.",
        );
        end();
        await first;
      }));

    it("of a statement is not waited for longer than is said", () =>
      onEmpty(async (url) => {
        const table = migration("Table", 1, { up: ["CREATE TABLE t (i int)"] });
        await upgrade(source(url, [table]));
        const alter = migration("Alter", 2, {
          up: ["ALTER TABLE t ADD j int"],
        });
        await withSource(source(url), async (holder) => {
          const runner = holder.createQueryRunner();
          await runner.startTransaction();
          await runner.query("INSERT INTO t VALUES (1)");
          await expect(
            upgrade(source(url, [table, alter]), "head", { lockTimeout: 300 }),
          ).rejects.toThrow(/lock/i);
          await runner.rollbackTransaction();
          await runner.release();
        });
        await upgrade(source(url, [table, alter]));
      }));
  });
});
