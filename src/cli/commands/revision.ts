// `revision`: writes a migration, from what differs or for its author to fill in.
import path from "node:path";
import { autogenerate, type AutogenerateOptions } from "../../autogenerate";
import { directoryOf } from "../../revisions/directory";
import { RevisionError } from "../../schema/errors";
import { createRevision } from "../../workflow";
import { answersOf, type AnswerFlags } from "../answers";
import { exit } from "../exit";
import { scopeOf, type ScopeFlags } from "../flags";
import type { Outcome } from "../outcome";
import type { Output } from "../output";
import { loadProject, type Project } from "../project/project";
import { diffLines, reportLines, template } from "../report";

export interface RevisionFlags extends ScopeFlags, AnswerFlags {
  readonly message?: string;
  readonly autogenerate?: true;
  readonly amend?: true;
  readonly directory?: string;
}

export async function run(
  flags: RevisionFlags,
  output: Output,
): Promise<Outcome> {
  if (flags.autogenerate) return generated(flags, output);
  const idle = forAutogenerate.filter((flag) => flags[flag] !== undefined);
  if (idle.length > 0)
    throw new RevisionError(
      `${idle.map((flag) => (flag === "enumValue" ? "--enum-value" : `--${flag}`)).join(", ")} is about what --autogenerate finds. Add --autogenerate, or leave it out.`,
    );
  const { dataSource, options } = await loadProject(flags.dataSource);
  const file = await createRevision(dataSource, placeOf(flags, options));
  unseen(file, options).forEach(output.log.write);
  return {
    exit: exit.fine,
    document: { file },
    lines: [generating(file)],
  };
}

/** Flags that mean nothing to an empty revision. */
const forAutogenerate = [
  "amend",
  "include",
  "exclude",
  "rename",
  "drop",
  "backfill",
  "cast",
  "enumValue",
  "answers",
] as const;

async function generated(
  flags: RevisionFlags,
  { log, out }: Output,
): Promise<Outcome> {
  const answers = answersOf(flags);
  const { dataSource, options } = await loadProject(flags.dataSource);
  const result = await autogenerate(dataSource, {
    ...placeOf(flags, options),
    answers,
    ...scopeOf(flags),
    ...(flags.amend && { amend: true }),
  });
  const { operations, questions, hazards, notices, schemaDiff, file } = result;
  reportLines(result, log.colors).forEach(log.write);
  if (questions.length > 0)
    log.write(
      `${questions.length === 1 ? "1 question is" : `${questions.length} questions are`} open: the migration refuses to run until answered. Give all answers to: revision --autogenerate --amend`,
    );
  unseen(file, options).forEach(log.write);
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
      file === undefined ? "No changes detected." : generating(file),
    ],
  };
}

function placeOf(
  { message, directory }: RevisionFlags,
  options: Project["options"],
): Pick<AutogenerateOptions, "message" | "directory"> {
  return {
    ...(message === undefined ? {} : { message }),
    directory: directory ?? directoryOf({ options }),
  };
}

/** A DataSource that names no migration files will not find this one. */
function unseen(
  file: { readonly path: string } | undefined,
  { migrations = [] }: Project["options"],
): string[] {
  const named = Object.values(migrations) as unknown[];
  if (file === undefined || named.some((value) => typeof value === "string"))
    return [];
  const folder = path.relative(process.cwd(), path.dirname(file.path));
  return [
    `The DataSource names no files as migrations, so it will not find the new one. Add to its options: migrations: ["${folder.replaceAll(path.sep, "/")}/*.ts"]`,
  ];
}

const generating = ({ path }: { readonly path: string }): string =>
  `Generating ${path} ... done`;
