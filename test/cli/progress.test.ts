// What is shown while revisions run, to people at a terminal and to programs; and a file that is opened in an editor.
import { readFileSync } from "node:fs";
import path from "node:path";
import { onDatabase } from "../judges/cases";
import { built, builtCommand, projects } from "./command";
import { ended, fine } from "./ended";
import { onTerminal } from "./terminal";

const bin = built();
const command = builtCommand(bin);
const project = projects();

const name = "1700000000001-Slow.js";
const slow = `
  exports.Slow1700000000001 = class Slow1700000000001 {
    async up(queryRunner) {
      await queryRunner.query("CREATE TABLE slow (id int)");
      await queryRunner.query("SELECT pg_sleep(2.5)");
    }
    async down(queryRunner) {
      await queryRunner.query("DROP TABLE slow");
    }
  };`;

const folderOn = (url: string): string =>
  project({
    "source.js": `
      const { DataSource } = require("typeorm");
      module.exports = new DataSource({ type: "postgres", url: ${JSON.stringify(url)}, migrations: ["migrations/*.js"] });`,
    [`migrations/${name}`]: slow,
    "typeorm-autogenerate.config.json": `{ "dataSource": "source.js" }`,
  });

it("says on a terminal how far it is, and leaves nothing of that behind", () =>
  onDatabase({ from: [] }, async (url) => {
    const { exit, screen } = await onTerminal(
      [process.execPath, bin, "upgrade"].join(" "),
      folderOn(url),
      [],
    );
    expect(exit).toBe(0);
    expect(screen).toMatch(
      /1 of 1, statement 2, \d+ s: SELECT pg_sleep\(2\.5\)/,
    );
    expect(screen).toMatch(/pg_sleep\(2\.5\)\r$/);
  }));

it("says it to a program in a JSON document a line", () =>
  onDatabase({ from: [] }, async (url) => {
    const { exit, stdout, stderr } = await command(folderOn(url), [
      "upgrade",
      "--json",
    ]);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      revisions: [{ id: "1700000000001", name: "Slow1700000000001" }],
    });
    const events = stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(events).toEqual([
      {
        event: "move",
        direction: "upgrade",
        id: "1700000000001",
        name: "Slow1700000000001",
        number: 1,
        total: 1,
      },
      {
        event: "statement",
        id: "1700000000001",
        number: 1,
        sql: "CREATE TABLE slow (id int)",
      },
      {
        event: "statement",
        id: "1700000000001",
        number: 2,
        sql: "SELECT pg_sleep(2.5)",
      },
    ]);
  }));

describe("edit", () => {
  const nowhere = "postgres://nobody@127.0.0.1:1/none";
  const withEditor = async (
    editor: string | undefined,
    target: string,
    folder: string,
  ): ReturnType<typeof command> => {
    const { VISUAL, EDITOR } = process.env;
    delete process.env.EDITOR;
    delete process.env.VISUAL;
    if (editor !== undefined) process.env.VISUAL = editor;
    try {
      return await command(folder, ["edit", target]);
    } finally {
      Object.assign(process.env, {
        ...(VISUAL && { VISUAL }),
        ...(EDITOR && { EDITOR }),
      });
      if (VISUAL === undefined) delete process.env.VISUAL;
    }
  };

  it("opens the file, needs no database, and takes an editor with arguments", async () => {
    const folder = folderOn(nowhere);
    expect(await withEditor("sed -i s/slow/fast/", "head", folder)).toEqual(
      fine(""),
    );
    expect(
      readFileSync(path.join(folder, "migrations", name), "utf8"),
    ).toContain("CREATE TABLE fast");
  });

  it.each([
    [undefined, "head", /No editor is named/],
    ["false", "head", /The editor failed on .*1700000000001-Slow\.js/],
    ["true", "nothing", /nothing/],
  ] as const)(
    "with the editor %s and %s says what is wrong",
    async (editor, target, message) => {
      expect(await withEditor(editor, target, folderOn(nowhere))).toEqual(
        ended(2, "", message),
      );
    },
  );
});
