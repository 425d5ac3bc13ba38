// Revisions that fail at any statement on a server that rolls back, by the server's word or with the connection: everything is as it was.
import { downgrade, upgrade } from "../../src";
import { dataSourceOf, rowsOf, schemaOf, withSource } from "../judges/database";
import type { Row } from "../judges/entities";
import { onEmptyDatabase } from "../judges/pool";
import { testServer } from "../servers/index";
import { migration, type MigrationClass } from "./histories";

const up = [
  "CREATE TABLE person (id int PRIMARY KEY)",
  "INSERT INTO person VALUES (1)",
  "ALTER TABLE person ADD age int",
  "UPDATE person SET age = coalesce(age, 0) + 1",
];
const down = [
  "ALTER TABLE person DROP age",
  "INSERT INTO first VALUES (1)",
  "DROP TABLE person",
];

const inserted = (
  list: readonly string[],
  position: number,
  how: string,
): string[] => [...list.slice(0, position), how, ...list.slice(position)];

const whole = migration("Fail", 1, { up, down });
const first = migration("First", 0, { up: ["CREATE TABLE first (id int)"] });

const refusal = "SELECT 1/0";
const death = "SELECT pg_terminate_backend(pg_backend_pid())";
const positions = (list: readonly string[]): (readonly [number, string])[] =>
  list.flatMap((_, position) =>
    [refusal, death].map((how) => [position, how] as const),
  );

const onEmpty = async (work: (url: string) => Promise<void>): Promise<void> =>
  onEmptyDatabase(await testServer("postgres"), work);
const source = (url: string, ...migrations: readonly MigrationClass[]) =>
  dataSourceOf(url, [], { migrations: [...migrations] });
const ask = (url: string, sql: string): Promise<readonly Row[]> =>
  withSource(source(url), (opened) => opened.query(sql));

/** All that there is to see, with what is recorded. */
const state = async (url: string): Promise<unknown> => [
  await schemaOf(url),
  await rowsOf(url),
  await ask(url, "SELECT name FROM migrations ORDER BY id"),
];

describe("the database is as it was before a file", () => {
  it.each(positions(up))(
    "that fails before statement %i, by %s",
    (position, how) =>
      onEmpty(async (url) => {
        await upgrade(source(url, first));
        const before = await state(url);
        const failing = migration("Fail", 1, {
          up: inserted(up, position, how),
        });
        await expect(upgrade(source(url, first, failing))).rejects.toThrow(
          /^The upgrade of revision 1700000000001 Fail failed: .* rolled back\. There is nothing to take back: /s,
        );
        expect(await state(url)).toEqual(before);
        // The lock went with the connection.
        await upgrade(source(url, first, whole), "head", { wait: 0 });
      }),
  );

  it.each(positions(down))(
    "whose way back fails before statement %i, by %s",
    (position, how) =>
      onEmpty(async (url) => {
        await upgrade(source(url, first, whole));
        const before = await state(url);
        const failing = migration("Fail", 1, {
          down: inserted(down, position, how),
        });
        await expect(
          downgrade(source(url, first, failing), "First"),
        ).rejects.toThrow(
          /^The downgrade of revision 1700000000001 Fail failed: .* rolled back\.$/s,
        );
        expect(await state(url)).toEqual(before);
        await downgrade(source(url, first, whole), "First", { wait: 0 });
      }),
  );
});

const second = migration("Second", 2, {
  up: ["CREATE TABLE second (id int)", refusal],
});

it.each([
  ["all", []],
  ["each", ["First1700000000000", "Fail1700000000001"]],
] as const)("with a transaction for %s", (transaction, names) =>
  onEmpty(async (url) => {
    await upgrade(source(url), "head");
    await expect(
      upgrade(source(url, first, whole, second), "head", { transaction }),
    ).rejects.toThrow(
      /^The upgrade of revision 1700000000002 Second failed: division by zero\. Statement 2 was: SELECT 1\/0\. Its transaction is rolled back\. There is nothing to take back: a downgrade would take back an earlier revision\.$/,
    );
    const rows = await rowsOf(url);
    expect(Object.keys(rows)).toEqual(
      names.length === 0 ? [] : ["public.first", "public.person"],
    );
    expect(await ask(url, "SELECT name FROM migrations ORDER BY id")).toEqual(
      names.map((name) => ({ name })),
    );
  }),
);

it("without a transaction says that what was done is there", () =>
  onEmpty(async (url) => {
    await expect(
      upgrade(source(url, second), "head", { transaction: "none" }),
    ).rejects.toThrow("What it had done by then was not rolled back.");
    expect(Object.keys(await rowsOf(url))).toEqual(["public.second"]);
  }));

it("undoes a transaction that a migration began in ours, on a connection that lives on", () =>
  onEmpty(async (url) => {
    class Nests1700000000001 {
      async up(queryRunner: {
        query(sql: string): Promise<unknown>;
        startTransaction(): Promise<void>;
      }): Promise<void> {
        await queryRunner.query("CREATE TABLE outside (id int)");
        await queryRunner.startTransaction();
        await queryRunner.query("CREATE TABLE inside (id int)");
        await queryRunner.query(refusal);
      }
      async down(): Promise<void> {}
    }
    await withSource(
      source(url, Nests1700000000001 as unknown as MigrationClass),
      async (opened) => {
        await expect(upgrade(opened)).rejects.toThrow("is rolled back.");
        expect(await rowsOf(url)).toEqual({});
        expect(
          await opened.query(
            "SELECT pg_current_xact_id_if_assigned() AS id, (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS locks",
          ),
        ).toEqual([{ id: null, locks: 0 }]);
      },
    );
  }));

it("an open question in any pending file keeps all from running", () =>
  onEmpty(async (url) => {
    class Asks1700000000002 {
      up(): Promise<void> {
        throw new Error('Unanswered: was "a" renamed to "b"?');
      }
      async down(): Promise<void> {}
    }
    await expect(
      upgrade(source(url, whole, Asks1700000000002), "head", {
        transaction: "none",
      }),
    ).rejects.toThrow(
      'Unanswered, so nothing was run: 1700000000002 Asks: was "a" renamed to "b"?',
    );
    expect(await rowsOf(url)).toEqual({});
  }));
