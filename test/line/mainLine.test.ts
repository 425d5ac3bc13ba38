// The main line, from entities to a migration that runs and is taken back, by both runners. Runs on every supported TypeORM.
import "reflect-metadata";
import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { transformSync } from "@swc/core";
import { DataSource } from "typeorm";
import { autogenerate, check, downgrade, upgrade } from "../../src";
import { entity, view } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";
import { dataSourceOf, walk } from "../judges/walk";
import { dump, testServer, type TestDatabase } from "../servers";

const server = testServer("postgres");

const author = entity("author", {
  id: { type: "integer", primary: true, generated: "increment" },
  name: { type: "varchar", length: 60, comment: "as on the cover" },
  kind: { type: "enum", enum: ["person", "group"], default: "person" },
});

const book = entity(
  "book",
  {
    id: { type: "uuid", primary: true, generated: "uuid" },
    title: { type: "varchar", length: 200 },
    price: { type: "numeric", precision: 8, scale: 2, default: 0 },
  },
  {
    relations: {
      author: { type: "many-to-one", target: "author", onDelete: "CASCADE" },
    },
    checks: [{ name: "price_not_negative", expression: `"price" >= 0` }],
    indices: [{ name: "book_title", columns: ["title"] }],
  },
);

const widerAuthor = entity("author", {
  id: { type: "bigint", primary: true, generated: "increment" },
  name: { type: "varchar", length: 120, comment: "as on the title page" },
  kind: {
    type: "enum",
    enum: ["person", "group", "unknown"],
    default: "person",
  },
  born: { type: "date", nullable: true },
});

let database: TestDatabase;

beforeEach(async () => {
  database = await (await server).createDatabase();
});

afterEach(async () => {
  await database.drop();
});

it("creates a schema and takes it back", async () => {
  const before = await schemaOf(database.url);
  const { file } = await autogenerate(
    dataSourceOf(database.url, [author, book]),
    {
      message: "Create books",
      write: false,
    },
  );
  const migrated = dataSourceOf(database.url, [author, book], {
    migrations: [migrationClass(file?.source ?? "")],
  });
  await upgrade(migrated);
  expect((await check(migrated)).schemaDiff).toBe("");
  await downgrade(migrated, "base");
  expect(await schemaOf(database.url)).toBe(before);
});

it("changes tables that have rows, past every judge", async () => {
  await walk(await server, {
    from: [author, book],
    to: [widerAuthor, book],
    rows: {
      author: [{ id: 1, name: "Ann", kind: "group" }],
      book: [
        {
          id: "6b1f1f9e-0d4c-4a44-9d2e-0b0c6d8c1a11",
          title: "Sea",
          price: "9.50",
          author: { id: 1 },
        },
      ],
    },
    // TypeORM reads a bigint as text, so the key's values look different.
    upgraded: { "public.author": [{ id: "1", name: "Ann", kind: "group" }] },
  });
});

it("changes a view and a generated column, past every judge", async () => {
  const set = (expression: string, asExpression: string) => [
    entity("box", {
      height: { type: "integer" },
      double: {
        type: "integer",
        nullable: true,
        asExpression,
        generatedType: "STORED",
      },
    }),
    view("high", ["id"], { expression }),
    view("heights", ["height"], {
      expression: `SELECT "height" FROM "box"`,
      materialized: true,
      indexes: [{ name: "by_height", on: ["height"] }],
    }),
  ];
  await walk(await server, {
    from: set(`SELECT id FROM "box"`, `"height" * 2`),
    to: set(`SELECT id, "double" FROM "box"`, `"height" + "height"`),
    rows: { box: [{ id: 1, height: 2 }] },
  });
});

it("is run and reverted by TypeORM in its default mode", async () => {
  const before = await schemaOf(database.url);
  const { file } = await autogenerate(
    dataSourceOf(database.url, [author, book]),
    {
      message: "Create books",
      write: false,
    },
  );
  const migrated = dataSourceOf(database.url, [author, book], {
    migrations: [migrationClass(file?.source ?? "")],
  });
  await migrated.initialize();
  try {
    await migrated.runMigrations();
    expect(await check(migrated)).toMatchObject({ clean: true });
    await migrated.undoLastMigration();
  } finally {
    await migrated.destroy();
  }
  expect(await schemaOf(database.url)).toBe(before);
});

it("is run and reverted by TypeORM's command", async () => {
  const before = await schemaOf(database.url);
  const { file } = await autogenerate(
    dataSourceOf(database.url, [author, book]),
    {
      message: "Create books",
      write: false,
    },
  );
  const project = projectWith(file?.source ?? "");
  try {
    expect(typeorm(project, "migration:run")).toContain("CreateBooks");
    expect(
      await check(dataSourceOf(database.url, [author, book])),
    ).toMatchObject({ clean: true });
    expect(typeorm(project, "migration:revert")).toContain("CreateBooks");
    expect(await schemaOf(database.url)).toBe(before);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
});

/** Without what TypeORM installs when entities have generated uuids. */
const schemaOf = async (url: string): Promise<string> => {
  const source = new DataSource({ type: "postgres", url });
  await source.initialize();
  await source.query(`CREATE EXTENSION IF NOT EXISTS "uuid-ossp"`);
  await source.destroy();
  return dump(url, { exclude: ["migrations", "migrations_id_seq"] });
};

/** The copy of TypeORM that this run is about. */
const typeormFolder = path.dirname(require.resolve("typeorm"));

/** A JavaScript project with the file compiled, as a build would leave it. */
function projectWith(source: string): string {
  const project = mkdtempSync(path.join(tmpdir(), "line-"));
  const { code } = transformSync(source, {
    configFile: false,
    swcrc: false,
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  mkdirSync(path.join(project, "node_modules"));
  symlinkSync(typeormFolder, path.join(project, "node_modules/typeorm"));
  writeFileSync(path.join(project, "migration.js"), code);
  writeFileSync(
    path.join(project, "data-source.js"),
    `const { DataSource } = require("typeorm");
module.exports = new DataSource({
  type: "postgres",
  url: ${JSON.stringify(database.url)},
  migrations: [__dirname + "/migration.js"],
});
`,
  );
  return project;
}

function typeorm(project: string, command: string): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [path.join(typeormFolder, "cli.js"), command, "-d", "data-source.js"],
    { cwd: project, encoding: "utf8" },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}
