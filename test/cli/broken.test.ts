// Broken input: one clear sentence, the right exit code, nothing left behind.
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { testServer } from "../servers/index";
import { builtCommand, projects, type Ended, type Files } from "./command";

const command = builtCommand();
const project = projects();

const commonJs = `const { DataSource } = require("typeorm");`;

/** Runs \`check\`, which every project has to pass, in a project with these files. */
const check = (files: Files, file = "data-source.js"): Promise<Ended> =>
  command(project(files), ["check", "-d", file]);

/** One sentence and nothing else. */
const refused = (sentence: RegExp): object => ({
  exit: 2,
  stdout: "",
  stderr: expect.stringMatching(
    new RegExp(`^Error: (?:${sentence.source})[^\\n]*\\n$`),
  ) as string,
});

describe("the module with the DataSource", () => {
  it("is not named", async () => {
    expect(await command(project({}), ["check"])).toMatchObject({
      exit: 2,
      stderr:
        "Error: No DataSource is named. Name the module that exports it: -d src/data-source.ts, or dataSource in typeorm-autogenerate.config.json\n",
    });
  });

  it("is not there", async () => {
    expect(await check({})).toEqual(
      refused(/No such file: \/.*\/data-source\.js\. Name the module/),
    );
  });

  it("is no module", async () => {
    expect(await check({ "x.json": "{}" }, "x.json")).toEqual(
      refused(/\/.*x\.json is not a JavaScript or TypeScript module\./),
    );
    expect(await check({ "x/y.js": "" }, "x")).toEqual(
      refused(/\/.*\/x is not a JavaScript or TypeScript module\./),
    );
  });

  it.each([
    [
      "exports.a = 1; exports.B = class B {};",
      /.* exports no DataSource, only B, a\./,
    ],
    ["", /.* exports no DataSource\. Export one/],
    [
      `${commonJs} exports.a = new DataSource({ type: "postgres" }); exports.b = new DataSource({ type: "postgres" });`,
      /.* exports 2 DataSources: a, b\. Name a module that exports one\./,
    ],
    [`throw new Error("no config");`, /Cannot load .*: no config/],
    [
      `require("./nothing");`,
      /Cannot load .*: Cannot find module '\.\/nothing'/,
    ],
    [`let x = ;`, /Cannot load .*: Unexpected token/],
    [
      `module.exports = Promise.reject(new Error("too late"));`,
      /Cannot load .*: too late/,
    ],
    [`throw "only text";`, /Cannot load .*: only text/],
    [`throw { message: "in an object" };`, /Cannot load .*: in an object/],
    [`throw {};`, /Cannot load .*: something was thrown that .* \(object\)/],
    [`throw undefined;`, /Cannot load .*: something .* \(undefined\)/],
    [`throw new RangeError();`, /Cannot load .*: RangeError without a message/],
    [
      `throw Object.assign(new Error(), { code: "EX" });`,
      /Cannot load .*: Error EX without a message/,
    ],
    [
      `throw new Error(__filename);`,
      /Cannot load .*: it throws an error whose message is no more than this path/,
    ],
  ])("%s", async (text, sentence) => {
    expect(await check({ "data-source.js": text })).toEqual(refused(sentence));
  });

  it("is not TypeScript, though it is called so", async () => {
    expect(
      await check({ "x.ts": "let x: number = 1;\nlet y: = 2;" }, "x.ts"),
    ).toEqual(refused(/\/.*\/x\.ts is not valid TypeScript in line 2: /));
  });

  it("names an entity that is broken", async () => {
    const files = {
      "entities/a.ts": `throw new Error("broken entity");`,
      "x.ts": `import { DataSource } from "typeorm"; export default new DataSource({ type: "postgres", entities: ["entities/*.ts"] });`,
    };
    expect(await check(files, "x.ts")).toEqual(
      refused(/Cannot load .*: broken entity/),
    );
  });
});

