// The DataSource is loaded as the project wrote it, in whatever odd way, and nothing is loaded for it that it does not need. The usual ways are in projects.test.ts.
import path from "node:path";
import { testServer, type TestDatabase } from "../servers/index";
import { add, builtCommand, projects, type Files } from "./command";
import { fine } from "./ended";

const command = builtCommand();
const project = projects();

let database: TestDatabase;
beforeAll(async () => {
  database = await (await testServer("postgres")).createDatabase();
});
afterAll(() => database.drop());

/** Entities in TypeScript that import each other, one with metadata that only a compiler of decorators gives. */
const entities: Files = {
  "src/entities/user.ts": `
    import { Column, Entity, OneToMany, PrimaryGeneratedColumn } from "typeorm";
    import { Photo } from "./photo";
    import { Role } from "./role";

    @Entity()
    export class User {
      @PrimaryGeneratedColumn() id!: number;
      @Column() name: string;
      @Column({ type: "enum", enum: Role }) role: Role = Role.Guest;
      @OneToMany(() => Photo, (photo) => photo.user) photos: Photo[];
    }`,
  "src/entities/photo.ts": `
    import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from "typeorm";
    import { User } from "./user";

    @Entity()
    export class Photo {
      @PrimaryGeneratedColumn() id!: number;
      @Column() taken: Date;
      @ManyToOne(() => User, (user) => user.photos) user: User;
    }`,
  "src/entities/role.ts": `export enum Role { Guest = "guest", Admin = "admin" }`,
};

const javaScriptEntity = `
  class User {}
  const User$ = new EntitySchema({
    name: "User", target: User, tableName: "user",
    columns: { id: { type: Number, primary: true, generated: true } },
  });`;

/** Source of a DataSource, without what exports it. */
const source = (lists: string): string =>
  `new DataSource({ type: "postgres", url: "${database.url}", ${lists} })`;

const imports = `import "reflect-metadata"; import { DataSource } from "typeorm";`;

/** Which tables \`check\` finds wanted. */
async function tablesOf(
  folder: string,
  file: string,
  ...nodeArgs: readonly string[]
): Promise<string> {
  const args = ["check", "-d", file, "--json"];
  const { stdout, stderr } = await command(folder, args, nodeArgs);
  const { operations, error } = JSON.parse(stdout) as {
    operations?: { kind: string; table: { name: string } }[];
    error?: string;
  };
  return (
    operations
      ?.filter(({ kind }) => kind === "createTable")
      .map(({ table }) => table.name)
      .sort()
      .join(" ") ?? `${error ?? ""} ${stderr}`
  );
}

describe("a TypeScript project", () => {
  const withDataSource = (text: string, more: Files = {}): string =>
    project({ ...entities, "src/data-source.ts": text, ...more });

  it("with globs, on the oldest TypeORM", async () => {
    const folder = project(
      {
        ...entities,
        "src/data-source.ts": `
          ${imports}
          export const dataSource = ${source(`entities: ["src/entities/*.ts"], migrations: ["src/migrations/*.ts"], subscribers: ["src/subscribers/*.ts"]`)};`,
      },
      "typeorm-0.3.20",
    );
    expect(await tablesOf(folder, "src/data-source.ts")).toBe("photo user");
  });

  it("with globs and classes of the same files", async () => {
    const folder = withDataSource(`
      ${imports}
      import { User } from "./entities/user";
      export default ${source(`entities: [User, __dirname + "/entities/*{.ts,.js}"]`)};`);
    expect(await tablesOf(folder, "src/data-source.ts")).toBe("photo user");
  });

  it.each([
    [
      "the only function",
      "export function make(): DataSource { return SOURCE; }",
    ],
    [
      "one, twice",
      "export const dataSource = SOURCE; export default dataSource;",
    ],
    ["one, beside other things", "export const a = SOURCE; export class B {}"],
  ])("that exports %s", async (_, text) => {
    const folder = withDataSource(
      `${imports} ${text.replace("SOURCE", source(`entities: ["src/entities/*.ts"]`))}`,
    );
    expect(await tablesOf(folder, "src/data-source.ts")).toBe("photo user");
  });

  it("that prints while it is loaded does not spoil the JSON", async () => {
    const folder = withDataSource(`
      ${imports}
      console.log("loading");
      export const dataSource = ${source(`entities: ["src/entities/*.ts"], logging: true`)};`);
    expect(await tablesOf(folder, "src/data-source.ts")).toBe("photo user");
  });
});

