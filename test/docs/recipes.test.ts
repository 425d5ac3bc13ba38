// Every recipe of docs/recipes.md is run as it stands there.
import { readdirSync } from "node:fs";
import path from "node:path";
import { rowsOf } from "../judges/database";
import { onEmptyDatabase } from "../judges/pool";
import { add, type Files } from "../cli/command";
import { fine } from "../cli/ended";
import { testServer } from "../servers/index";
import { blocksIn, fileNameOf, shells, type Block } from "./documents";

const blocks = blocksIn("docs/recipes.md");
const shell = shells();

/** The scripts of a recipe. */
const scripts = (heading: string): string[] => {
  const found = blocks.filter(
    (block) => block.heading === heading && block.language === "sh",
  );
  return found.map(({ text }) => text);
};

const onDatabases = async (
  work: (...urls: readonly [string, string]) => Promise<void>,
): Promise<void> => {
  const server = await testServer("postgres");
  await onEmptyDatabase(server, (one) =>
    onEmptyDatabase(server, (other) => work(one, other)),
  );
};

const source = (folder: string, more = ""): string => `
  import "reflect-metadata";
  import { DataSource } from "typeorm";
  export const dataSource = new DataSource({
    type: "postgres", url: process.env.DATABASE_URL, ${more}
    entities: ["${folder}/entities/*.ts"], migrations: ["${folder}/migrations/*.ts"],
  });`;

const entity = (name: string, ...columns: readonly string[]): string => `
  import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
  @Entity("${name}") export class Item { @PrimaryGeneratedColumn("identity") id: number; ${columns.join(" ")} }`;

const people: Files = {
  "src/data-source.ts": source("src"),
  "src/entities/person.ts": entity("person"),
};
const named = entity("person", "@Column() name: string;");

const generate = (message: string, id: number, folder = "src"): string =>
  `npx typeorm-autogenerate revision --autogenerate -m "${message}" --rev-id ${id} -d ${folder}/data-source.ts`;
const upgrade = "npx typeorm-autogenerate upgrade -d src/data-source.ts";
const first = 1_763_710_800_000;

/** Ended well. */
const well = { exit: 0 };

it(
  "the gate passes what is in order, and stops a forgotten migration and a second head",
  () =>
    onDatabases(async (written, fresh) => {
      const { folder, run } = shell(people);
      const [gate = ""] = scripts("A gate in CI");
      await run(generate("People", first), { DATABASE_URL: written });
      expect(await run(gate, { DATABASE_URL: fresh })).toMatchObject(well);

      add(folder, "src/entities/person.ts", named);
      expect(await run(gate, { DATABASE_URL: fresh })).toMatchObject({
        exit: 1,
        stdout: expect.stringContaining(
          "Detected added column 'person.name'\n",
        ) as string,
      });
      await run(
        `npx typeorm-autogenerate revision -m Left -d src/data-source.ts
       npx typeorm-autogenerate revision -m Right --head ${first} --splice -d src/data-source.ts`,
      );
      expect(await run(gate, { DATABASE_URL: fresh })).toMatchObject({
        exit: 2,
        stderr: expect.stringContaining("There are 2 heads") as string,
      });
    }),
  120_000,
);

it(
  "replicas that start at once migrate once, and those that wait go on when it is done",
  () =>
    onDatabases(async (url) => {
      const [entrypoint = "", waiting = ""] = scripts(
        "Many replicas that start at once",
      );
      const { run } = shell({
        "docker-entrypoint.sh": entrypoint,
        "dist/main.js": `console.log("serves");`,
        "dist/data-source.js": `
        const { DataSource } = require("typeorm");
        exports.dataSource = new DataSource({
          type: "postgres", url: process.env.DATABASE_URL, migrations: ["dist/migrations/*.js"],
        });`,
        [`dist/migrations/${first}-People.js`]: `
        exports.People${first} = class {
          name = "People${first}";
          async up(runner) { await runner.query("CREATE TABLE person (id int); INSERT INTO person VALUES (1); SELECT pg_sleep(1)"); }
        };`,
      });
      const env = { DATABASE_URL: url };
      const [waited, ...replicas] = await Promise.all([
        run(waiting, env),
        ...Array.from({ length: 6 }, () => run("sh docker-entrypoint.sh", env)),
      ]);
      for (const replica of replicas)
        expect(replica).toEqual(fine(/(^|\n)serves\n$/, /^/));
      expect(
        replicas.filter(({ stderr }) => stderr.includes("Running upgrade")),
      ).toHaveLength(1);
      expect(waited).toMatchObject(well);
      expect(await rowsOf(url)).toEqual({ "public.person": [{ id: 1 }] });
    }),
  120_000,
);

