// Proves that the package works as published: packs it, installs it in an empty CommonJS and an empty ES-module project, and calls both its API and its command there.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createJiti } from "jiti";

const root = path.resolve(import.meta.dirname, "..");
const { testServer } = await createJiti(import.meta.url).import(
  "../test/servers/index.ts",
);

const dataSource = `new DataSource({
  type: "postgres",
  url: process.env.DATABASE_URL,
  entities: [
    new EntitySchema({
      name: "Person",
      tableName: "person",
      columns: {
        id: { type: "int", primary: true, generated: "identity" },
        name: { type: "varchar", length: 100 },
      },
    }),
  ],
  migrations: ["migrations/*.{js,ts}"],
})`;

/** Prints what a caller can see of a run that writes nothing, as one JSON line. */
const call = `autogenerate(dataSource, { message: "Create people", directory: "migrations", write: false }).then(
  ({ operations, questions, upgrade, downgrade, file }) =>
    console.log(JSON.stringify({ operations, questions, upgrade, downgrade, file })),
);`;

const projects = [
  {
    type: "commonjs",
    files: {
      "data-source.js": `require("reflect-metadata");
const { DataSource, EntitySchema } = require("typeorm");
module.exports = ${dataSource};
`,
      "call.js": `const { autogenerate } = require("typeorm-autogenerate");
const dataSource = require("./data-source.js");
${call}
`,
    },
  },
  {
    type: "module",
    files: {
      "data-source.js": `import "reflect-metadata";
import { DataSource, EntitySchema } from "typeorm";
export default ${dataSource};
`,
      "call.js": `import { autogenerate } from "typeorm-autogenerate";
import dataSource from "./data-source.js";
${call}
`,
    },
  },
];

/** The versions that this checkout tests with. */
function installedVersion(name) {
  const file = path.join(root, "node_modules", name, "package.json");
  return JSON.parse(readFileSync(file, "utf8")).version;
}

function npm(cwd, ...args) {
  return execFileSync("npm", [...args, "--no-audit", "--no-fund"], {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function tryIn(directory, { type, files }, tarball) {
  mkdirSync(directory);
  const manifest = { name: "empty", private: true, type };
  writeFileSync(path.join(directory, "package.json"), JSON.stringify(manifest));
  for (const [name, source] of Object.entries(files)) {
    writeFileSync(path.join(directory, name), source);
  }
  const peers = ["typeorm", "pg", "reflect-metadata"].map(
    (name) => `${name}@${installedVersion(name)}`,
  );
  npm(directory, "install", "--prefer-offline", tarball, ...peers);

  const database = await (await testServer("postgres")).createDatabase();
  const run = (command, ...args) => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: directory,
      encoding: "utf8",
      env: { ...process.env, DATABASE_URL: database.url },
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { status, stdout, said: `${args.join(" ")}\n${stdout}${stderr}` };
  };
  const command = (expected, ...args) => {
    const { status, said } = run(
      "npx",
      "--no-install",
      "typeorm-autogenerate",
      ...args,
      "-d",
      "data-source.js",
    );
    assert.equal(status, expected, said);
  };

  try {
    const called = run(process.execPath, "call.js");
    assert.equal(called.status, 0, called.said);
    const result = JSON.parse(called.stdout);
    assert.deepEqual(result.questions, []);
    assert.equal(result.operations.length, 1);
    assert.equal(result.operations[0].kind, "createTable");
    assert.ok(result.upgrade.length > 0 && result.downgrade.length > 0);
    assert.match(result.file.source, /CREATE TABLE "person"/);

    command(1, "check");
    command(0, "revision", "--autogenerate", "-m", "Create people");
    command(1, "check");
    command(0, "upgrade", "head");
    command(0, "check");
    command(0, "downgrade", "base");
    command(1, "check");
    command(2, "no-such-command");
  } finally {
    await database.drop();
  }
}

const home = mkdtempSync(path.join(tmpdir(), "typeorm-autogenerate-packed-"));
try {
  const [{ filename }] = JSON.parse(
    npm(root, "pack", "--json", "--ignore-scripts", "--pack-destination", home),
  );
  for (const project of projects) {
    await tryIn(
      path.join(home, project.type),
      project,
      path.join(home, filename),
    );
    console.log(`The package works in an empty ${project.type} project.`);
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
