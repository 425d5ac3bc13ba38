// Every command on a project, from the first revision to base again: what it prints, what it writes, how it ends.
import { readdirSync, readFileSync } from "node:fs";
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
        entities: ["src/entities/*.ts"], migrations: ["src/migrations/*.ts"],
      });`,
  });
  account();
});
afterEach(() => database.drop());

/** The entity with these columns beside its id. */
function account(...columns: readonly string[]): void {
  add(
    folder,
    "src/entities/account.ts",
    `import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
     @Entity() export class Account { @PrimaryGeneratedColumn() id: number; ${columns.join("\n")} }`,
  );
}

const name = "@Column() name: string;";
const fullName = "@Column() full_name: string;";

const run = (...args: readonly string[]): Promise<Ended> =>
  command(folder, [...args, "-d", "src/data-source.ts"]);

const json = async (...args: readonly string[]): Promise<unknown> =>
  JSON.parse((await run(...args, "--json")).stdout);

const generate = (...args: readonly string[]): Promise<Ended> =>
  run("revision", "--autogenerate", ...args);

const files = (): string[] => readdirSync(path.join(folder, "src/migrations"));

const fileNamed = (part: string): string =>
  path.join(
    folder,
    "src/migrations",
    files().find((file) => file.includes(part)) ?? "",
  );

it("goes the whole way: generate, upgrade, change, ask, amend, and back to base", async () => {
  const empty = await dump(database.url);
  account(name);
  expect(await generate("-m", "Create accounts")).toEqual(
    fine(
      /^Generating .*\/src\/migrations\/\d{13}-CreateAccounts\.ts \.\.\. done\n$/,
      "Detected added table 'account'\n",
    ),
  );
  expect(await run("current")).toEqual(fine("", "Nothing is applied.\n"));
  expect(await run("upgrade")).toEqual(
    fine("", /^Running upgrade {2}-> \d{13}, Create accounts\n$/),
  );
  expect(await run("check")).toEqual(fine("No changes detected.\n"));
  expect(await generate("-m", "Nothing")).toEqual(
    fine("No changes detected.\n"),
  );
  expect(files()).toHaveLength(1);

  account(fullName);
  const asked = await generate("-m", "Rename");
  expect(asked).toEqual(
    ended(
      3,
      /^Generating .*-Rename\.ts \.\.\. done\n$/,
      /Detected removed column 'account\.name'\n[^]*Question: Was "account"\."name" renamed to "account"\."full_name"\?[^]* --rename account\.name:full_name\n/,
    ),
  );
  expect(await run("upgrade")).toEqual(
    ended(
      2,
      "",
      /^Error: Unanswered, so nothing was run: \d{13} Rename: was "account"/,
    ),
  );
  expect(
    await generate("--amend", "--rename", "account.name:full_name"),
  ).toEqual(
    fine(
      `Generating ${fileNamed("Rename")} ... done\n`,
      "Detected renamed column 'account.name' to 'full_name'\n",
    ),
  );
  expect(await generate("--amend", "-m", "Other")).toEqual(
    fine(
      `Generating ${fileNamed("Rename")} ... done\n`,
      /^The message stays as it is: --amend keeps id, name and message, so "Other" is not used\.\n/,
    ),
  );
  expect(await generate("--amend", "--rev-id", "1700000000000")).toEqual(
    ended(2, "", /'--amend' cannot be used with option '--rev-id <digits>'/),
  );
  expect(files()).toHaveLength(2);
  expect(await run("upgrade", "head")).toEqual(
    fine("", /^Running upgrade \d{13} -> \d{13}, Rename\n$/),
  );
  expect(await run("check")).toEqual(fine("No changes detected.\n"));
  expect(await generate("--amend")).toEqual(
    ended(
      2,
      "",
      /^Error: Revision \d{13} Rename is applied, so it cannot be amended\./,
    ),
  );

  expect(await run("downgrade", "-1")).toEqual(
    fine("", /^Running downgrade \d{13} -> \d{13}, Rename\n$/),
  );
  expect(await run("downgrade", "base")).toEqual(
    fine("", /^Running downgrade \d{13} -> , Create accounts\n$/),
  );
  const left = await dump(database.url);
  expect(left).not.toContain("account");
  expect(empty).not.toContain("migrations");
}, 180_000);

describe("check", () => {
  it("finds changes, and shows them as a diff when asked", async () => {
    const plain = await run("check");
    expect(plain).toEqual(ended(1, "Detected added table 'account'\n", ""));
    const verbose = await run("check", "-v");
    expect(verbose).toEqual(
      ended(
        1,
        /^Detected added table 'account'\n--- live\n\+\+\+ desired\n@@ [^]*\n\+ +column id /,
        "",
      ),
    );
    expect(readdirSync(path.join(folder, "src"))).not.toContain("migrations");
  });

  it("prints one JSON document", async () => {
    expect(await json("check")).toMatchObject({
      clean: false,
      operations: [{ kind: "createTable", table: { name: "account" } }],
      questions: [],
      hazards: [],
      notices: [],
      schemaDiff: expect.stringContaining("+table account") as string,
      answers: { renames: {} },
    });
  });

  it("takes the flag for the DataSource as TypeORM spells it, too", async () => {
    const args = ["check", "--dataSource", "src/data-source.ts"];
    expect(await command(folder, args)).toMatchObject({ exit: 1 });
  });

  it("looks only where it is told to", async () => {
    expect(await run("check", "--exclude", "acc*")).toEqual(
      fine("No changes detected.\n"),
    );
    expect(await run("check", "--include", "acc*")).toEqual(
      ended(1, "Detected added table 'account'\n", ""),
    );
    expect(await run("check", "--include", "other")).toEqual(
      ended(2, "", /^Error: "other" in include names no table or view/),
    );
  });

  it("refuses an answer that fits no question", async () => {
    expect(await run("check", "--rename", "account.x:y")).toEqual(
      ended(2, "", /^Error: .*account\.x/),
    );
  });
});

describe("revision", () => {
  it("without --autogenerate writes an empty one", async () => {
    expect(await run("revision", "-m", "By hand")).toEqual(
      fine(/^Generating .*-ByHand\.ts \.\.\. done\n$/),
    );
    expect(readFileSync(fileNamed("ByHand"), "utf8")).toContain(
      "export class ByHand",
    );
    expect(await run("upgrade")).toMatchObject({ exit: 0 });
  });

  it("writes where it is told to", async () => {
    expect(await run("revision", "--directory", "db/new")).toMatchObject({
      exit: 0,
    });
    expect(readdirSync(path.join(folder, "db/new"))).toHaveLength(1);
  });

  it("prints one JSON document, with answers to fill in", async () => {
    account(name);
    await generate();
    await run("upgrade");
    account(fullName);
    expect(await json("revision", "--autogenerate", "-m", "x")).toMatchObject({
      operations: expect.any(Array) as unknown[],
      questions: [{ kind: "renamedColumn", subject: "account.name" }],
      file: { path: fileNamed("-X") },
      answers: { renames: { "account.name": "full_name" } },
    });
  });

  it("takes answers from a file", async () => {
    account(name);
    await generate();
    await run("upgrade");
    account(fullName);
    add(
      folder,
      "answers.json",
      `{ "renames": { "account.name": "full_name" } }`,
    );
    expect(await generate("--answers", "answers.json")).toEqual(
      fine(
        /^Generating /,
        "Detected renamed column 'account.name' to 'full_name'\n",
      ),
    );
  });

  it("refuses to compare while a migration is pending", async () => {
    await generate("-m", "First");
    expect(await generate("-m", "Second")).toEqual(
      ended(2, "", /^Error: Target database is not up to date: /),
    );
  });

  it("says of a file that is amended once nothing differs that it does nothing", async () => {
    account(name);
    await generate();
    await run("upgrade");
    account(fullName);
    await generate("--rename", "account.name:full_name");
    account(name);
    expect(await generate("--amend")).toEqual(
      fine(
        /^No changes detected: the file does nothing from now on\. Where nobody else has it, it may be deleted\.\nGenerating .* done\n$/,
        "",
      ),
    );
    expect(await run("upgrade")).toEqual(expect.objectContaining({ exit: 0 }));
    expect(await run("check")).toEqual(fine("No changes detected.\n"));
  });

  it("refuses to amend by hand, or where there is nothing to amend", async () => {
    expect(await run("revision", "--amend")).toEqual(
      ended(2, "", /^Error: --amend is about what --autogenerate finds\./),
    );
    expect(await generate("--amend")).toEqual(
      ended(2, "", /^Error: There is no revision to amend\./),
    );
  });

  it("says when the DataSource will not find what it wrote", async () => {
    add(
      folder,
      "src/data-source.ts",
      `
      import "reflect-metadata";
      import { DataSource } from "typeorm";
      export const dataSource = new DataSource({
        type: "postgres", url: "${database.url}", entities: ["src/entities/*.ts"],
      });`,
    );
    expect(await generate()).toEqual(
      fine(
        /^Generating .*\/migrations\/\d{13}-.*\.ts \.\.\. done\n$/,
        /Add to its options: migrations: \["migrations\/\*\.ts"\]\n$/,
      ),
    );
  });

  it("shows the diff when asked", async () => {
    expect(await generate("-v")).toEqual(
      fine(/^--- live\n[^]*\nGenerating /, /^Detected added table/),
    );
  });
});
