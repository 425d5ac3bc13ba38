// `revision`: writes a migration, from what differs or for its author to fill in.
import type { DataSource } from "typeorm";
import {
  autogenerate,
  questionsOf,
  type AutogenerateOptions,
  type AutogenerateResult,
} from "../../autogenerate";
import { allFrom } from "../../questions/answers";
import type { Question } from "../../questions/question";
import { RevisionError } from "../../schema/errors";
import { createRevision } from "../../workflow";
import { afterWrite } from "../afterWrite";
import { answersOf, type AnswerFlags } from "../answers";
import { exit } from "../exit";
import {
  fileOptionsOf,
  scopeOf,
  type ScopeFlags,
  type WritingFlags,
} from "../flags";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import type { Answered } from "../prompts";
import { filesOf, formatOf, loadProject } from "../project/project";
import { diffLines, reportLines, template } from "../report";
import { templateOf } from "../template";
import { fileLine, unseen, written } from "../written";

export interface RevisionFlags extends ScopeFlags, AnswerFlags, WritingFlags {
  readonly autogenerate?: true;
  readonly amend?: true;
  readonly force?: true;
  readonly head?: string;
  readonly splice?: true;
  readonly sql?: true;
}

export async function run(
  flags: RevisionFlags,
  output: Output,
): Promise<Outcome> {
  if (flags.sql && !flags.dryRun)
    throw new RevisionError(
      "--sql prints the SQL of a file that is not written. Add --dry-run.",
    );
  if (flags.autogenerate) return generated(flags, output);
  const idle = forAutogenerate.filter((flag) => flags[flag] !== undefined);
  if (idle.length > 0)
    throw new RevisionError(
      `${idle.map((flag) => (flag === "enumValue" ? "--enum-value" : `--${flag}`)).join(", ")} is about what --autogenerate finds. Add --autogenerate, or leave it out.`,
    );
  const project = await loadProject(flags.dataSource);
  const file = await createRevision(project.dataSource, {
    ...filesOf(project, output),
    ...formatOf(project),
    ...fileOptionsOf(flags),
    ...(await templateOf(flags, project)),
    ...followingOf(flags),
  });
  return written(file, flags, project, output);
}

const followingOf = ({
  head,
  splice,
}: RevisionFlags): Pick<RevisionFlags, "head" | "splice"> => ({
  ...(head !== undefined && { head }),
  ...(splice && { splice }),
});

/** Flags that mean nothing to an empty revision. */
const forAutogenerate = [
  "amend",
  "force",
  "include",
  "exclude",
  "rename",
  "drop",
  "backfill",
  "batch",
  "cast",
  "enumValue",
  "answers",
  "sql",
] as const;

async function generated(
  flags: RevisionFlags,
  output: Output,
): Promise<Outcome> {
  const { log, out } = output;
  const project = await loadProject(flags.dataSource);
  const options: AutogenerateOptions = {
    ...filesOf(project, output),
    ...formatOf(project),
    ...fileOptionsOf(flags),
    ...(await templateOf(flags, project)),
    ...followingOf(flags),
    ...scopeOf(flags),
    ...(flags.amend && { amend: true }),
    ...(flags.force && { force: true }),
  };
  const { sources, ...answered } = answersOf(flags);
  const given = { ...answered, exclude: options.exclude ?? [] };
  const { answers, exclude } = isAttended(flags)
    ? await answeredOn(project.dataSource, options, given)
    : given;
  const result = await autogenerate(project.dataSource, {
    ...options,
    answers,
    sources: { ...allFrom("prompt", answers), ...sources },
    exclude,
  });
  if (flags.amend && flags.message !== undefined)
    log.write(
      `The message stays as it is: --amend keeps id, name and message, so ${JSON.stringify(flags.message)} is not used.`,
    );
  const kept = exclude.filter((name) => !given.exclude.includes(name));
  if (kept.length > 0)
    log.write(
      `Left alone in this file. In all others, too: "exclude": ${JSON.stringify(kept)} in the configuration.`,
    );
  const { operations, questions, hazards, notices, schemaDiff, file } = result;
  reportLines(result, log.colors).forEach(log.write);
  if (questions.length > 0)
    log.write(
      `${questions.length === 1 ? "1 question is" : `${questions.length} questions are`} open: the migration refuses to run until answered. Answer with: revision --autogenerate --amend`,
    );
  afterWrite(file, flags, log);
  if (!flags.dryRun) unseen(file, project.options).forEach(log.write);
  return {
    exit: questions.length > 0 ? exit.questions : exit.fine,
    document: {
      operations,
      questions,
      hazards,
      notices,
      schemaDiff,
      ...(file && { file }),
      answers: template(questions),
    },
    lines: [
      ...(flags.verbose ? diffLines(schemaDiff, out.colors) : []),
      ...resultLines(result, flags),
    ],
  };
}

/** Whether somebody sits at a terminal who can be asked. */
const isAttended = ({ json }: RevisionFlags): boolean =>
  !json && process.stdin.isTTY && process.stderr.isTTY && !process.env.CI;

/** What is answered by flags, and then by hand. */
async function answeredOn(
  dataSource: DataSource,
  options: AutogenerateOptions,
  given: Answered,
): Promise<Answered> {
  const found = (answered: Answered): Promise<readonly Question[]> =>
    questionsOf(dataSource, { ...options, ...answered });
  // Only questions load the prompts.
  if ((await found(given)).length === 0) return given;
  const { askAll } = await import("../prompts.js");
  return askAll(found, given);
}

function resultLines(
  { file, operations, questions, upgrade }: AutogenerateResult,
  { sql, dryRun }: RevisionFlags,
): string[] {
  const nothing = operations.length === 0 && questions.length === 0;
  if (sql && nothing) return ["-- No changes detected."];
  if (file === undefined) return ["No changes detected."];
  if (nothing && !dryRun)
    return [
      "No changes detected: the file does nothing from now on. Where nobody else has it, it may be deleted.",
      fileLine(file, dryRun),
    ];
  return sql
    ? upgrade.map((statement) => `${statement.sql.trim()};`)
    : [fileLine(file, dryRun)];
}
