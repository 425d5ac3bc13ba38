// The reference of commands is what the definitions say. UPDATE_DOCS=1 writes it anew.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { exampleOf } from "../../src/cli/examples";
import { programOf } from "../../src/cli/program";

const file = path.resolve(__dirname, "../../docs/commands.md");
const begin = "<!-- Made of the definitions by test/docs/commands.test.ts -->";

const { commands } = programOf(() => Promise.resolve());

const reference = (): string =>
  commands
    .map(
      (command) =>
        `### \`${command.name()} --help\`\n\n\`\`\`text\n${helpOf(command)}\n\`\`\`\n`,
    )
    .join("\n");

const helpOf = (command: Command): string =>
  `${command
    .configureHelp({ helpWidth: 110 })
    .helpInformation()
    .trimEnd()}\n${exampleOf(command.name())}`;

it("docs/commands.md is fresh", () => {
  const [prose = ""] = readFileSync(file, "utf8").split(begin);
  const fresh = `${prose}${begin}\n\n${reference()}`;
  if (process.env.UPDATE_DOCS) writeFileSync(file, fresh);
  expect(readFileSync(file, "utf8")).toBe(fresh);
});

it("every command has an example of its own, which begins with it", () => {
  for (const command of commands)
    expect(exampleOf(command.name())).toMatch(
      new RegExp(`\\n {2}npx typeorm-autogenerate ${command.name()} `),
    );
});