describe("a JavaScript project", () => {
  const commonJs = `
    const { DataSource, EntitySchema } = require("typeorm");
    ${javaScriptEntity}`;
  const esModule = `
    import { DataSource, EntitySchema } from "typeorm";
    ${javaScriptEntity}`;

  it.each([
    ["data-source.js", commonJs, "module.exports = SOURCE;"],
    ["data-source.cjs", commonJs, "module.exports = { dataSource: SOURCE };"],
    ["data-source.js", commonJs, "exports.default = SOURCE;"],
    ["data-source.mjs", esModule, "export const dataSource = SOURCE;"],
    ["data-source.mjs", esModule, "export default () => SOURCE;"],
  ])("%s", async (name, text, exported) => {
    const folder = project({
      [name]: text + exported.replace("SOURCE", source("entities: [User$]")),
    });
    expect(await tablesOf(folder, name)).toBe("user");
  });

  it("is loaded without a loader, and checked without an emitter", async () => {
    const folder = project({
      "data-source.js": `${commonJs} module.exports = ${source("entities: [User$]")};`,
    });
    add(
      folder,
      "spy.js",
      `process.on("exit", () => {
        const loaded = Object.keys(require.cache).flatMap((file) => /node_modules.(jiti|@swc|ts-morph|typescript)/.exec(file)?.[1] ?? []);
        process.stderr.write("loaded: " + [...new Set(loaded)].join() + ".");
      });`,
    );
    const spy = ["-r", path.join(folder, "spy.js")];
    const run = await command(folder, ["check", "-d", "data-source.js"], spy);
    expect(run).toMatchObject({ exit: 1, stderr: "loaded: ." });
  });

  it.each([
    ["commonjs", commonJs, "module.exports = SOURCE;", "module.exports = {"],
    ["module", esModule, "export default SOURCE;", "export class"],
  ])(
    "gets revisions that it finds, as %s",
    async (type, text, exported, written) => {
      const folder = project({
        "package.json": JSON.stringify({ type }),
        "data-source.js":
          text +
          exported.replace(
            "SOURCE",
            source(`entities: [User$], migrations: ["m/*.js"]`),
          ),
      });
      const run = (...args: readonly string[]) =>
        command(folder, [...args, "-d", "data-source.js"]);
      expect(await run("revision", "--autogenerate", "-m", "One")).toEqual({
        exit: 0,
        stdout: expect.stringMatching(/-One\.js \.\.\. done\n$/) as string,
        stderr: "Detected added table 'user'\n",
      });
      const { stdout } = await run("revision", "-m", "Two", "--dry-run");
      expect(stdout).toContain(written);
      const { stdout: sql } = await run("upgrade", "base:head", "--sql");
      expect(sql).toContain('CREATE TABLE "user"');
    },
  );

  it("is told what to add where its globs do not name what was written", async () => {
    const folder = project({
      "data-source.js": `${commonJs} module.exports = ${source(`migrations: ["m/Init*.js"]`)};`,
    });
    const { stderr } = await command(folder, [
      ...["revision", "-m", "One", "-d", "data-source.js"],
    ]);
    expect(stderr).toBe(
      `The DataSource does not name this file among its migrations, so it will not find it. Add to its options: migrations: ["m/*.js"]\n`,
    );
  });
});

describe("a new file is found by the DataSource, and run", () => {
  const esModule = (lists: string): Files => ({
    "source.mjs": `
      import { DataSource } from "typeorm";
      export default ${source(lists)};`,
    "package.json": `{ "type": "module" }`,
  });
  const commonJs = (lists: string): Files => ({
    "source.cjs": `
      const { DataSource } = require("typeorm");
      module.exports = ${source(lists)};`,
  });

  it.each([
    ["mjs", "source.mjs", esModule],
    ["cjs", "source.cjs", commonJs],
    ["mts", "source.mjs", esModule],
    ["cts", "source.cjs", commonJs],
  ])("as .%s, which its glob names", async (ending, file, files) => {
    const table = `migrations_${ending}`;
    const folder = project(
      files(`migrations: ["m/*.${ending}"], migrationsTableName: "${table}"`),
    );
    const run = (...args: readonly string[]) =>
      command(folder, [...args, "-d", file]);
    expect(await run("revision", "-m", "First")).toEqual(
      fine(new RegExp(`/m/\\d{13}-First\\.${ending} \\.\\.\\. done\\n$`)),
    );
    expect(await run("upgrade")).toEqual(
      fine("", /^Running upgrade {2}-> \d{13}, First\n$/),
    );
  });

  it("in JavaScript where nothing is named and the project is in that", async () => {
    const folder = project(esModule(""));
    expect(
      await command(folder, ["revision", "-m", "First", "-d", "source.mjs"]),
    ).toEqual(
      fine(
        /\/migrations\/\d{13}-First\.js \.\.\. done\n$/,
        /migrations: \["migrations\/\*\.js"\]\n$/,
      ),
    );
  });
});
