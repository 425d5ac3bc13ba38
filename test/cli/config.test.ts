// What a project says for all commands, help, and completion.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describeOn, getShell } from "../servers";
import { add, builtCommand, projects, type Ended } from "./command";
import { ended, fine } from "./ended";

const command = builtCommand();
const project = projects();

const dataSource = `
  const { DataSource } = require("typeorm");
  module.exports = new DataSource({
    type: "postgres", url: "postgres://nobody:secret@127.0.0.1:1/none", migrations: ["migrations/*"],
  });`;

const inFolder = (files: Record<string, string>): string =>
  project({ "src/source.js": dataSource, ...files });
const newRevision = (folder: string, ...more: string[]): Promise<Ended> =>
  command(folder, ["revision", "-m", "Try", ...more]);

const named = { dataSource: "src/source.js" };
const json = JSON.stringify;

it.each([
  ["typeorm-autogenerate.config.json", json(named)],
  ["typeorm-autogenerate.config.js", `module.exports = ${json(named)};`],
  ["typeorm-autogenerate.config.mjs", `export default ${json(named)};`],
  [
    "typeorm-autogenerate.config.ts",
    `const config: { dataSource: string } = ${json(named)};\nexport default config;`,
  ],
  ["package.json", json({ "typeorm-autogenerate": named })],
])("%s names the DataSource", async (name, text) => {
  const folder = inFolder({ [name]: text });
  expect(await newRevision(folder)).toEqual(fine(/-Try\.ts \.\.\. done\n$/));
});

it.each([
  [
    "shape.js",
    `module.exports = (source, { id, message }) => source.replace("/**", "// " + id + " " + message + "\\n/**");`,
  ],
  [
    "shape.ts",
    `type Shape = { id: string; message: string };\nexport default async (source: string, { id, message }: Shape) => source.replace("/**", "// " + id + " " + message + "\\n/**");`,
  ],
])("gives files another shape: %s", async (template, text) => {
  const folder = inFolder({
    [template]: text,
    "typeorm-autogenerate.config.json": json({ ...named, hooks: { template } }),
  });
  const { stdout } = await newRevision(folder, "--dry-run");
  expect(stdout).toMatch(/^\/\/ \d{13} Try\n\/\*\*$/m);
});

it.each([
  ["module.exports = 7;", "exports no function as default"],
  ["throw new Error('lost');", "Cannot load the template .*shape.js: lost"],
  ["module.exports = () => 7;", "The template does not give the source"],
])("says what is wrong with a template: %s", async (text, message) => {
  const folder = inFolder({
    "shape.js": text,
    "typeorm-autogenerate.config.json": json({
      ...named,
      hooks: { template: "shape.js" },
    }),
  });
  expect(await newRevision(folder)).toEqual(ended(2, "", new RegExp(message)));
});

it("says where and how files are written, and what runs after; flags win", async () => {
  const folder = inFolder({
    "typeorm-autogenerate.config.json": json({
      ...named,
      directory: "database/changes",
      format: "commonjs",
      hooks: { afterWrite: ["cp {file} copy.txt", "echo to standard error"] },
    }),
  });
  const { exit, stdout, stderr } = await newRevision(folder);
  expect({ exit, stderr }).toMatchObject({
    exit: 0,
    stderr: expect.stringContaining(
      "Running cp {file} copy.txt\nRunning echo to standard error\nto standard error\n",
    ) as string,
  });
  expect(stdout).toMatch(/database\/changes\/\d{13}-Try\.js \.\.\. done\n$/);
  expect(readFileSync(path.join(folder, "copy.txt"), "utf8")).toContain(
    "module.exports = {",
  );
  const other = await newRevision(
    folder,
    ...["--directory", "elsewhere", "--esm", "--dry-run"],
  );
  expect(other.stdout).toContain("export class Try");
  expect(existsSync(path.join(folder, "elsewhere"))).toBe(false);
  expect(await newRevision(folder, "-d", "none.js")).toEqual(
    ended(2, "", /^Error: No such file: .*none\.js/),
  );
});

it("a hook that fails is an error, and the file stays", async () => {
  const folder = inFolder({
    "typeorm-autogenerate.config.json": json({
      ...named,
      directory: "changes",
      hooks: { afterWrite: ["exit 7"] },
    }),
  });
  expect(await newRevision(folder)).toMatchObject({
    exit: 2,
    stderr: expect.stringMatching(
      /Error: .*-Try\.ts is written, but the hook `exit 7` failed with 7\.\n$/,
    ) as string,
  });
  expect(readdirSync(path.join(folder, "changes"))).toHaveLength(1);
});

