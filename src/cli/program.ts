// The commands and their flags. Each command's code is loaded only when it is called.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Argument, Command, Option } from "commander";
import type { InitFlags } from "./commands/init";
import { completionFor, shells, type Shell } from "./completion";
import { configIn } from "./config";
import { configured, type ConfiguredFlags } from "./configured";
import { loadEnvironment } from "./environment";
import { exampleOf } from "./examples";
import type { CommonFlags } from "./flags";
import { duration, repeatable, saying } from "./options";
import type { Outcome } from "./outcome";
import type { Output } from "./output";

/** The code of a command. */
interface CommandModule<Flags> {
  run(
    flags: Flags,
    output: Output,
    ...args: readonly string[]
  ): Promise<Outcome>;
}

/** Runs a command and prints what it gives. */
export type Perform = (
  flags: Pick<CommonFlags, "json">,
  command: (output: Output) => Promise<Outcome>,
) => Promise<void>;

export function programOf(perform: Perform): Command {
  /** Gives the flags to the command's code, which is loaded only now. */
  function runs<Flags extends CommonFlags>(
    command: Command,
    load: () => Promise<CommandModule<Flags>>,
  ): Command {
    return command.action(() => {
      const given = command.opts<ConfiguredFlags>();
      const args = (command.processedArgs as (string | string[])[]).flat();
      return perform(given, async (output) => {
        const folder = process.cwd();
        const flags = configured(
          given,
          await configIn(folder),
          folder,
          new Set(command.options.map((option) => option.attributeName())),
        ) as CommonFlags as Flags;
        loadEnvironment(flags.envFile);
        return (await load()).run(flags, output, ...args);
      });
    });
  }

  /** The one command that a project without a configuration begins with. */
  const begins = (command: Command): Command =>
    command.action(() => {
      const flags = command.opts<InitFlags>();
      return perform(flags, async () => {
        loadEnvironment(flags.envFile);
        return (await import("./commands/init.js")).run(flags);
      });
    });

  const program = [
    begins(init()),
    runs(revision(), () => import("./commands/revision.js")),
    runs(check(), () => import("./commands/check.js")),
    runs(upgrade(), () => import("./commands/upgrade.js")),
    runs(downgrade(), () => import("./commands/downgrade.js")),
    runs(current(), () => import("./commands/current.js")),
    runs(history(), () => import("./commands/history.js")),
    runs(heads(), () => import("./commands/heads.js")),
    runs(branches(), () => import("./commands/branches.js")),
    runs(show(), () => import("./commands/show.js")),
    runs(merge(), () => import("./commands/merge.js")),
    runs(stamp(), () => import("./commands/stamp.js")),
    runs(edit(), () => import("./commands/edit.js")),
    runs(doctor(), () => import("./commands/doctor.js")),
  ].reduce(
    (program, command) => program.addCommand(command),
    new Command("typeorm-autogenerate")
      .description(
        "Writes migrations from what differs between TypeORM entities and the database.",
      )
      .version(version()),
  );
  return program.addCommand(completion(program));
}

/** Prints at once: it is about the command itself, and needs no project. */
const completion = (program: Command): Command =>
  new Command("completion")
    .description("print a script by which a shell completes commands and flags")
    .addArgument(new Argument("<shell>").choices(shells))
    .addHelpText("after", exampleOf("completion"))
    .action((shell: Shell) => {
      process.stdout.write(completionFor(shell, program));
    });

const init = (): Command =>
  defined(
    "init",
    "find the DataSource, and write the configuration that names it",
  ).option("--scripts", "add scripts to package.json, too");

const revision = (): Command =>
  writing(
    comparing(
      defined(
        "revision",
        "write a migration: an empty one, or what --autogenerate finds",
      ),
    ),
  )
    .option(
      "--head <revision>",
      "the revision to follow, where it is not clear",
    )
    .option("--splice", "follow one that others follow already")
    .option("--sql", "with --dry-run: only the SQL of the upgrade")
    .option("--autogenerate", "write what brings the database to the entities")
    .addOption(
      new Option(
        "--amend",
        "rewrite the newest revision, not applied yet, with more answers",
      ).conflicts(["revId", "splice"]),
    )
    .option(
      "--force",
      "with --amend: also where the file was changed by hand, which is lost",
    );

