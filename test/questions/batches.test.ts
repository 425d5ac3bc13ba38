// Rows that are filled in batches: the same database in the end, and nothing lost where one of them fails.
import path from "node:path";
import type { EntitySchema } from "typeorm";
import {
  autogenerate,
  check,
  downgrade,
  upgrade,
  upgradeSql,
  type Answers,
} from "../../src";
import { casesOn, onDatabase } from "../judges/cases";
import { dataSourceOf, rowsOf, schemaOf, withSource } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { describeOn } from "../servers";
import { serverKinds } from "../servers/admin";
import { pipe } from "../servers/pipe";

type Columns = Parameters<typeof entity>[1];

const options = { migrationsTransactionMode: "each" } as const;
const person = (more: Columns = {}) =>
  entity("person", {
    id: { type: "int", primary: true },
    name: { type: "varchar", length: 40, nullable: true },
    ...more,
  });
const aged = person({ age: { type: "int" } });
const people = [1, 2, 3, 4, 5, 6, 7].map((id) => ({ id, name: `p${id}` }));
const inTwos: Answers = {
  backfills: { "person.age": "id * 10" },
  batches: { "person.age": 2 },
};

for (const kind of serverKinds)
  describeOn(kind, `rows that ${kind} fills in batches`, () => {
    const { there } = casesOn(kind);
    const table = kind === "postgres" ? "public.person" : "person";
    const rowsIn = async (url: string): Promise<readonly Row[]> =>
      (await rowsOf(url))[table] ?? [];
    const ageless = {
      from: [person()],
      to: [aged],
      rows: { person: people },
      options,
      answers: inTwos,
    };

    there("are those of a new column", {
      ...ageless,
      upgraded: {
        [table]: people.map((row) => ({ ...row, age: row.id * 10 })),
      },
    });

    there("are those that hold NULL", {
      from: [person({ age: { type: "int", nullable: true } })],
      to: [aged],
      rows: {
        person: people.map((row) => ({
          ...row,
          ...(row.id % 3 === 0 ? { age: 1 } : {}),
        })),
      },
      options,
      answers: inTwos,
      upgraded: {
        [table]: people.map((row) => ({
          ...row,
          age: row.id % 3 === 0 ? 1 : row.id * 10,
        })),
      },
      downgraded: {
        [table]: people.map((row) => ({
          ...row,
          age: row.id % 3 === 0 ? 1 : row.id * 10,
        })),
      },
    });

    there("are none, where the table is empty", { ...ageless, rows: {} });

    there("are those of a new column with a default for rows to come", {
      from: [person()],
      to: [person({ age: { type: "int", default: 3 } })],
      rows: { person: people },
      options,
      answers: inTwos,
      upgraded: {
        [table]: people.map((row) => ({ ...row, age: row.id * 10 })),
      },
    });

    const quoted = kind === "postgres" ? '"batch"' : "`batch`";
    there("get what an expression says, whatever names and signs are in it", {
      from: [person({ batch: { type: "int" } })],
      to: [
        person({
          batch: { type: "int" },
          said: { type: "varchar", length: 80 },
        }),
      ],
      rows: { person: people.map((row) => ({ ...row, batch: row.id })) },
      options,
      answers: {
        backfills: {
          "person.said": `concat('it''s $$; ', ${quoted}, ' // é $body1$
 --')`,
        },
        batches: { "person.said": 3 },
      },
      upgraded: {
        [table]: people.map(({ id }) => ({
          id,
          said: `it's $$; ${id} // é $body1$\n --`,
        })),
      },
    });

    describe("where one fails", () => {
      const failing = (
        work: (
          url: string,
          migrated: ReturnType<typeof dataSourceOf>,
        ) => Promise<void>,
      ): Promise<void> =>
        onDatabase(
          { from: [person()], rows: { person: people } },
          async (url, directory) => {
            const { file, questions } = await autogenerate(
              dataSourceOf(url, [aged]),
              {
                directory,
                answers: {
                  // No number, until somebody sees to it.
                  backfills: {
                    "person.age":
                      "CASE WHEN name = 'p5' THEN 3000000000 ELSE id END",
                  },
                  batches: { "person.age": 2 },
                },
              },
            );
            expect(questions).toEqual([]);
            await work(
              url,
              dataSourceOf(url, [aged], {
                ...options,
                migrations: [migrationClass(file?.source ?? "")],
              }),
            );
          },
          kind,
        );

      it("those before it are kept, and the same command goes on", () =>
        failing(async (url, migrated) => {
          await expect(upgrade(migrated)).rejects.toThrow(/out of range/i);
          expect((await rowsIn(url)).map(({ age }) => age)).toEqual([
            ...[1, 2, 3, 4],
            ...[null, null, null],
          ]);
          await withSource(dataSourceOf(url, []), (source) =>
            source.query("UPDATE person SET name = 'p' WHERE id = 5"),
          );
          await upgrade(migrated);
          expect(await check(migrated)).toMatchObject({ clean: true });
          expect((await rowsIn(url)).map(({ age }) => age)).toEqual([
            1, 2, 3, 4, 5, 6, 7,
          ]);
        }));

      if (kind !== "postgres")
        it("all of it can be taken back, and the procedure with it", () =>
          failing(async (url, migrated) => {
            await expect(upgrade(migrated)).rejects.toThrow(/out of range/i);
            await downgrade(migrated, "-1");
            const [routines] = await withSource(
              dataSourceOf(url, []),
              (source) =>
                source.query<{ number: string }[]>(
                  "SELECT COUNT(*) AS number FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()",
                ),
            );
            expect(Number(routines?.number)).toBe(0);
            expect(await rowsIn(url)).toEqual(people);
          }));

      if (kind === "postgres")
        it("a file that is amended says what is there already", () =>
          onDatabase(
            { from: [person()], rows: { person: people } },
            async (url, directory) => {
              const source = dataSourceOf(url, [aged], {
                migrations: [path.join(directory, "*.ts")],
              });
              const { file } = await autogenerate(source, {
                directory,
                answers: {
                  backfills: { "person.age": "1 / (id - 5)" },
                  batches: { "person.age": 2 },
                },
              });
              const migrated = dataSourceOf(url, [aged], {
                ...options,
                migrations: [migrationClass(file?.source ?? "")],
              });
              await expect(upgrade(migrated)).rejects.toThrow(
                /division by zero.* What it had committed by then stays\./s,
              );
              const amend = () =>
                autogenerate(source, {
                  directory,
                  amend: true,
                  answers: { backfills: { "person.age": "id" } },
                });
              await expect(amend()).rejects.toThrow(
                "This file has begun to fill person.age in batches here",
              );
              await withSource(dataSourceOf(url, []), (opened) =>
                opened.query("ALTER TABLE person DROP COLUMN age"),
              );
              expect((await amend()).file?.source).toContain("ADD COLUMN");
            },
            kind,
          ));

      it("what comes after them is not done, and the same command goes on", () =>
        onDatabase(
          {
            from: [person()],
            rows: { person: [...people, { id: 8, name: "p7" }] },
          },
          async (url, directory) => {
            const to = person({
              age: { type: "int" },
              name: {
                type: "varchar",
                length: 40,
                nullable: true,
                unique: true,
              },
            });
            const { file } = await autogenerate(dataSourceOf(url, [to]), {
              directory,
              answers: inTwos,
            });
            const migrated = dataSourceOf(url, [to], {
              ...options,
              migrations: [migrationClass(file?.source ?? "")],
            });
            await expect(upgrade(migrated)).rejects.toThrow(/duplicate/i);
            await withSource(dataSourceOf(url, []), (source) =>
              source.query("UPDATE person SET name = 'p8' WHERE id = 8"),
            );
            await upgrade(migrated);
            expect(await check(migrated)).toMatchObject({ clean: true });
          },
          kind,
        ));
    });

    it("do so in TypeORM's own runner, too", () =>
      onDatabase(
        { from: [person()], rows: { person: people } },
        async (url, directory) => {
          const { file } = await autogenerate(dataSourceOf(url, [aged]), {
            directory,
            answers: inTwos,
          });
          const migrated = dataSourceOf(url, [aged], {
            ...options,
            migrations: [migrationClass(file?.source ?? "")],
          });
          await withSource(migrated, async (source) => {
            await source.runMigrations();
          });
          expect(await check(migrated)).toMatchObject({ clean: true });
          await withSource(migrated, (source) => source.undoLastMigration());
          expect((await rowsIn(url))[0]).toEqual(people[0]);
        },
        kind,
      ));

    it("are offered to be, where there are many", () =>
      onDatabase(
        { from: [person()] },
        async (url) => {
          await withSource(dataSourceOf(url, []), async (source) => {
            const digits =
              "(SELECT 0 AS d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)";
            await source.query(
              `INSERT INTO person (id) SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d + 100000 * g.d FROM ${["a", "b", "c", "e", "f"].map((name) => `${digits} AS ${name}`).join(", ")}, (SELECT 0 AS d UNION SELECT 1) AS g`,
            );
            await source.query(
              kind === "postgres" ? "ANALYZE person" : "ANALYZE TABLE person",
            );
          });
          const { questions } = await check(dataSourceOf(url, [aged]));
          expect(questions[0]?.choices.map(({ flags }) => flags)).toContain(
            "--backfill 'person.age=<expression>' --batch person.age=10000",
          );
        },
        kind,
      ));

    it("do as the file's script says", () =>
      onDatabase(
        { from: [person()], rows: { person: people } },
        async (url, directory) => {
          const source = dataSourceOf(url, [aged], options);
          const { file } = await autogenerate(source, {
            directory,
            answers: inTwos,
          });
          const migrated = dataSourceOf(url, [aged], {
            ...options,
            migrations: [migrationClass(file?.source ?? "")],
          });
          const script = await upgradeSql(migrated, "base:head");
          if (kind === "postgres")
            expect(script.sql).toMatch(
              /\bDO \$\$[^]*\nBEGIN;[^]*\nINSERT INTO [^]*\nCOMMIT;\s*$/,
            );
          pipe(url, script.sql);
          expect(await check(migrated)).toMatchObject({ clean: true });
          const [row] = await rowsIn(url);
          expect(row).toMatchObject({ id: 1, age: 10 });
        },
        kind,
      ));

    it("are told in the header, and stay so when the file is amended", () =>
      onDatabase(
        { from: [person()], rows: { person: people } },
        async (url, directory) => {
          const source = dataSourceOf(url, [aged], {
            migrations: [path.join(directory, "*.ts")],
          });
          const first = await autogenerate(source, {
            directory,
            answers: inTwos,
          });
          expect(first.file?.source).toContain("--batch person.age=2 ");
          const again = await autogenerate(source, { directory, amend: true });
          expect(again.file?.source).toBe(first.file?.source);
        },
        kind,
      ));

    const refusedAs = (
      name: string,
      message: RegExp,
      given: {
        readonly from?: readonly EntitySchema<Row>[];
        readonly to?: readonly EntitySchema<Row>[];
        readonly answers: Answers;
      },
    ): void => {
      it(name, () =>
        onDatabase(
          { from: given.from ?? [person()] },
          async (url, directory) => {
            const before = await schemaOf(url);
            await expect(
              autogenerate(dataSourceOf(url, given.to ?? [aged]), {
                directory,
                answers: given.answers,
              }),
            ).rejects.toThrow(message);
            expect(await schemaOf(url)).toBe(before);
          },
          kind,
        ),
      );
    };

    refusedAs(
      "have to be filled at all",
      /The answer batch person\.age fits nothing.*--backfill person\.age=/,
      { answers: { batches: { "person.age": 2 } } },
    );
    refusedAs(
      "are at least one at a time",
      /"batches" in answers is not an object of whole numbers above 0/,
      { answers: { ...inTwos, batches: { "person.age": 0 } } },
    );
    const state = { type: "enum", enum: ["in", "out"] } as const;
    if (kind === "postgres")
      refusedAs(
        "have a type that is there before",
        /person\.state cannot be filled in batches: .*person_state_enum/,
        {
          to: [person({ state })],
          answers: {
            backfills: { "person.state": "'in'" },
            batches: { "person.state": 2 },
          },
        },
      );
    else {
      refusedAs(
        "are in an order that values in variables have, too",
        /person\.age cannot be filled in batches: .*primary key/,
        {
          from: [entity("person", { state: { ...state, primary: true } })],
          to: [
            entity("person", {
              state: { ...state, primary: true },
              age: { type: "int" },
            }),
          ],
          answers: inTwos,
        },
      );

      const keyed = (keys: Columns, rows: readonly Row[]) => ({
        from: [entity("person", keys)],
        to: [entity("person", { ...keys, age: { type: "int" } })],
        rows: { person: rows },
        options,
        answers: {
          backfills: { "person.age": "7" },
          batches: { "person.age": 2 },
        },
        upgraded: { [table]: rows.map((row) => ({ ...row, age: 7 })) },
      });
      const key = { type: "int", primary: true } as const;
      there(
        "go along the first column of a key of several",
        keyed(
          { a: key, b: key },
          [1, 1, 1, 1, 1, 2, 2, 3].map((a, b) => ({ a, b })),
        ),
      );
      there(
        "go along texts",
        keyed(
          { a: { type: "varchar", length: 20, primary: true } },
          ["", "A b", "a'c", "é", "Z", "z\\n"].map((a) => ({ a })),
        ),
      );
      there(
        "go along numbers without a sign",
        keyed(
          { a: { type: "bigint", unsigned: true, primary: true } },
          ["0", "9223372036854775807", "18446744073709551615"].map((a) => ({
            a,
          })),
        ),
      );
    }
  });
