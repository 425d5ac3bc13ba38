// Questions as they are put on a real terminal, and keys as they are pressed there.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { onDatabase } from "../judges/cases";
import { entity } from "../judges/entities";
import { built, projects } from "./command";
import { keys, onTerminal, type Script } from "./terminal";

const bin = built();
const project = projects();

const id = { type: "int", primary: true } as const;
const from = [
  entity("person", {
    id,
    name: { type: "varchar", length: 100 },
    state: { type: "enum", enum: ["new", "old"] },
  }),
  entity("legacy", { id }),
];

interface Sitting {
  readonly exit: number | null;
  /** Without colours and movements of the cursor. */
  readonly screen: string;
  /** The file that was written. */
  readonly source: string | undefined;
}

/** Sits at a terminal, on a project whose entities are these columns of `person`. */
function sit(
  columns: string,
  script: Script,
  args: readonly string[] = [],
): Promise<Sitting> {
  let sitting: Sitting | undefined;
  return onDatabase(
    { from, rows: { person: [{ id: 1, name: "Ann", state: "old" }] } },
    async (url) => {
      const folder = project({
        "source.ts": `
        import Module from "node:module";
        import { DataSource, EntitySchema } from "typeorm";
        process.on("exit", () => {
          const loaded = Object.keys((Module as any)._cache).some((file) => file.includes("ts-morph"));
          console.error(loaded ? "Wrote it." : "Only asked.");
        });
        const id = { type: "int", primary: true } as const;
        export default new DataSource({
          type: "postgres", url: ${JSON.stringify(url)}, migrations: ["migrations/*.ts"],
          entities: [new EntitySchema({ name: "person", columns: { id, ${columns} } })],
        });`,
      });
      const { exit, screen } = await onTerminal(
        [
          process.execPath,
          bin,
          "revision",
          "--autogenerate",
          "-m",
          "Try",
          "-d",
          "source.ts",
          ...args,
        ].join(" "),
        folder,
        script,
      );
      const directory = path.join(folder, "migrations");
      const [file] = existsSync(directory) ? readdirSync(directory) : [];
      sitting = {
        exit,
        screen,
        source: file && readFileSync(path.join(directory, file), "utf8"),
      };
    },
  ).then(() => sitting as unknown as Sitting);
}

const renamed = `fullName: { type: "varchar", length: 100 }, state: { type: "enum", enum: ["new", "old"] }`;
const legacy = ["--exclude", "legacy"];

it("shows the evidence, highlights the best, and takes it only by a key", async () => {
  const { exit, screen, source } = await sit(
    renamed,
    [['Was "person"."name" renamed to "person"."fullName"?', keys.enter]],
    legacy,
  );
  expect(exit).toBe(0);
  expect(screen).toContain("same type character varying(100)");
  expect(screen).toContain("● It was renamed: what it holds stays");
  expect(screen).toContain("○ It was not renamed: what it holds is lost");
  expect(source).toContain('RENAME COLUMN "name" TO "fullName"');
  expect(source).toContain("--rename person.name:fullName");
});

it("takes the other choice, and asks what follows from it", async () => {
  const { exit, source } = await sit(
    renamed,
    [
      ['Was "person"."name" renamed', keys.down + keys.enter],
      ["What do existing rows get", keys.enter],
      ["person.fullName:", `'no body'${keys.enter}`],
    ],
    legacy,
  );
  expect(exit).toBe(0);
  expect(source).toContain('DROP COLUMN "name"');
  expect(source).toContain(`SET "fullName" = 'no body'`);
});

it("asks again what the server refuses, and keeps what was answered before", async () => {
  const { exit, screen, source } = await sit(
    renamed,
    [
      ['Was "person"."name" renamed', keys.down + keys.enter],
      ["What do existing rows get", keys.enter],
      ["person.fullName:", `nowhere + 1${keys.enter}`],
      ["What do existing rows get", keys.enter],
      ["person.fullName:", `'no body'${keys.enter}`],
    ],
    legacy,
  );
  expect(exit).toBe(0);
  expect(screen).toContain("The server refuses the answer --backfill");
  expect(source).toContain('DROP COLUMN "name"');
  expect(source).toContain(`SET "fullName" = 'no body'`);
  expect(source).not.toContain("nowhere");
});

it("leaves a table alone, and says how it stays so", async () => {
  const { exit, screen, source } = await sit(
    `name: { type: "varchar", length: 100 }, state: { type: "enum", enum: ["new"] }`,
    [
      ["Is it to be dropped?", keys.down + keys.enter],
      ["'old'", keys.enter],
      ["old:", `new${keys.enter}`],
    ],
  );
  expect(exit).toBe(0);
  expect(screen).toContain('"exclude": ["legacy"] in the configuration');
  expect(screen).toContain("Wrote it.");
  expect(source).toContain(" * Excluded  legacy\n");
  expect(source).toContain("--enum-value person_state_enum:old=new");
  expect(source?.match(/legacy/g)).toHaveLength(1);
});

it("leaves a question open where that is said", async () => {
  const { exit, source } = await sit(
    renamed,
    [['Was "person"."name" renamed', keys.down + keys.down + keys.enter]],
    legacy,
  );
  expect(exit).toBe(3);
  expect(source).toContain("Unanswered: was");
});

it("writes nothing after Ctrl-C", async () => {
  const { exit, screen, source } = await sit(
    renamed,
    [['Was "person"."name" renamed', keys.cancel]],
    legacy,
  );
  expect({ exit, source }).toEqual({ exit: 2, source: undefined });
  expect(screen).toContain("nothing is written");
  expect(screen).toContain("Only asked.");
  expect(screen).not.toMatch(/^ +at /m);
});

it("asks nothing where all is answered, or nobody is asked", async () => {
  const answered = await sit(
    renamed,
    [],
    [...legacy, "--rename", "person.name:fullName"],
  );
  expect(answered).toMatchObject({ exit: 0 });
  expect((await sit(renamed, [], [...legacy, "--json"])).exit).toBe(3);
});
