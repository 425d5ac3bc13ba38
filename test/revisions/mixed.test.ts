// TypeORM's runner and ours on one database, in random order: after each step both say the same of what is applied, and the tables are what that means.
import type { DataSource } from "typeorm";
import { current, downgrade, history, upgrade } from "../../src";
import { dataSourceOf, rowsOf, withSource } from "../judges/database";
import { onEmptyDatabase } from "../judges/pool";
import { describeOn, testServer } from "../servers/index";
import { migration, type MigrationClass } from "./histories";

const count = 6;

/** Each makes a table of its own, half of them with a parent and half as TypeORM's own generator writes them. */
const classes: readonly MigrationClass[] = Array.from(
  { length: count },
  (_, number) =>
    migration(`Table${number}x`, number, {
      ...(number % 2 === 1 && {
        revises: `Table${number - 1}x${1_700_000_000_000 + number - 1}`,
      }),
      up: [`CREATE TABLE t${number} (id int)`],
      down: [`DROP TABLE t${number}`],
    }),
);

/** Numbers from 0 to 1 that a seed decides. */
function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

interface Step {
  readonly name: string;
  readonly run: (source: DataSource, applied: number) => Promise<unknown>;
  /** How many are applied after it. */
  readonly after: (applied: number) => number;
}

const open = (
  source: DataSource,
  work: (opened: DataSource) => Promise<unknown>,
): Promise<unknown> => withSource(source, work);

const steps: readonly Step[] = [
  {
    name: "migration:run",
    run: (source) => open(source, (opened) => opened.runMigrations()),
    after: () => count,
  },
  {
    name: "migration:revert",
    run: (source) => open(source, (opened) => opened.undoLastMigration()),
    after: (applied) => Math.max(0, applied - 1),
  },
  {
    name: "upgrade +1",
    run: (source, applied) =>
      applied === count ? upgrade(source) : upgrade(source, "+1"),
    after: (applied) => Math.min(count, applied + 1),
  },
  { name: "upgrade", run: (source) => upgrade(source), after: () => count },
  {
    name: "downgrade -1",
    run: (source, applied) =>
      applied === 0 ? downgrade(source, "base") : downgrade(source, "-1"),
    after: (applied) => Math.max(0, applied - 1),
  },
  {
    name: "downgrade -2",
    run: (source, applied) =>
      applied < 2 ? downgrade(source, "base") : downgrade(source, "-2"),
    after: (applied) => Math.max(0, applied - 2),
  },
  {
    name: "downgrade base",
    run: (source) => downgrade(source, "base"),
    after: () => 0,
  },
];

describe.each(["postgres", "mysql", "mariadb"] as const)("%s", (kind) => {
  describeOn(kind, "two runners", () => {
    it.each([1, 2, 3])(
      "tell one truth after any sequence of both, number %i",
      async (seed) => {
        const server = await testServer(kind);
        await onEmptyDatabase(server, async (url) => {
          const source = (): DataSource =>
            dataSourceOf(url, [], { migrations: [...classes] });
          const random = numbersFrom(seed);
          const walked: string[] = [];
          let applied = 0;
          for (let turn = 0; turn < 12; turn += 1) {
            const step = steps[Math.floor(random() * steps.length)];
            if (step === undefined) continue;
            walked.push(step.name);
            await step.run(source(), applied);
            applied = step.after(applied);

            const tables = Object.keys(await rowsOf(url)).map((name) =>
              name.replace("public.", ""),
            );
            expect({ walked, tables: tables.sort() }).toEqual({
              walked,
              tables: Array.from({ length: applied }, (_, i) => `t${i}`),
            });
            // TypeORM's own word.
            expect(
              await open(source(), (opened) => opened.showMigrations()),
            ).toBe(applied < count);
            expect(
              (await history(source())).filter((revision) => revision.applied),
            ).toHaveLength(applied);
            expect((await current(source())).map(({ name }) => name)).toEqual(
              applied === 0
                ? []
                : [`Table${applied - 1}x${1_700_000_000_000 + applied - 1}`],
            );
          }
        });
      },
      180_000,
    );
  });
});