describe("the database", () => {
  const at = async (url: string): Promise<Ended> =>
    check({
      "data-source.js": `${commonJs} module.exports = new DataSource({ type: "postgres", url: "${url}" });`,
    });

  it("is down", async () => {
    expect(await at("postgres://ann:s3cret@127.0.0.1:1/x")).toEqual(
      refused(
        /Cannot connect to the postgres database: connect ECONNREFUSED 127\.0\.0\.1:1\. Check/,
      ),
    );
    expect(await at("postgres://ann:s3cret@localhost:1/x")).toEqual(
      refused(
        /Cannot connect to the postgres database: .*ECONNREFUSED.*\. Check/,
      ),
    );
  });

  it.each([
    "bob:S3C@R3T#S3C@127.0.0.1:1/x",
    "bob:S3C@R3T/S3C@127.0.0.1:1/x",
    "bob:S3C/R3T@127.0.0.1:1/x",
    "R3T:1/S3C@127.0.0.1:1/x",
    "bob:S3C?R3T@127.0.0.1:1/x",
    "bob:S3C@R3T@127.0.0.1:1/x",
  ])(
    "has a url with a password that reads as something else: %s",
    async (rest) => {
      for (const type of ["postgres", "mysql"]) {
        const { stdout, stderr, exit } = await check({
          "data-source.js": `${commonJs} module.exports = new DataSource({ type: "${type}", url: "${type}://${rest}" });`,
        });
        expect({ exit, stdout }).toEqual({ exit: 2, stdout: "" });
        expect(stderr).toMatch(
          new RegExp(
            `^Error: Cannot connect to the ${type} database: \\w+\\. Its url does not read as .* percent-encoded, .*\\n$`,
          ),
        );
        expect(stderr).not.toMatch(/S3C|R3T|bob/i);
      }
    },
  );

  it("has an empty url, which is none", async () => {
    expect((await at("")).stderr).not.toContain("Its url");
  });

  it.each(["postgres", "mysql", "mariadb"])(
    "of type %s is not said where to find, as where a variable is not set",
    async (type) => {
      const on = (options: string): Promise<Ended> =>
        check({
          "data-source.js": `${commonJs} module.exports = new DataSource({ type: "${type}", port: 1, ${options} });`,
        });
      const hint = "It has neither url nor host: an environment variable";
      expect((await on("url: process.env.NO_SUCH_URL")).stderr).toContain(hint);
      expect((await on('host: "127.0.0.1"')).stderr).not.toContain(hint);
    },
  );

  it("does not know the user, or is not there", async () => {
    const { url } = await testServer("postgres");
    const nobody = new URL(url);
    nobody.username = "nobody_here";
    nobody.password = "s3cret";
    expect(await at(nobody.href)).toEqual(
      refused(
        /Cannot connect to the postgres database: .*nobody_here.*\. Check/,
      ),
    );
    const nowhere = new URL(url);
    nowhere.pathname = "/nowhere_here";
    expect(await at(nowhere.href)).toEqual(
      refused(
        /Cannot connect to the postgres database: .*nowhere_here.*\. Check/,
      ),
    );
  });

  it("is of a kind that is not supported", async () => {
    expect(
      await check({
        "data-source.js": `${commonJs} module.exports = new DataSource({ type: "cockroachdb", timeTravelQueries: false });`,
      }),
    ).toEqual(
      refused(
        /The DataSource is of type "cockroachdb", which is not supported\./,
      ),
    );
  });

  it("is not told in the JSON either", async () => {
    const folder = project({
      "data-source.js": `${commonJs} module.exports = new DataSource({ type: "postgres", url: "postgres://ann:s3cret@127.0.0.1:1/x" });`,
    });
    const { exit, stdout } = await command(folder, [
      "check",
      "-d",
      "data-source.js",
      "--json",
    ]);
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      error: expect.stringMatching(/^Cannot connect/) as string,
    });
    expect(stdout).not.toContain("s3cret");
  });
});

describe("a migration", () => {
  const among = async (files: Files): Promise<Ended> =>
    command(
      project({
        "data-source.js": `${commonJs} module.exports = new DataSource({ type: "postgres", url: "postgres://nobody@127.0.0.1:1/none", migrations: ["migrations/*"] });`,
        ...files,
      }),
      ["history", "-d", "data-source.js", "--json"],
    );
  const body = "{ async up() {} async down() {} }";

  it.each([
    ["a.js", `module.exports = class ${body};`],
    ["a.js", `exports.A = class ${body};`],
    ["a.mjs", `export default class ${body}`],
    ["a.ts", `export default class ${body}`],
    ["a.js", `exports.A = class A { name = ""; ${body.slice(1)};`],
  ])("has no name: %s, %s", async (name, text) => {
    const { exit, stdout } = await among({ [`migrations/${name}`]: text });
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      error: expect.stringMatching(
        new RegExp(
          `^The class of a migration in /.*/migrations/${name} has no name\\. Give it one that ends in 13 digits, as in `,
        ),
      ) as string,
    });
  });

  it("has no id, or the name of another", async () => {
    const { exit, stdout } = await among({
      "migrations/a.js": `exports.A = class AddPeople ${body};`,
      "migrations/b.js": `exports.B = class B1700000000001 ${body};`,
      "migrations/c.js": `exports.B = class B1700000000001 ${body};`,
    });
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      error: expect.stringMatching(
        /^Migration "AddPeople" in \/.*\/migrations\/a\.js has no id: .* Two migrations are named "B1700000000001", in \/.*b\.js and \/.*c\.js\. /,
      ) as string,
    });
  });
});

