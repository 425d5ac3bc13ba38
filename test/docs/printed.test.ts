// The README and the tutorial are true: their commands are run in their order, and print what is said that they print, ids and folder aside.
import { globSync } from "tinyglobby";
import { rmSync } from "node:fs";
import { withSource, dataSourceOf } from "../judges/database";
import { onEmptyDatabase } from "../judges/pool";
import { add, type Files } from "../cli/command";
import { testServer } from "../servers/index";
import { blocksIn, fileNameOf, shells } from "./documents";

const shell = shells();

it.each(["README.md", "docs/tutorial.md"])(
  "%s",
  async (document) => {
    const blocks = blocksIn(document);
    const shown: Files = Object.fromEntries(
      blocks.flatMap((block) => {
        const name = fileNameOf(block);
        return name === undefined ? [] : [[name, block.text]];
      }),
    );
    const told = blocks
      .filter(({ language }) => language === "console")
      .map(({ text }) => text)
      .join("\n");
    const server = await testServer("postgres");
    await onEmptyDatabase(server, (url) =>
      onEmptyDatabase(server, async (empty) => {
        const { folder, run } = shell({ "package.json": "{}\n", ...shown });
        let DATABASE_URL = url;
        /** What the reader does before a command, as the text around it says. */
        const before: Readonly<Record<string, () => unknown>> = {
          'revision --autogenerate -m "Full names"': async () => {
            const person = shown["src/person.ts"] ?? "";
            add(folder, "src/person.ts", person.replace("name!", "fullName!"));
            await withSource(dataSourceOf(url, []), (source) =>
              source.query("INSERT INTO person (name) VALUES ('Ann'), ('Bob')"),
            );
          },
          "revision --autogenerate -m Baseline": () => {
            for (const file of globSync("src/migrations/*.ts", {
              cwd: folder,
              absolute: true,
            }))
              rmSync(file);
            DATABASE_URL = empty;
          },
          "stamp head --purge": () => (DATABASE_URL = url),
        };

        const printed: string[] = [];
        for (const [line, command = ""] of told.matchAll(
          /^\$ npx typeorm-autogenerate (.+)$/gm,
        )) {
          await before[command.replace(" -d src/data-source.ts", "")]?.();
          const { stdout } = await run(`${line.slice(2)} 2>&1`, {
            DATABASE_URL,
          });
          printed.push(
            `${line}\n${stdout.replaceAll(folder, "/home/ann/people")}`,
          );
        }
        expect(withoutIds(printed.join("\n"))).toBe(withoutIds(told));
      }),
    );
  },
  240_000,
);

/** Each id by its place in the order in which they come. */
function withoutIds(text: string): string {
  const ids = [...new Set(text.match(/\b\d{13}\b|(?<=[a-z])\d{13}\b/g))];
  return ids.reduce(
    (all, id, place) => all.replaceAll(id, `<id ${place + 1}>`),
    text,
  );
}