it(
  "a script brings production to where `upgrade` would",
  () =>
    onDatabases(async (url) => {
      const { folder, run } = shell(people);
      const env = { DATABASE_URL: url };
      const [script = ""] = scripts("A script for whoever runs production");
      await run(`${generate("People", first)} && ${upgrade}`, env);
      add(folder, "src/entities/person.ts", named);
      await run(
        `${generate("Names", first + 1)} --backfill "person.name=''"`,
        env,
      );
      expect(await run(script, env)).toMatchObject(well);
      expect(await run(upgrade, env)).toMatchObject({ ...well, stderr: "" });
      expect(
        await run("npx typeorm-autogenerate check -d src/data-source.ts", env),
      ).toMatchObject(well);
    }),
  120_000,
);

it(
  "a baseline takes the place of all files",
  () =>
    onDatabases(async (url, empty) => {
      const { folder, run } = shell(people);
      const env = { DATABASE_URL: url, EMPTY_DATABASE_URL: empty };
      await run(`${generate("People", first)} && ${upgrade}`, env);
      add(folder, "src/entities/person.ts", named);
      await run(
        `${generate("Names", first + 1)} --backfill "person.name=''"`,
        env,
      );
      await run(upgrade, env);
      for (const script of scripts("Begin anew from a baseline"))
        expect(await run(script, env)).toMatchObject(well);
      expect(readdirSync(path.join(folder, "src/migrations"))).toEqual([
        expect.stringMatching(/^\d{13}-Baseline\.ts$/),
      ]);
      expect(
        await run(
          "npx typeorm-autogenerate history -d src/data-source.ts",
          env,
        ),
      ).toMatchObject({
        stdout: expect.stringMatching(
          /^<base> -> \d{13} \(head\) \(current\), Baseline\n$/,
        ) as string,
      });
    }),
  120_000,
);

it(
  "several databases are upgraded in turn",
  () =>
    onDatabases(async (orders, users) => {
      const [loop = ""] = scripts("Several databases");
      const at = (name: string, url: string): Files => ({
        [`src/${name}/data-source.ts`]: source(`src/${name}`).replace(
          "process.env.DATABASE_URL",
          `"${url}"`,
        ),
        [`src/${name}/entities/${name}.ts`]: entity(name),
      });
      const { run } = shell({ ...at("orders", orders), ...at("users", users) });
      await run(generate("Orders", first, "src/orders"));
      await run(generate("Users", first, "src/users"));
      expect(await run(loop)).toMatchObject(well);
      expect(await rowsOf(orders)).toEqual({ "public.orders": [] });
      expect(await rowsOf(users)).toEqual({ "public.users": [] });
    }),
  120_000,
);

it(
  "tenants have the same files run in a schema each, and one that fails is named",
  () =>
    onDatabases(async (url) => {
      const heading = "A schema for each tenant";
      const [generation = "", loop = ""] = scripts(heading);
      const { folder, run } = shell({
        ...filesOf(heading),
        "src/tenants/entities/item.ts": entity("item"),
      });
      const env = { DATABASE_URL: url };
      const sql = (text: string) =>
        run(`psql -Xqc "${text}" "$DATABASE_URL"`, env);
      await sql(
        "CREATE SCHEMA tenant_acme; CREATE SCHEMA tenant_globex; CREATE SCHEMA other",
      );
      expect(await run(generation, env)).toMatchObject(well);
      expect(await run(loop, env)).toMatchObject({
        ...well,
        stdout: "tenant_acme\ntenant_globex\n",
      });
      expect(await rowsOf(url)).toEqual({
        "tenant_acme.item": [],
        "tenant_globex.item": [],
      });

      await sql("ALTER TABLE tenant_acme.item ADD COLUMN name text");
      add(
        folder,
        "src/tenants/entities/item.ts",
        entity("item", "@Column({ nullable: true }) name: string;"),
      );
      await run(generation.replaceAll("tenant_acme", "tenant_globex"), env);
      expect(await run(loop, env)).toMatchObject({
        exit: 1,
        stderr: expect.stringMatching(/\nFailed: tenant_acme\n$/) as string,
      });
      expect(
        await run(
          "TENANT=tenant_globex npx typeorm-autogenerate check -d src/tenants/data-source.ts",
          env,
        ),
      ).toMatchObject(well);
    }),
  120_000,
);

/** The files that a recipe shows. */
const filesOf = (heading: string): Files =>
  Object.fromEntries(
    blocks
      .filter((block) => block.heading === heading)
      .flatMap((block: Block) => {
        const name = fileNameOf(block);
        return name === undefined ? [] : [[name, block.text]];
      }),
  );
