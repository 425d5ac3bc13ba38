// The commands that move in a history and look at it, on two revisions of which the first is applied.
import path from "node:path";
import { dataSourceOf, withSource } from "../judges/database";
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

const id = "1763883600000";

/** A migration that interrupts itself, as often as told, after its first statement. */
const interrupting = (...rest: readonly string[]): void => {
  add(
    folder,
    `src/migrations/${id}-Sleep.ts`,
    `const tick = () => new Promise((done) => setTimeout(done, 100));
     export class Sleep${id} {
       async up(queryRunner) {
         await queryRunner.query("CREATE TABLE half (id int)");
         ${rest.join("\n")}
         await queryRunner.query("SELECT pg_sleep(60)");
       }
       async down() {}
     }`,
  );
};
const interrupt = 'process.kill(process.pid, "SIGINT"); await tick();';
const announced = `Running upgrade ${first} -> ${second}, Widen\nRunning upgrade ${second} -> ${id}, Sleep\nEnding after the current statement. Once more to end at once.\n`;

it("upgrade ends after the current statement when it is interrupted, and says where it stands", async () => {
  interrupting(interrupt);
  expect(await run("upgrade")).toEqual(
    ended(
      2,
      "",
      `${announced}Error: The upgrade of revision ${id} Sleep was interrupted after statement 1. Its transaction is rolled back. There is nothing to take back: a downgrade would take back an earlier revision.\n`,
    ),
  );
  expect(await run("current")).toEqual(fine(`${first} Create (current)\n`));
  expect(await dump(database.url)).not.toContain("half");
});

it("upgrade ends at once when it is interrupted twice, and leaves nothing behind", async () => {
  interrupting(interrupt, interrupt);
  expect(await run("upgrade")).toMatchObject({ exit: 130, stderr: announced });
  expect(await run("current")).toEqual(fine(`${first} Create (current)\n`));
  expect(await dump(database.url)).not.toContain("half");
});

describe("a file that does not compile", () => {
  const broken = `src/migrations/${id}-Broken.ts`;
  beforeEach(() => {
    add(
      folder,
      broken,
      `export class Broken${id} { async up( { this is no TypeScript`,
    );
  });

  it("is in the way of what has to run it, and nothing else", async () => {
    expect(await run("history")).toEqual(
      fine(/^1763797200000 -> 1763883600000 \(head\), Broken\n/),
    );
    expect(await run("show", "broken")).toMatchObject({ exit: 0 });
    expect(await run("upgrade", second)).toMatchObject({ exit: 0 });
    expect(await run("upgrade")).toEqual(
      ended(
        2,
        "",
        /^Error: .*Broken\.ts: it is not valid TypeScript in line 1/,
      ),
    );
    expect(await run("downgrade", "-1")).toMatchObject({ exit: 0 });
  });
});

it("two branches: named, listed, refused, and joined", async () => {
  const [left, right] = [id, String(Number(id) + 1)];
  const branch = (name: string, number: string): void => {
    add(
      folder,
      `src/migrations/${number}-${name}.ts`,
      `export class ${name}${number} {
         static readonly revises = "Widen${second}";
         async up(): Promise<void> {}
         async down(): Promise<void> {}
       }`,
    );
  };
  branch("Left", left);
  branch("Right", right);
  expect(await run("upgrade")).toEqual(
    ended(2, "", /^Error: There are 2 heads: \d{13} Left, \d{13} Right\./),
  );
  expect(await run("revision", "--autogenerate")).toEqual(
    ended(
      2,
      "",
      /not up to date: .* Run `typeorm-autogenerate upgrade heads` first\.\n$/,
    ),
  );
  expect(await run("branches")).toEqual(
    fine(
      `${second} Widen (branchpoint)\n    -> ${left} Left\n    -> ${right} Right\n`,
    ),
  );
  expect(await run("merge", "-m", "Join")).toEqual(
    fine(/-Join\.ts \.\.\. done/),
  );
  expect(await run("upgrade")).toMatchObject({ exit: 0 });
  expect(await run("current", "--check-heads")).toEqual(
    fine(/^\d{13} Join \(head\) \(current\) \(mergepoint\)\n$/),
  );
  expect(await run("history", "-r", `${second}:Left`)).toEqual(
    fine(/^.*-> 1763883600000, Left\n.* -> 1763797200000 .*Widen\n$/),
  );
  expect(await run("downgrade", "Widen")).toMatchObject({ exit: 0 });
  expect(await run("current", "--check-heads")).toMatchObject({ exit: 1 });
});

it("current --check-heads names what is not applied, below a head that is, too", async () => {
  await run("upgrade");
  expect(await run("current", "--check-heads")).toEqual(
    fine(`${second} Widen (head) (current)\n`),
  );
  await withSource(dataSourceOf(database.url, []), (opened) =>
    opened.query(`DELETE FROM migrations WHERE "timestamp" = ${first}`),
  );
  expect(await run("current", "--check-heads")).toEqual(
    ended(
      1,
      `${second} Widen (head) (current)\n`,
      `Not at every head: ${first} Create not applied.\n`,
    ),
  );
});

it("stamp records, and runs nothing", async () => {
  expect(await run("stamp", "head")).toEqual(
    fine(`Recorded as applied: ${second} Widen\n`),
  );
  expect(await run("stamp", "base")).toMatchObject({ exit: 0 });
  expect(await run("current")).toEqual(fine("", "Nothing is applied.\n"));
});

it("without a database tells what files tell", async () => {
  add(
    folder,
    "src/nowhere.ts",
    `import { DataSource } from "typeorm";
     export const dataSource = new DataSource({
       type: "postgres", url: "postgres://nobody:secret@127.0.0.1:1/none",
       migrations: ["src/migrations/*.ts"],
     });`,
  );
  const offline = (...args: readonly string[]): Promise<Ended> =>
    command(folder, [...args, "-d", "src/nowhere.ts"]);
  expect(await offline("heads")).toEqual(
    fine(`${second} Widen (head)\n`, /^Nothing is marked as applied/),
  );
  expect(await offline("upgrade", "base:head", "--sql")).toEqual(
    fine(
      /^SET client_encoding = 'UTF8';\n\n-- The table of applied revisions\nCREATE TABLE "migrations"/,
    ),
  );
  expect(await offline("revision", "-m", "Third", "--dry-run", "--js")).toEqual(
    fine(/^\/\*\*\n \* Third\n[^]*\nmodule\.exports = \{ Third\d{13} \};/),
  );
});