const check = (): Command =>
  comparing(defined("check", "compare only; exit 1 when something differs"));

const upgrade = (): Command =>
  moving(defined("upgrade", "apply revisions")).argument(
    "[target]",
    "head, heads, +N, any unique part of an id or name, or that and +N; with --sql also from:to",
    "head",
  );

const downgrade = (): Command =>
  moving(defined("downgrade", "take revisions back")).argument(
    "<target>",
    "-N, base, or any unique part of the id or name of the one that stays; with --sql also from:to",
  );

const current = (): Command =>
  verbose(defined("current", "show where the database is")).option(
    "--check-heads",
    "exit 1 when any revision is not applied",
  );

const history = (): Command =>
  verbose(defined("history", "list revisions, newest first"))
    .option("-r, --range <from:to>", "only these, as in -3:current")
    .option(
      "-i, --indicate-current",
      "fail where the database cannot be asked what is applied",
    );

const heads = (): Command =>
  verbose(defined("heads", "list the revisions that no other revises"));

const branches = (): Command =>
  verbose(defined("branches", "list the revisions that several revise"));

const show = (): Command =>
  defined("show", "show one revision")
    .argument(
      "<revision>",
      "head, current, or any unique part of an id or name",
    )
    .option("--sql", "what it sends to the server, both ways");

const merge = (): Command =>
  writing(defined("merge", "write a revision that joins others")).argument(
    "[revisions...]",
    "those to join; without any, all heads",
  );

const stamp = (): Command =>
  waiting(defined("stamp", "record revisions as applied, and run nothing"))
    .argument("<revisions...>", "base, head, heads, or any unique part")
    .option("--purge", "forget all that is recorded first");

const edit = (): Command =>
  defined("edit", "open a revision's file in $VISUAL or $EDITOR").argument(
    "<revision>",
    "head, current, or any unique part of an id or name",
  );

const doctor = (): Command =>
  defined(
    "doctor",
    "look for what is wrong with revisions and database",
  ).option(
    "--scratch",
    "run all of them up and down, too, on a database that is made for it",
  );

function defined(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .addHelpText("after", exampleOf(name))
    .option(
      "-d, --data-source <path>",
      "the module that exports the DataSource; else the one that the configuration names",
    )
    .addOption(new Option("--dataSource <path>").hideHelp())
    .option(
      "--env-file <path>",
      "a file with environment variables; else the one that the configuration names, or none",
    )
    .option("--json", "print one JSON document");
}

/** What commands take that write a file. */
const writing = (command: Command): Command =>
  command
    .addOption(saying("-m, --message <text>", "what the migration is for"))
    .option("--rev-id <digits>", "its id: 13 digits")
    .option("--directory <path>", "where migration files are")
    .option("--dry-run", "write nothing; print the file")
    .option("--js", "write JavaScript, as a CommonJS module")
    .addOption(
      new Option("--esm", "write JavaScript, as an ES module").conflicts("js"),
    );

/** What commands take that change the database. */
const waiting = (command: Command): Command =>
  command.addOption(
    duration("--wait <time>", "how long to wait for another runner: 10m"),
  );

const moving = (command: Command): Command =>
  waiting(command)
    .option("--sql", "print the SQL, and run nothing")
    .addOption(
      new Option(
        "--transaction <mode>",
        "one for all revisions, one for each, or none",
      ).choices(["all", "each", "none"]),
    )
    .addOption(
      duration(
        "--lock-timeout <time>",
        "how long a statement may wait for a lock: 3s",
      ),
    );

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
      "--batch <column=rows>",
      "user.age=10000: how many rows are filled at a time",
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

function version(): string {
  const file = path.join(__dirname, "../../package.json");
  const { version } = JSON.parse(readFileSync(file, "utf8")) as {
    version: string;
  };
  return version;
}
