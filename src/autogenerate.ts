// The main job: from entities and a live database to a migration file. To be read from top to bottom.
import type { DataSource } from "typeorm";
import { compare, type CompareOptions, type Comparison } from "./comparison";
import { concerned } from "./concerned";
import { withDatabase, type OpenDatabase } from "./database";
import type { Statement, Target } from "./dialects/dialect";
import { schemaDiff } from "./emit/schemaText";
import type { Hazard } from "./hazards/hazard";
import { mappingsOf } from "./metadata/mapping";
import type { Operation } from "./operations/operation";
import type { Plan } from "./plan/plan";
import { planOf } from "./plan/planOf";
import {
  allFrom,
  combined,
  oneByOne,
  recordLines,
  type RecordedAnswers,
  type Sources,
} from "./questions/answers";
import {
  stillExcluded,
  withEarlier,
  withFitting,
} from "./questions/earlierAnswers";
import { rejectBegun } from "./questions/batches";
import { mappedBy } from "./questions/mapped";
import type { Answers, Question } from "./questions/question";
import { requireAnswers, requireFilledIn } from "./questions/wellFormed";
import {
  amendable,
  amendedRevision,
  newRevision,
  writeRevision,
  type Amended,
  type FollowingOptions,
} from "./revisions/create";
import { formatFor, placeFor } from "./revisions/directory";
import {
  mappedBefore,
  pendingOf,
  readHistory,
  requireUpToDate,
  type FileOptions,
  type History,
} from "./revisions/history";
import { alone, type LockOptions } from "./revisions/lock";
import type { Notice } from "./schema/schema";

export interface AutogenerateOptions
  extends CompareOptions, FileOptions, FollowingOptions, LockOptions {
  /** Rewrites the newest revision, which is not applied yet, under its id and name. */
  readonly amend?: boolean;
  /** With `amend`: also where the file was changed by hand since it was written, which is lost then. */
  readonly force?: boolean;
  /** By which way each answer came, by the answer as a flag: `--rename user.name:full_name`. It stands in the file's header. Default: `code`. */
  readonly sources?: Sources;
  /** False to leave the disk alone. Default: true. */
  readonly write?: boolean;
}

export interface CheckResult extends Findings {
  /** Nothing differs, nothing is asked, and no migration is pending. */
  readonly clean: boolean;
  /** Known migrations that are not applied, by name. */
  readonly pending: readonly string[];
}

/** What a comparison says, whatever is done about it. */
export interface Findings {
  readonly operations: readonly Operation[];
  readonly questions: readonly Question[];
  readonly hazards: readonly Hazard[];
  readonly notices: readonly Notice[];
  /** Live against desired, as a unified diff of the schema in words. Empty when equal. */
  readonly schemaDiff: string;
}

export interface AutogenerateResult extends Findings {
  readonly upgrade: readonly Statement[];
  readonly downgrade: readonly Statement[];
  /** Absent when nothing differs; one that is amended does nothing then. */
  readonly file?: { readonly path: string; readonly source: string };
}

/**
 * Compares the entities with the live database and writes the migration between them; no file when nothing differs.
 * @throws PendingMigrationsError when known migrations are not applied.
 * @throws AnswerError when an answer fits no question.
 * @throws FileError when the file cannot be written.
 */
export async function autogenerate(
  dataSource: DataSource,
  options: AutogenerateOptions = {},
): Promise<AutogenerateResult> {
  return withDatabase(dataSource, (database) =>
    options.write === false
      ? generated(database, options)
      : // Of two at once, the second finds the file of the first.
        alone(database, options, () => generated(database, options)),
  );
}

async function generated(
  database: OpenDatabase,
  options: AutogenerateOptions,
): Promise<AutogenerateResult> {
  const planned = await plannedFrom(database, options);
  const { plan, comparison } = planned;
  // One that is amended is not to do what it did before.
  const file =
    isEmpty(plan) && planned.amended === undefined
      ? undefined
      : await fileOf(planned, database, options);
  return {
    ...findingsOf(plan, comparison),
    upgrade: plan.upgrade.flatMap(({ statements }) => statements),
    downgrade: plan.downgrade.flatMap(({ statements }) => statements),
    ...(file === undefined ? {} : { file }),
  };
}

/** What that would ask, and no file made of it. */
export async function questionsOf(
  dataSource: DataSource,
  options: AutogenerateOptions,
): Promise<readonly Question[]> {
  return withDatabase(
    dataSource,
    async (database) => (await plannedFrom(database, options)).plan.questions,
  );
}

