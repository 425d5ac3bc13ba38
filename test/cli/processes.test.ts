// Many processes at once, and processes that are killed or interrupted, on every server.
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { rowsOf } from "../judges/database";
import { onEmptyDatabase } from "../judges/pool";
import { describeOn, testServer } from "../servers/index";
import { add, builtCommand, projects, type Ended } from "./command";

const command = builtCommand();
const project = projects();

const idOf = (number: number): string => String(1_763_710_800_000 + number);

/** Each statement of the last migration is an argument of `statement`, which stands still where a file says so, and says so in another. */
const files = (kind: string, url: string): Record<string, string> => ({
  "data-source.js": `
    const { DataSource } = require("typeorm");
    module.exports = new DataSource({
      type: "${kind}", url: "${url}", migrations: ["migrations/*.js"],
    });`,
  ...Object.fromEntries(
    ["One", "Two"].map((name, number) => [
      `migrations/${idOf(number)}-${name}.js`,
      `exports.${name}${idOf(number)} = class {
         name = "${name}${idOf(number)}";
         async up(runner) {
           await runner.query("CREATE TABLE ${name.toLowerCase()} (id int)");
           await runner.query("INSERT INTO ${name.toLowerCase()} VALUES (1)");
         }
         async down(runner) { await runner.query("DROP TABLE ${name.toLowerCase()}"); }
       };`,
    ]),
  ),
  [`migrations/${idOf(2)}-Three.js`]: `
    const { existsSync, writeFileSync } = require("node:fs");
    exports.Three${idOf(2)} = class {
      name = "Three${idOf(2)}";
      async up(runner) {
        await runner.query("CREATE TABLE three (id int)");
        if (existsSync("hold")) {
          writeFileSync("holding", "");
          while (existsSync("hold")) await new Promise((done) => setTimeout(done, 50));
        }
        if (existsSync("sleep")) {
          writeFileSync("holding", "");
          await runner.query(${JSON.stringify(kind === "postgres" ? "SELECT pg_sleep(600)" : "DO SLEEP(600)")});
        }
        await runner.query("INSERT INTO three VALUES (1)");
      }
      async down(runner) { await runner.query("DROP TABLE three"); }
    };`,
});

describe.each(["postgres", "mysql", "mariadb"] as const)("%s", (kind) => {
  describeOn(kind, "processes", () => {
    const inProject = async (
      work: (folder: string, url: string) => Promise<void>,
    ): Promise<void> =>
      onEmptyDatabase(await testServer(kind), (url) =>
        work(project(files(kind, url)), url),
      );
    const run = (folder: string, ...args: readonly string[]): Promise<Ended> =>
      command(folder, [...args, "-d", "data-source.js"]);

    /** Starts an upgrade that stands still, and gives its process and its end. */
    async function standing(
      folder: string,
      how: "hold" | "sleep",
    ): Promise<{
      readonly kill: (signal: NodeJS.Signals) => void;
      readonly ended: Promise<Ended>;
    }> {
      add(folder, how, "");
      let kill: (signal: NodeJS.Signals) => void = () => undefined;
      const ended = command(
        folder,
        ["upgrade", "-d", "data-source.js"],
        [],
        (child) => {
          kill = (signal) => void child.kill(signal);
        },
      );
      while (!existsSync(path.join(folder, "holding"))) await pause(50);
      return {
        kill: (signal) => {
          kill(signal);
        },
        ended,
      };
    }

    const whole = { one: [{ id: 1 }], two: [{ id: 1 }], three: [{ id: 1 }] };
    const rows = async (url: string): Promise<unknown> =>
      Object.fromEntries(
        Object.entries(await rowsOf(url)).map(([name, found]) => [
          name.replace("public.", ""),
          found,
        ]),
      );

    it(
      "twenty upgrades at once run each migration once, and all end well",
      () =>
        inProject(async (folder, url) => {
          const all = await Promise.all(
            Array.from({ length: 20 }, () =>
              run(folder, "upgrade", "head", "--json"),
            ),
          );
          expect(
            all.map(({ exit, stderr }) => (exit === 0 ? "" : stderr)),
          ).toEqual(Array.from({ length: 20 }, () => ""));
          const ran = all.flatMap(
            ({ stdout }) =>
              (JSON.parse(stdout) as { revisions: { name: string }[] })
                .revisions,
          );
          expect(ran.map(({ name }) => name).sort()).toEqual([
            `One${idOf(0)}`,
            `Three${idOf(2)}`,
            `Two${idOf(1)}`,
          ]);
          expect(await rows(url)).toEqual(whole);
        }),
      300_000,
    );

    it(
      "the lock goes with a killed process",
      () =>
        inProject(async (folder, url) => {
          const { kill, ended } = await standing(folder, "hold");
          expect(await run(folder, "upgrade", "--wait", "0s")).toMatchObject({
            exit: 2,
            stderr: expect.stringMatching(
              /^Waiting for another runner: .*\nError: Another runner is at work/,
            ) as string,
          });
          kill("SIGKILL");
          await ended;
          rmSync(path.join(folder, "hold"));
          expect(await run(folder, "upgrade", "--wait", "20s")).toMatchObject({
            exit: 0,
          });
          expect(await rows(url)).toEqual(whole);
        }),
      120_000,
    );

    // MySQL and MariaDB look for the client when the statement ends.
    if (kind === "postgres")
      it(
        "the lock goes with a process that is killed during a statement",
        () =>
          inProject(async (folder) => {
            const { kill, ended } = await standing(folder, "sleep");
            await pause(500);
            kill("SIGKILL");
            await ended;
            rmSync(path.join(folder, "sleep"));
            expect(await run(folder, "upgrade", "--wait", "20s")).toMatchObject(
              {
                exit: 0,
              },
            );
          }),
        120_000,
      );

    it(
      "Ctrl-C ends after the current statement, and says where things stand",
      () =>
        inProject(async (folder, url) => {
          const { kill, ended } = await standing(folder, "hold");
          kill("SIGINT");
          await pause(300);
          rmSync(path.join(folder, "hold"));
          const { exit, stderr } = await ended;
          expect(exit).toBe(2);
          expect(stderr).toContain(
            `Ending after the current statement. Once more to end at once.\nError: The upgrade of revision ${idOf(2)} Three was interrupted after statement 1. ${
              kind === "postgres"
                ? "Its transaction is rolled back."
                : "1 statement before it is done, and this server cannot roll that back. The same command again goes on from there"
            }`,
          );
          expect(await rows(url)).toEqual(
            kind === "postgres"
              ? {}
              : { one: [{ id: 1 }], two: [{ id: 1 }], three: [] },
          );
          expect(await run(folder, "upgrade")).toMatchObject({ exit: 0 });
          expect(await rows(url)).toEqual(whole);
        }),
      120_000,
    );
  });
});