it.each([
  [
    { datasource: "x" },
    '"datasource", which is not known. Did you mean "dataSource"?',
  ],
  [{ excludes: [] }, '"excludes", which is not known. Did you mean "exclude"?'],
  [{ colour: "red" }, "There are: dataSource, envFile, directory,"],
  [
    { exclude: "a" },
    '"exclude" in typeorm-autogenerate.config.json is not a list of texts.',
  ],
  [
    { format: "ts" },
    '"format" in typeorm-autogenerate.config.json is not one of typescript,',
  ],
  [{ hooks: { afterWrites: [] } }, 'Did you mean "afterWrite"?'],
  [{ answers: { rename: {} } }, 'Did you mean "renames"?'],
  [[], "typeorm-autogenerate.config.json does not give an object."],
])("%j is refused", async (config, sentence) => {
  const folder = inFolder({
    "typeorm-autogenerate.config.json": json(config),
  });
  const { exit, stderr } = await newRevision(folder);
  expect(exit).toBe(2);
  expect(stderr).toContain(sentence);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

it("two configurations are refused, and one that cannot be loaded", async () => {
  const folder = inFolder({
    "typeorm-autogenerate.config.js": "throw new Error('no luck');",
  });
  expect(await newRevision(folder)).toEqual(
    ended(2, "", /^Error: Cannot load .*config\.js: no luck\n$/),
  );
  add(folder, "package.json", json({ "typeorm-autogenerate": named }));
  expect(await newRevision(folder)).toEqual(
    ended(
      2,
      "",
      'Error: There are 2 configurations: typeorm-autogenerate.config.js, "typeorm-autogenerate" in package.json. Keep one of them.\n',
    ),
  );
});

describe("environment variables", () => {
  const reading = `
    const { DataSource } = require("typeorm");
    module.exports = new DataSource({
      type: "postgres", url: "postgres://nobody@127.0.0.1:1/none", migrations: [process.env.PLACE + "/*.ts"],
    });`;
  const inPlace = (place: string): object =>
    fine(new RegExp(`/${place}/\\d{13}-Try\\.ts \\.\\.\\. done\n$`));

  it("are those of a file only where it is named, by a flag or the configuration", async () => {
    const folder = project({
      "src/source.js": reading,
      ".env": "PLACE=plain",
      "other.env": "# a comment\nPLACE='other one'",
    });
    const flags = ["-d", "src/source.js"];
    expect(await newRevision(folder, ...flags)).toEqual(inPlace("undefined"));
    expect(await newRevision(folder, ...flags, "--env-file", ".env")).toEqual(
      inPlace("plain"),
    );
    expect(await command(folder, ["init", "--env-file", ".env"])).toMatchObject(
      { exit: 0 },
    );
    expect(await newRevision(folder)).toEqual(inPlace("plain"));
    expect(await newRevision(folder, "--env-file", "other.env")).toEqual(
      inPlace("other one"),
    );
  });

  it("have to be in the file that is named", async () => {
    const flags = ["-d", "src/source.js", "--env-file", "none.env"];
    const refused = ended(
      2,
      "",
      /^Error: Cannot read environment variables from .*none\.env: ENOENT[^\n]*\n$/,
    );
    const folder = project({ "src/source.js": reading });
    // Without this, Node 20 takes the flag for its own.
    expect(await command(folder, ["current", ...flags], ["--"])).toEqual(
      refused,
    );
    add(
      folder,
      "typeorm-autogenerate.config.json",
      json({ dataSource: "src/source.js", envFile: "none.env" }),
    );
    expect(await newRevision(folder)).toEqual(refused);
  });
});

it("help ends with an example", async () => {
  expect((await command(inFolder({}), ["stamp", "--help"])).stdout).toMatch(
    /\n\nExample:\n {2}npx typeorm-autogenerate stamp head --purge -d src\/data-source\.ts\n$/,
  );
});

describeOn("fish", "in fish", () => {
  beforeAll(() => getShell("fish"), 120_000);

  it("completes commands and flags", async () => {
    const { stdout } = await command(inFolder({}), ["completion", "fish"]);
    const complete = (line: string): string =>
      execFileSync("fish", ["-c", `${stdout}\ncomplete -C '${line}'`], {
        encoding: "utf8",
      });
    expect(complete("typeorm-autogenerate sta")).toMatch(/^stamp\t/);
    expect(complete("typeorm-autogenerate stamp --p")).toMatch(/^--purge\t/);
  });
});

describeOn("zsh", "in zsh", () => {
  beforeAll(() => getShell("zsh"), 120_000);

  it("completes, also where nothing has begun its completion", async () => {
    const folder = inFolder({});
    const { stdout } = await command(folder, ["completion", "zsh"]);
    const script = `${stdout}\necho "$_comps[typeorm-autogenerate]"`;
    // Completion keeps a file of its own at home.
    const env = { ...process.env, HOME: folder, ZDOTDIR: folder };
    expect(
      execFileSync("zsh", ["-fc", script], { encoding: "utf8", env }),
    ).toContain("_typeorm_autogenerate");
  });
});

it("completes commands and flags in bash, and speaks to zsh and fish", async () => {
  const folder = inFolder({});
  const { stdout: bash } = await command(folder, ["completion", "bash"]);
  const complete = (...words: string[]): string[] =>
    execFileSync(
      "bash",
      [
        "-c",
        `${bash}\nCOMP_WORDS=(typeorm-autogenerate ${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length}; _typeorm_autogenerate; echo "\${COMPREPLY[@]}"`,
      ],
      { encoding: "utf8" },
    )
      .trim()
      .split(" ");
  expect(complete("st")).toEqual(["stamp"]);
  expect(complete("")).toContain("upgrade");
  expect(complete("upgrade", "--s")).toEqual(["--sql"]);
  expect(complete("stamp", "--p")).toEqual(["--purge"]);
  expect((await command(folder, ["completion", "zsh"])).stdout).toContain(
    "bashcompinit",
  );
  expect((await command(folder, ["completion", "fish"])).stdout).toContain(
    "complete -c typeorm-autogenerate -n '__fish_seen_subcommand_from stamp' -l purge -d 'forget all",
  );
  expect(await command(folder, ["completion", "csh"])).toMatchObject({
    exit: 2,
  });
});