/** All that a file is made of. */
interface Planned {
  readonly plan: Plan;
  readonly comparison: Comparison;
  readonly settled: Settled;
  readonly history: History;
  readonly amended: Amended | undefined;
}

async function plannedFrom(
  database: OpenDatabase,
  options: AutogenerateOptions,
): Promise<Planned> {
  requireSaid(options.answers);
  const history = await readHistory(database, options);
  const amended =
    options.amend === true ? amendable(history, options.force) : undefined;
  requireUpToDate(history, amended?.name);
  const anew = await compareAnew(database, options, history, amended);
  if (amended !== undefined)
    rejectBegun(
      amended.source,
      amended.answered.answers,
      anew.comparison.operations,
    );
  const plan = planOf(anew.comparison, targetOf(database, anew.comparison));
  return { ...anew, plan, history, amended };
}

/**
 * The same comparison, and nothing written. Pending migrations are no obstacle: they are named, and what they would change is found.
 * @throws AnswerError when an answer fits no question.
 */
export async function check(
  dataSource: DataSource,
  options: CompareOptions = {},
): Promise<CheckResult> {
  return withDatabase(dataSource, async (database) => {
    requireSaid(options.answers);
    const history = await readHistory(database, options);
    const pending = pendingOf(history).map(({ name }) => name);
    const comparison = await compare(database, options, mappedBefore(history));
    const plan = planOf(comparison, targetOf(database, comparison));
    return {
      clean: isEmpty(plan) && pending.length === 0,
      pending,
      ...findingsOf(plan, comparison),
    };
  });
}

/** What holds of a file when it is written: what was answered, and what was not looked at. */
interface Settled extends RecordedAnswers {
  readonly exclude: readonly string[];
}

/** With what was settled before, as long as that still fits what differs. */
async function compareAnew(
  database: OpenDatabase,
  options: AutogenerateOptions,
  history: History,
  amended: Amended | undefined,
): Promise<Pick<Planned, "comparison" | "settled">> {
  const given: Settled = {
    answers: options.answers ?? {},
    sources: options.sources ?? {},
    exclude: options.exclude ?? [],
  };
  const mapped = mappedBefore(history);
  const compared = async ({ answers, sources, exclude }: Settled) => {
    const comparison = await compare(
      database,
      { ...options, answers, exclude },
      mapped,
    );
    const { known } = comparison;
    return {
      comparison,
      settled: {
        answers: combined([known, answers]),
        sources: { ...allFrom("mapping", known), ...sources },
        exclude,
      },
    };
  };
  if (amended === undefined) return compared(given);
  const { answered, excluded } = amended;
  const withAll = (earlier: readonly Answers[]): Settled => ({
    answers: withEarlier(combined(earlier), given.answers),
    sources: {
      ...answered.sources,
      ...allFrom("code", given.answers),
      ...given.sources,
    },
    exclude: [
      ...new Set([...stillExcluded(excluded, given.answers), ...given.exclude]),
    ],
  });
  return withFitting(oneByOne(answered.answers), (earlier) =>
    compared(withAll(earlier)),
  );
}

function requireSaid(answers: unknown = {}): void {
  requireAnswers(answers, "answers");
  requireFilledIn(answers);
}

const targetOf = (
  { dialect }: OpenDatabase,
  { server }: Comparison,
): Target => ({ dialect, serverVersion: server.version });

const isEmpty = ({ operations, questions }: Plan): boolean =>
  operations.length === 0 && questions.length === 0;

function findingsOf(
  { operations, questions, hazards }: Plan,
  { found, desired, notices }: Comparison,
): Findings {
  return {
    operations,
    questions,
    hazards,
    notices,
    schemaDiff:
      operations.length === 0
        ? ""
        : schemaDiff(concerned(found, desired, operations), desired),
  };
}

async function fileOf(
  { plan, comparison, settled, history, amended }: Planned,
  { dataSource }: OpenDatabase,
  options: AutogenerateOptions,
): Promise<{ readonly path: string; readonly source: string }> {
  const revision = {
    format: formatFor(dataSource),
    ...(amended === undefined
      ? newRevision(history, options)
      : amendedRevision(history, amended)),
  };
  const place =
    amended === undefined
      ? placeFor(dataSource, revision.format, options.directory)
      : { amended: amended.path };
  const { path, source } = await writeRevision(
    {
      ...revision,
      database: comparison.server.label,
      answers: recordLines(settled.answers, settled.sources),
      excluded: settled.exclude,
      mapped: mappedBy(
        plan.operations,
        mappingsOf(dataSource),
        mappedBefore(history),
      ),
      plan,
    },
    place,
    options,
  );
  return { path, source };
}
