// The first command of a project: what it finds, what it writes, and what it leaves alone.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { builtCommand, projects } from "./command";
import { exit } from "../../src/cli/exit";
import { ended, fine } from "./ended";

const command = builtCommand();
const project = projects();

const source = `
  import { DataSource } from "typeorm";
  export default new DataSource({ type: "postgres", url: "postgres://nobody:secret@127.0.0.1:1/none", migrations: ["migrations/*.ts"] });`;
const decoys = {
  "dist/source.js": source,
  "test/source.ts": source,
  "src/source.spec.ts": source,
  "src/unrelated.ts": "export const name = 'DataSource';",
};
const configName = "typeorm-autogenerate.config.json";
const read = (folder: string, file: string): string =>
  readFileSync(path.join(folder, file), "utf8");

it("finds the one DataSource, which every other command then knows", async () => {
  const folder = project({ "src/db/source.ts": source, ...decoys });
  expect(await command(folder, ["init"])).toEqual(
    fine(
      /^Writing .*typeorm-autogenerate\.config\.json \.\.\. done\nThe DataSource is src\/db\/source\.ts\.\nScripts for package\.json, which --scripts adds:\n {2}"migration:generate": /,
    ),
  );
  expect(JSON.parse(read(folder, configName))).toEqual({
    dataSource: "src/db/source.ts",
  });
  expect(await command(folder, ["revision", "-m", "First"])).toEqual(
    fine(/-First\.ts \.\.\. done\n$/),
  );
});

it("adds scripts that package.json has not, and keeps how it is written", async () => {
  const manifest = `{\n\t"name": "ledger",\n\t"scripts": {\n\t\t"migration:up": "mine"\n\t},\n\t"private": true\n}`;
  const folder = project({ "source.ts": source, "package.json": manifest });
  expect(await command(folder, ["init", "--scripts"])).toEqual(
    fine(
      /Added to package\.json: migration:generate, migration:check, migration:down\n$/,
    ),
  );
  expect(read(folder, "package.json")).toBe(
    manifest.replace(
      `"mine"`,
      `"mine",
\t\t"migration:generate": "typeorm-autogenerate revision --autogenerate",
\t\t"migration:check": "typeorm-autogenerate check",
\t\t"migration:down": "typeorm-autogenerate downgrade -1"`,
    ),
  );
});

it("adds scripts to a project that is configured already, and nothing else", async () => {
  const folder = project({ "source.ts": source, "package.json": "{}\n" });
  expect(await command(folder, ["init"])).toMatchObject({ exit: exit.fine });
  const config = read(folder, configName);
  expect(await command(folder, ["init", "--scripts"])).toEqual(
    fine(
      `The project is configured already, by ${configName}, which stays as it is.\nAdded to package.json: migration:generate, migration:check, migration:up, migration:down\n`,
    ),
  );
  expect(read(folder, "package.json")).toContain('"migration:up"');
  expect(read(folder, configName)).toBe(config);
  const again = await command(folder, ["init", "--scripts", "--json"]);
  expect(JSON.parse(again.stdout)).toEqual({ scripts: {} });
  expect(
    await command(folder, ["init", "--scripts", "-d", "source.ts"]),
  ).toEqual(
    ended(exit.error, "", /configured already, by .*\. Change that\.\n$/),
  );
});

it("takes the one that is named, and says it all as JSON", async () => {
  const folder = project({ "a/source.ts": source, "b/source.ts": source });
  const { exit: code, stdout } = await command(folder, [
    "init",
    "--json",
    "-d",
    "./b/source.ts",
  ]);
  expect(code).toBe(exit.fine);
  expect(JSON.parse(stdout)).toEqual({
    config: path.join(folder, configName),
    dataSource: "b/source.ts",
    scripts: {},
  });
});

it.each([
  ["there is none", decoys, [], "No module below .* makes a DataSource"],
  [
    "there are two",
    { "a.ts": source, "b.ts": source },
    [],
    "2 modules make a DataSource: a.ts, b.ts. Name one: init -d a.ts",
  ],
  [
    "it cannot be loaded",
    { "a.ts": `${source}\nthrow new Error("Set DATABASE_URL");` },
    [],
    "Cannot load .*a.ts: Set DATABASE_URL",
  ],
  [
    "there is no package.json",
    { "a.ts": source },
    ["--scripts"],
    "There is no .*package.json to add scripts to",
  ],
  [
    "package.json is none",
    { "a.ts": source, "package.json": "{" },
    ["--scripts"],
    "Cannot read .*package.json",
  ],
  [
    "it is configured already",
    { "a.ts": source, "typeorm-autogenerate.config.js": "module.exports = {}" },
    [],
    "The project is configured already, by typeorm-autogenerate.config.js.",
  ],
])("writes nothing where %s", async (_what, files, flags, message) => {
  const folder = project(files);
  expect(await command(folder, ["init", ...flags])).toEqual(
    ended(exit.error, "", new RegExp(message)),
  );
  expect(existsSync(path.join(folder, configName))).toBe(false);
});
