// The commands and their flags. Each command's code is loaded only when it is called.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Command, Option } from "commander";
import type { CommonFlags } from "./flags";
import type { Outcome } from "./outcome";
import type { Output } from "./output";

/** The code of a command. */
interface CommandModule<Flags> {
  run(flags: Flags, output: Output, target: string): Promise<Outcome>;
}

/** Runs a command and prints what it gives. */
export type Perform = (
  flags: CommonFlags,
  command: (output: Output) => Promise<Outcome>,
) => Promise<void>;

export function programOf(perform: Perform): Command {
  /** Gives the flags to the command's code, which is loaded only now. */
  function runs<Flags extends CommonFlags>(
    command: Command,
    load: () => Promise<CommandModule<Flags>>,
  ): Command {
    return command.action(() => {
      const flags = command.opts<Flags>();
      const [target = ""] = command.processedArgs as string[];
      return perform(flags, async (output) =>
        (await load()).run(flags, output, target),
      );
    });
  }

  return [
    runs(revision(), () => import("./commands/revision.js")),
    runs(check(), () => import("./commands/check.js")),
    runs(upgrade(), () => import("./commands/upgrade.js")),
    runs(downgrade(), () => import("./commands/downgrade.js")),
    runs(current(), () => import("./commands/current.js")),
    runs(history(), () => import("./commands/history.js")),
    runs(heads(), () => import("./commands/heads.js")),
    runs(show(), () => import("./commands/show.js")),
  ].reduce(
    (program, command) => program.addCommand(command),
    new Command("typeorm-autogenerate")
      .description(
        "Writes migrations from what differs between TypeORM entities and the database.",
      )
      .version(version()),
  );
}

const revision = (): Command =>
  comparing(
    defined(
      "revision",
      "write a migration: an empty one, or what --autogenerate finds",
    ),
  )
    .option("-m, --message <text>", "what the migration is for")
    .option("--autogenerate", "write what brings the database to the entities")
    .option(
      "--amend",
      "rewrite the newest revision, not applied yet, with new answers",
    )
    .option("--directory <path>", "where migration files are");

const check = (): Command =>
  comparing(defined("check", "compare only; exit 1 when something differs"));

const upgrade = (): Command =>
  defined("upgrade", "apply revisions").argument(
    "[target]",
    "head, heads, +N, or any unique part of an id or name",
    "head",
  );

const downgrade = (): Command =>
  defined("downgrade", "take revisions back").argument(
    "<target>",
    "-N, base, or any unique part of the id or name of the one that stays",
  );

const current = (): Command =>
  verbose(defined("current", "show where the database is"));

const history = (): Command =>
  verbose(defined("history", "list all revisions, newest first"));

const heads = (): Command =>
  verbose(defined("heads", "list the revisions that no other revises"));

const show = (): Command =>
  defined("show", "show one revision").argument(
    "<revision>",
    "head, or any unique part of an id or name",
  );

function defined(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .requiredOption(
      "-d, --data-source <path>",
      "the module that exports the DataSource",
    )
    .addOption(new Option("--dataSource <path>").hideHelp())
    .option("--json", "print one JSON document");
}

const verbose = (command: Command): Command =>
  command.option("-v, --verbose", "say more");

function comparing(command: Command): Command {
  return [
    repeatable("--include <glob>", "look only at these tables"),
    repeatable("--exclude <glob>", "do not look at these tables"),
    repeatable("--rename <from:to>", "user.name:full_name: was renamed"),
    repeatable("--drop <name>", "user.name: goes for good, was not renamed"),
    repeatable(
      "--backfill <column=expression>",
      "user.age=0: what existing rows get",
    ),
    repeatable(
      "--cast <column=expression>",
      "user.age='age::int': how values change type",
    ),
    repeatable(
      "--enum-value <column:old=new>",
      "order.state:open=pending: a label's new name, or where rows go",
    ),
  ]
    .reduce((all, option) => all.addOption(option), verbose(command))
    .option("--answers <file>", "a JSON file with answers");
}

function repeatable(flags: string, description: string): Option {
  return new Option(flags, description).argParser(
    (value: string, earlier: readonly string[] | undefined) => [
      ...(earlier ?? []),
      value,
    ],
  );
}

function version(): string {
  const file = path.join(__dirname, "../../package.json");
  const { version } = JSON.parse(readFileSync(file, "utf8")) as {
    version: string;
  };
  return version;
}
