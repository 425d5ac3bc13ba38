// What is recorded without being run, and what the doctor finds, on every server.
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import {
  autogenerate,
  doctor,
  downgrade,
  PrivilegeError,
  stamp,
  upgrade,
  type Diagnosis,
} from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, rowsOf, withSource } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { onEmptyDatabase } from "../judges/pool";
import { describeOn, testServer } from "../servers/index";
import { idOf, migration, type MigrationClass } from "./histories";

const one = migration("One", 1, {
  up: ["CREATE TABLE one (id int NOT NULL PRIMARY KEY)"],
  down: ["DROP TABLE one"],
});
const left = migration("Left", 2, {
  revises: `One${idOf(1)}`,
  up: ["CREATE TABLE l (id int)"],
  down: ["DROP TABLE l"],
});
const right = migration("Right", 3, {
  revises: `One${idOf(1)}`,
  up: ["CREATE TABLE r (id int)"],
  down: ["DROP TABLE r"],
});
const gone = migration("Gone", 0, {});

describe.each(["postgres", "mysql", "mariadb"] as const)("%s", (kind) => {
  describeOn(kind, "bookkeeping", () => {
    const onEmpty = async (
      work: (url: string) => Promise<void>,
    ): Promise<void> => onEmptyDatabase(await testServer(kind), work);
    const source = (
      url: string,
      migrations: readonly MigrationClass[],
      entities = [] as Parameters<typeof dataSourceOf>[1],
    ) => dataSourceOf(url, entities, { migrations: [...migrations] });
    const recorded = (url: string): Promise<unknown[]> =>
      withSource(source(url, []), async (opened) =>
        (
          await opened.query<Row[]>("SELECT name FROM migrations ORDER BY id")
        ).map(({ name }) => String(name).slice(0, -13)),
      );

    it("stamp records what a revision builds on, forgets what builds on it, and leaves other branches", () =>
      onEmpty(async (url) => {
        const all = [one, left, right];
        await stamp(source(url, all), "Left");
        expect(await recorded(url)).toEqual(["One", "Left"]);
        await stamp(source(url, all), "Right");
        expect(await recorded(url)).toEqual(["One", "Left", "Right"]);
        await stamp(source(url, all), "One");
        expect(await recorded(url)).toEqual(["One"]);
        await stamp(source(url, all), ["Left", "Right"]);
        expect(await recorded(url)).toEqual(["One", "Left", "Right"]);
        await stamp(source(url, all), "base");
        expect(await recorded(url)).toEqual([]);
        await stamp(source(url, all), "heads");
        expect(await recorded(url)).toEqual(["One", "Left", "Right"]);
        await expect(stamp(source(url, all), "head")).rejects.toThrow(
          "There are 2 heads",
        );
        expect(await rowsOf(url)).toEqual({});
      }));

    it("a role that may not record what is applied is told so before anything is done", () =>
      onEmpty(async (url) => {
        await stamp(source(url, [one]), "One");
        const role = `ta_${randomBytes(4).toString("hex")}`;
        const as = new URL(url);
        as.username = role;
        as.password = "secret";
        const [granting, revoking] =
          kind === "postgres"
            ? [
                [
                  `CREATE ROLE ${role} LOGIN PASSWORD 'secret'`,
                  `GRANT USAGE, CREATE ON SCHEMA public TO ${role}`,
                  `GRANT SELECT ON migrations TO ${role}`,
                ],
                [`DROP OWNED BY ${role}`, `DROP ROLE ${role}`],
              ]
            : [
                [
                  `CREATE USER '${role}'@'%' IDENTIFIED BY 'secret'`,
                  `GRANT SELECT, CREATE, ALTER, DROP ON \`${as.pathname.slice(1)}\`.* TO '${role}'@'%'`,
                ],
                [`DROP USER '${role}'@'%'`],
              ];
        const administered = (statements: readonly string[]): Promise<void> =>
          withSource(source(url, []), async (opened) => {
            for (const sql of statements) await opened.query(sql);
          });
        await administered(granting);
        const limited = (): ReturnType<typeof source> =>
          source(as.href, [one, left]);
        try {
          for (const [done, right] of [
            [() => stamp(limited(), "Left"), "INSERT"],
            [() => upgrade(limited(), "Left"), "INSERT"],
            [() => stamp(limited(), "base"), "DELETE"],
            [() => downgrade(limited(), "base"), "DELETE"],
          ] as const) {
            await expect(done()).rejects.toThrow(PrivilegeError);
            await expect(done()).rejects.toThrow(
              new RegExp(
                `^The table "\\S*migrations", which says what migrations are applied, cannot be written to, so nothing was done: .*denied .* Grant the role ${right} on that table\\.$`,
              ),
            );
          }
          if (kind === "postgres") {
            await administered([`GRANT INSERT ON migrations TO ${role}`]);
            await expect(stamp(limited(), "Left")).rejects.toThrow(
              /^Nothing could be recorded in the table "migrations", and all is as it was: permission denied for sequence migrations_id_seq\.$/,
            );
          }
        } finally {
          await administered(revoking);
        }
        expect(await recorded(url)).toEqual(["One"]);
        expect(await rowsOf(url)).toEqual({});
      }));

    it("stamp --purge forgets also what has no file", () =>
      onEmpty(async (url) => {
        await stamp(source(url, [gone, one]), "head");
        await stamp(source(url, [one]), "head");
        expect(await recorded(url)).toEqual(["Gone", "One"]);
        expect(
          await stamp(source(url, [one]), "head", { purge: true }),
        ).toEqual({
          added: [],
          removed: [{ id: idOf(0), name: `Gone${idOf(0)}` }],
        });
        expect(await recorded(url)).toEqual(["One"]);
      }));

    const bad = (diagnoses: readonly Diagnosis[]): string[] =>
      diagnoses
        .filter(({ healthy }) => !healthy)
        .map(({ subject, message }) => `${subject}: ${message}`);
    const entities = [
      entity("one", {
        id: {
          type: "int",
          primary: true,
          primaryKeyConstraintName: "one_pkey",
        },
      }),
    ];

    it("a doctor finds nothing where all is well, on a scratch database too, which is gone after", () =>
      onEmpty(async (url) => {
        await upgrade(source(url, [one]));
        const diagnoses = await doctor(source(url, [one], entities), {
          scratch: true,
        });
        expect(bad(diagnoses)).toEqual([]);
        expect(diagnoses.map(({ subject }) => subject)).toEqual([
          "graph",
          "heads",
          "ids",
          "files",
          "questions",
          "digests",
          "applied",
          "order",
          "partial",
          "entities",
          "scratch",
        ]);
        // Another doctor may be at work on this server: its database goes, too.
        const deadline = Date.now() + 30_000;
        const left = (): Promise<unknown> =>
          withSource(source(url, []), (opened) =>
            opened.query(
              kind === "postgres"
                ? "SELECT datname FROM pg_database WHERE datname LIKE 'typeorm_scratch%'"
                : "SHOW DATABASES LIKE 'typeorm_scratch%'",
            ),
          );
        let found = await left();
        while (Date.now() < deadline && (found as unknown[]).length > 0)
          found = await left();
        expect(found).toEqual([]);
      }));

    it("a doctor names a file that was changed since it was written, which may be in order", () =>
      onDatabase(
        { from: [] },
        async (url, directory) => {
          const globbed = dataSourceOf(url, entities, {
            migrations: [path.join(directory, "*.ts")],
          });
          const digests = async (): Promise<Diagnosis | undefined> =>
            (await doctor(globbed)).find(
              ({ subject }) => subject === "digests",
            );
          const { file } = await autogenerate(globbed, {
            message: "One",
            directory,
          });
          const [name, source] = [file?.path ?? "", file?.source ?? ""];
          writeFileSync(name, source.replaceAll("\n", "\n  "));
          expect(await digests()).toEqual({
            subject: "digests",
            healthy: true,
            message: "No file was changed since it was written.",
          });
          writeFileSync(
            name,
            source.replace("CREATE TABLE", "CREATE  TABLE /* mine */"),
          );
          expect(await digests()).toEqual({
            subject: "digests",
            healthy: true,
            notable: true,
            message: `Changed since it was written: ${name}. Where it was applied before that, it is not what ran.`,
          });
          await stamp(globbed, "head");
          expect((await digests())?.message).toContain(`${name} (applied).`);
        },
        kind,
      ));

    it.each([
      [
        "an unknown parent",
        [migration("Lost", 3, { revises: "Nobody1700000000000" })],
        /^graph: Migration "Lost1700000000003" revises "Nobody1700000000000", which is not among/,
      ],
      [
        "two that revise each other",
        [
          migration("Hen", 3, { revises: `Egg${idOf(4)}` }),
          migration("Egg", 4, { revises: `Hen${idOf(3)}` }),
        ],
        /^graph: Migrations revise each other in a circle: /,
      ],
    ])("a doctor goes on after %s", (_, faulty, sentence) =>
      onEmpty(async (url) => {
        await stamp(source(url, [gone, one]), "head");
        const diagnoses = await doctor(
          source(url, [one, migration("Same", 1, {}), ...faulty], entities),
        );
        expect(bad(diagnoses)).toEqual([
          expect.stringMatching(sentence),
          expect.stringMatching(/^ids: One id for several: /),
          expect.stringMatching(/^applied: .*Gone/),
          expect.stringMatching(/^entities: Cannot be compared: /),
        ]);
        expect(diagnoses.map(({ subject }) => subject)).toEqual([
          "graph",
          "ids",
          "files",
          "questions",
          "digests",
          "applied",
          "partial",
          "entities",
        ]);
      }),
    );

    it("a doctor goes on after two of one name, and one without an id", () =>
      onEmpty(async (url) => {
        await stamp(source(url, [gone, one]), "head");
        class Unnumbered {
          readonly up = (): Promise<void> => Promise.resolve();
          readonly down = (): Promise<void> => Promise.resolve();
        }
        const diagnoses = await doctor(
          source(
            url,
            [one, migration("One", 1, {}), Unnumbered, left, right],
            entities,
          ),
          { scratch: true },
        );
        expect(bad(diagnoses)).toEqual([
          expect.stringMatching(/^heads: There are 2 heads: /),
          `ids: Two migrations are named "One${idOf(1)}". Rename one, or see whether the DataSource's migrations name a file twice. Migration "Unnumbered" has no id: its class name must end in 13 digits, as in Unnumbered1763797200000. Rename the class, or take it out of the DataSource's migrations.`,
          expect.stringMatching(/^applied: .*Gone/),
          expect.stringMatching(/^entities: Cannot be compared: Two /),
          expect.stringMatching(/^scratch: On a scratch database: Two /),
        ]);
      }));

    it("a doctor finds everything that is wrong", () =>
      onEmpty(async (url) => {
        await stamp(source(url, [gone, one, left]), "Left");
        await stamp(source(url, [migration("Same", 2, {})]), "head");
        const broken = migration("Right", 3, {
          revises: `One${idOf(1)}`,
          up: ["CREATE TABLE r (id int)"],
          down: ["DROP TABLE elsewhere"],
        });
        await withSource(source(url, []), (opened) =>
          opened.query(`DELETE FROM migrations WHERE name = 'One${idOf(1)}'`),
        );
        const diagnoses = await doctor(
          source(url, [one, left, migration("Same", 2, {}), broken], entities),
          { scratch: true },
        );
        expect(bad(diagnoses)).toEqual([
          expect.stringMatching(/^heads: There are \d heads: /),
          expect.stringMatching(/^ids: One id for several: /),
          expect.stringMatching(
            /^applied: Applied, but without a file: .*Gone/,
          ),
          expect.stringMatching(
            /^order: Applied before what it builds on: .*Left/,
          ),
          expect.stringMatching(/^entities: Not applied: One/),
          expect.stringMatching(
            /^scratch: On a scratch database: The downgrade of revision 1700000000003 Right failed: .*elsewhere/,
          ),
        ]);
      }));
  });
});
