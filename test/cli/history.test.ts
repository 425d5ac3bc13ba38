// The commands that move in a history and look at it, on two revisions of which the first is applied.
import path from "node:path";
import { dump, testServer, type TestDatabase } from "../servers/index";
import { add, builtCommand, projects, type Ended } from "./command";
import { ended, fine } from "./ended";

const command = builtCommand();
const project = projects();

let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await (await testServer("postgres")).createDatabase();
  folder = project({
    "src/data-source.ts": `
      import "reflect-metadata";
      import { DataSource } from "typeorm";
      export const dataSource = new DataSource({
        type: "postgres", url: "${database.url}",
        migrations: ["src/migrations/*.ts"],
      });`,
  });
});
afterEach(() => database.drop());

const run = (...args: readonly string[]): Promise<Ended> =>
  command(folder, [...args, "-d", "src/data-source.ts"]);

const json = async (...args: readonly string[]): Promise<unknown> =>
  JSON.parse((await run(...args, "--json")).stdout);

const [first, second] = ["1763710800000", "1763797200000"];
const source = (id: string, title: string): string => `
    /**
     * ${title}
     */
    export class ${title}${id} {
      readonly name = "${title}${id}";
      async up(): Promise<void> {}
      async down(): Promise<void> {}
    }`;
beforeEach(async () => {
  add(folder, `src/migrations/${first}-Create.ts`, source(first, "Create"));
  add(folder, `src/migrations/${second}-Widen.ts`, source(second, "Widen"));
  await run("upgrade", "+1");
});

it("current", async () => {
  expect(await run("current")).toEqual(fine(`${first} Create (current)\n`));
  expect(await run("current", "-v")).toEqual(
    fine(
      `Rev: ${first} (current)\nName: Create${first}\nParent: <base>\nPath: ${path.join(folder, `src/migrations/${first}-Create.ts`)}\n\n    Create\n\n`,
    ),
  );
  expect(await json("current")).toMatchObject({
    revisions: [{ id: first, current: true, head: false }],
  });
});

it("heads", async () => {
  expect(await run("heads")).toEqual(fine(`${second} Widen (head)\n`));
  expect(await json("heads")).toMatchObject({
    revisions: [{ id: second, applied: false }],
  });
});

it("history", async () => {
  expect(await run("history")).toEqual(
    fine(
      `${first} -> ${second} (head), Widen\n<base> -> ${first} (current), Create\n`,
    ),
  );
  expect(await run("history", "-v")).toEqual(
    fine(/^Rev: [^]*\nRev: [^]*\n {4}Create\n\n$/),
  );
  expect(await json("history")).toMatchObject({
    revisions: [{ id: second }, { id: first }],
  });
});

it("show", async () => {
  expect(await run("show", "wid")).toEqual(
    fine(/^Rev: 1763797200000 \(head\)\nName: Widen1763797200000\n/),
  );
  expect(await json("show", "head")).toMatchObject({
    revision: { id: second, revises: [{ id: first }] },
  });
  expect(await run("show", "zzz")).toEqual(
    ended(2, "", /^Error: No revision has "zzz" in its id or name\./),
  );
});

it("upgrade and downgrade, as JSON", async () => {
  expect(await json("upgrade", "Widen")).toEqual({
    revisions: [{ id: second, name: `Widen${second}` }],
  });
  expect(await json("downgrade", "Create")).toEqual({
    revisions: [{ id: second, name: `Widen${second}` }],
  });
  expect(await json("downgrade", "Create")).toEqual({ revisions: [] });
});

it("upgrade leaves nothing behind when it is interrupted", async () => {
  const id = "1763883600000";
  add(
    folder,
    `src/migrations/${id}-Sleep.ts`,
    `export class Sleep${id} {
       async up(queryRunner) {
         await queryRunner.query("CREATE TABLE half (id int)");
         process.kill(process.pid, "SIGINT");
         await queryRunner.query("SELECT pg_sleep(60)");
       }
       async down() {}
     }`,
  );
  expect(await run("upgrade")).toMatchObject({
    stderr: `Running upgrade ${first} -> ${second}, Widen\nRunning upgrade ${second} -> ${id}, Sleep\n`,
  });
  expect(await run("current")).toEqual(fine(`${first} Create (current)\n`));
  expect(await dump(database.url)).not.toContain("half");
});