describe("the folder for migrations", () => {
  const inFolder = async (
    ...flags: readonly string[]
  ): Promise<Ended & { readonly folder: string }> => {
    const { url } = await testServer("postgres");
    const folder = project({
      "data-source.js": `${commonJs} module.exports = new DataSource({ type: "postgres", url: "${url}", migrations: ["db/*/*.js"] });`,
    });
    writeFileSync(path.join(folder, "taken"), "");
    const args = ["revision", "-d", "data-source.js", "-m", "x", ...flags];
    return { ...(await command(folder, args)), folder };
  };

  const left = ["data-source.js", "node_modules", "taken"];

  it("cannot be made", async () => {
    const { folder, ...ended } = await inFolder("--directory", "taken/here");
    expect(ended).toEqual(
      refused(
        /Cannot write .*\/taken\/here\/\d{13}-X\.js: .*\/taken is not a folder\. See that/,
      ),
    );
    expect(readdirSync(folder).sort()).toEqual(left);
  });

  it("cannot be made for its name, and those above it are taken away again", async () => {
    const { folder, ...ended } = await inFolder(
      "--directory",
      `new/${"x".repeat(300)}`,
    );
    expect(ended).toEqual(refused(/Cannot write .*: ENAMETOOLONG: /));
    expect(readdirSync(folder).sort()).toEqual(left);
  });

  it.each(["/proc/x", "/proc", "/dev/null/x", "/dev/null"])(
    "is one in which nobody writes: %s",
    async (place) => {
      const { folder: _, ...ended } = await inFolder("--directory", place);
      expect(ended).toEqual(
        refused(/Cannot write \/(?:proc|dev)\/.*: .*\. See that its folder/),
      );
    },
  );

  it("cannot be told from the globs", async () => {
    const { folder: _, ...ended } = await inFolder();
    expect(ended).toEqual(
      refused(
        /The DataSource looks for migrations in several folders \(db\/\*\/\*\.js\)\./,
      ),
    );
  });
});

describe("the command line", () => {
  it.each([
    [["nonsense"], /error: unknown command 'nonsense'/],
    [["check", "--nonsense", "-d", "x"], /error: unknown option '--nonsense'/],
    [["downgrade", "-d", "x"], /error: missing required argument 'target'/],
    [
      ["revision", "-d", "x", "-m", ""],
      /error: option '-m, --message <text>' argument '' is invalid\. It is empty\./,
    ],
    [
      ["revision", "-d", "x", "--autogenerate", "--message", " \t"],
      /error: option '-m, --message <text>' argument '.*' is invalid\. It is empty\./,
    ],
    [["merge", "-d", "x", "-m", ""], /argument '' is invalid\. It is empty\./],
  ])("%j is refused", async (args, message) => {
    expect(await command(project({}), args)).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(message) as string,
    });
  });

  it.each([
    [["nonsense"], "unknown command 'nonsense'"],
    [["upgrade", "--bogus"], "unknown option '--bogus'"],
    [["downgrade"], "missing required argument 'target'"],
    [
      ["upgrade", "--transaction", "some"],
      "option '--transaction <mode>' argument 'some' is invalid. Allowed choices are all, each, none.",
    ],
    [["check", "--jsn"], "unknown option '--jsn' (Did you mean --json?)"],
    [[], "unknown option '--json'"],
  ])("%j with --json is refused in JSON", async (args, message) => {
    const { exit, stdout, stderr } = await command(project({}), [
      ...args,
      "--json",
    ]);
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toEqual({ error: message });
    expect(stderr).toMatch(/^error: /);
  });

  it.each([[["--help"]], [["check", "--help"]], [["--version"]]])(
    "%j is answered",
    async (args) => {
      expect(await command(project({}), args)).toMatchObject({
        exit: 0,
        stderr: "",
      });
    },
  );
});
