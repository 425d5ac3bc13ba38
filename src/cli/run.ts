// One call of the command: parses, performs, prints, and says how it ended.
import { CommanderError } from "commander";
import { sentenceOf } from "./errors";
import { exit, type ExitCode } from "./exit";
import type { Outcome } from "./outcome";
import { claimOutput, type Output } from "./output";
import { programOf } from "./program";

export async function run(argv: readonly string[]): Promise<ExitCode> {
  let ended: ExitCode = exit.fine;
  const program = programOf(async ({ json }, command) => {
    const output = claimOutput();
    ended = await perform(() => command(output), json ?? false, output);
    await output.flush();
  });
  for (const command of [program, ...program.commands]) command.exitOverride();
  try {
    await program.parseAsync(argv, { from: "user" });
    return ended;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has said what is wrong, or has shown what was asked for.
    if (error.exitCode === 0) return exit.fine;
    if (argv.includes("--json")) {
      const { out, flush } = claimOutput();
      out.write(errorDocument(sentenceOf(error).replace(/^error: /, "")));
      await flush();
    }
    return exit.error;
  }
}

async function perform(
  command: () => Promise<Outcome>,
  json: boolean,
  { out, log }: Output,
): Promise<ExitCode> {
  try {
    const { exit, document, lines } = await command();
    if (json) out.write(JSON.stringify(document, null, 2));
    else lines.forEach(out.write);
    return exit;
  } catch (error) {
    const message = sentenceOf(error);
    log.write(`${log.colors.red("Error:")} ${message}`);
    if (json) out.write(errorDocument(message));
    return exit.error;
  }
}

const errorDocument = (error: string): string =>
  JSON.stringify({ error }, null, 2);
