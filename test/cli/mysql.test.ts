// The main commands on a project with MySQL or MariaDB: from the first revision to base again, with a view.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describeOn, testServer, type TestDatabase } from "../servers";
import { schemaOf } from "../judges/database";
import { add, builtCommand, projects, type Ended } from "./command";
import { ended, fine } from "./ended";

const command = builtCommand();
const project = projects();

for (const kind of ["mysql", "mariadb"] as const)
  describeOn(kind, kind, () => {
    let database: TestDatabase;
    let folder: string;
    beforeEach(async () => {
      database = await (await testServer(kind)).createDatabase();
      folder = project({
        "src/data-source.ts": `
          import "reflect-metadata";
          import { DataSource } from "typeorm";
          export const dataSource = new DataSource({
            type: "${kind}", url: "${database.url}",
            entities: ["src/entities/*.ts"], migrations: ["src/migrations/*.ts"],
          });`,
      });
    });
    afterEach(() => database.drop());

    const entities = (column: string, condition: string): void => {
      add(
        folder,
        "src/entities/account.ts",
        `import { Column, Entity, PrimaryGeneratedColumn, ViewColumn, ViewEntity } from "typeorm";
         @Entity() export class Account { @PrimaryGeneratedColumn() id: number; @Column() ${column}: string; }
         @ViewEntity({ name: "named", expression: "SELECT id, \`${column}\` AS name FROM account WHERE ${condition}" })
         export class Named { @ViewColumn() id: number; @ViewColumn() name: string; }`,
      );
    };

    const run = (...args: readonly string[]): Promise<Ended> =>
      command(folder, [...args, "-d", "src/data-source.ts"]);

    const sources = (): string[] => {
      const migrations = path.join(folder, "src/migrations");
      return readdirSync(migrations).map((file) =>
        readFileSync(path.join(migrations, file), "utf8"),
      );
    };

    it("goes the whole way: generate, upgrade, change, ask, amend, and back to base", async () => {
      entities("name", "id > 1");
      expect(await run("check")).toMatchObject({ exit: 1 });
      expect(
        await run("revision", "--autogenerate", "-m", "Create accounts"),
      ).toMatchObject({
        exit: 0,
        stderr: "Detected added table 'account'\nDetected added view 'named'\n",
      });
      expect(await run("upgrade")).toEqual(
        fine("", /^Running upgrade {2}-> \d{13}, Create accounts\n$/),
      );
      expect(await run("check")).toEqual(fine("No changes detected.\n"));
      const first = await schemaOf(database.url);

      entities("full_name", "id > 2");
      expect(
        await run("revision", "--autogenerate", "-m", "Rename"),
      ).toMatchObject({ exit: 3 });
      expect(await run("upgrade")).toEqual(
        ended(2, "", /Unanswered, so nothing was run/),
      );
      expect(await schemaOf(database.url)).toBe(first);
      expect(
        await run(
          "revision",
          "--autogenerate",
          "--amend",
          "--rename",
          "account.name:full_name",
        ),
      ).toMatchObject({ exit: 0 });
      expect(sources().join("\n")).toContain("CREATE OR REPLACE VIEW `named`");
      expect(await run("upgrade", "head")).toEqual(
        fine("", /^Running upgrade \d{13} -> \d{13}, Rename\n$/),
      );
      expect(await run("check")).toEqual(fine("No changes detected.\n"));

      expect(await run("downgrade", "-1")).toEqual(
        fine("", /^Running downgrade \d{13} -> \d{13}, Rename\n$/),
      );
      expect(await schemaOf(database.url)).toBe(first);
      expect(await run("downgrade", "base")).toEqual(
        fine("", /^Running downgrade \d{13} -> , Create accounts\n$/),
      );
      expect(await schemaOf(database.url)).toBe("");
      expect((await run("history")).exit).toBe(0);
    });

    it("says what is done of a revision that failed, and that it was left half done", async () => {
      const id = "1763710800000";
      add(
        folder,
        `src/migrations/${id}-Fail.ts`,
        `export class Fail${id} {
           async up(queryRunner: any): Promise<void> {
             await queryRunner.query("CREATE TABLE a (id int)");
             await queryRunner.query("CREATE TABLE b (id int)");
             await queryRunner.query("CREATE TABLE a (id int)");
           }
           async down(queryRunner: any): Promise<void> {
             await queryRunner.query("DROP TABLE b");
             await queryRunner.query("DROP TABLE a");
           }
         }`,
      );
      expect(await run("upgrade")).toMatchObject({
        exit: 2,
        stderr: expect.stringMatching(
          /Done: CREATE TABLE a \(id int\); CREATE TABLE b \(id int\)\n$/,
        ) as string,
      });
      expect(await run("current")).toEqual(
        fine(
          "",
          `Nothing is applied.\nThe upgrade of Fail${id} was left half done. Give the command that failed again to go on with it.\n`,
        ),
      );
      expect(await run("downgrade", "-1")).toMatchObject({ exit: 0 });
      expect(await run("current")).toEqual(fine("", "Nothing is applied.\n"));
    });
  });
