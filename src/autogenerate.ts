// The main job: from entities and a live database to a migration file. To be read from top to bottom.
import type { DataSource } from "typeorm";
import { withComparedViews } from "./comparedViews";
import { concerned } from "./concerned";
import { withDatabase, type OpenDatabase } from "./database";
import type {
  Introspection,
  Scope,
  Server,
  Statement,
  Target,
} from "./dialects/dialect";
import { carried } from "./diff/carry";
import { diff } from "./diff/diff";
import { schemaDiff } from "./emit/schemaText";
import { assess } from "./hazards/assess";
import type { Hazard } from "./hazards/hazard";
import { investigate } from "./investigate";
import { declareConnection } from "./metadata/connection";
import { declareInTurns } from "./metadata/declare";
import { recordOf } from "./metadata/record";
import { territoryOf } from "./metadata/scope";
import { declareViews } from "./metadata/views";
import { usingNewLabels } from "./operations/newLabels";
import type { Operation } from "./operations/operation";
import type { Plan } from "./plan/plan";
import { planOf, type PlanInput } from "./plan/planOf";
import type { Answers, Question } from "./questions/question";
import { withoutLabelRenames } from "./questions/labelRenames";
import { settledRenames } from "./questions/renames";
import { settle } from "./questions/settle";
import { recordChange, recordIn } from "./record";
import {
  amendable,
  amendedRevision,
  newRevision,
  writeRevision,
  type FollowingOptions,
} from "./revisions/create";
import { directoryOf } from "./revisions/directory";
import {
  pendingOf,
  readHistory,
  type FileOptions,
  type History,
} from "./revisions/history";
import { alone, type LockOptions } from "./revisions/lock";
import type { Load } from "./revisions/modules";
import type { Revision } from "./revisions/revision";
import { PendingMigrationsError } from "./schema/errors";
import { idKey } from "./schema/identity";
import type { Notice } from "./schema/schema";
import {
  declarationOf,
  scopeOf,
  within,
  type Declaration,
  type Filter,
} from "./scope";
import { unlessChanged } from "./unchanged";

/** What is compared, and what has been answered. */
export interface CompareOptions extends Filter {
  readonly answers?: Answers;
  /** Loads a migration file that has to be run to know what it is. Default: as TypeORM does. */
  readonly load?: Load;
}

export interface AutogenerateOptions
  extends CompareOptions, FileOptions, FollowingOptions, LockOptions {
  /** Rewrites the newest revision, which is not applied yet, under its id and name. */
  readonly amend?: boolean;
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
  /** Absent when nothing differs. */
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
  const history = await readHistory(database, options);
  const amended = options.amend === true ? amendable(history) : undefined;
  requireUpToDate(history, amended);

  const comparison = await compare(database, options);
  const plan = planOf(comparison, targetOf(database, comparison));
  const file = isEmpty(plan)
    ? undefined
    : await fileOf(plan, comparison, database, history, amended, options);
  return {
    ...findingsOf(plan, comparison),
    upgrade: plan.upgrade.flatMap(({ statements }) => statements),
    downgrade: plan.downgrade.flatMap(({ statements }) => statements),
    ...(file === undefined ? {} : { file }),
  };
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
    const pending = pendingOf(await readHistory(database, options)).map(
      ({ name }) => name,
    );
    const comparison = await compare(database, options);
    const plan = planOf(comparison, targetOf(database, comparison));
    return {
      clean: isEmpty(plan) && pending.length === 0,
      pending,
      ...findingsOf(plan, comparison),
    };
  });
}

/** All that a plan is made of, and what a report says beside it. */
interface Comparison extends PlanInput {
  readonly server: Server;
  readonly notices: readonly Notice[];
}

/** From two schemas to settled operations: the flow in one piece. */
async function compare(
  database: OpenDatabase,
  { answers = {}, ...filter }: CompareOptions,
): Promise<Comparison> {
  const { dataSource, dialect } = database;
  const territory = territoryOf(dataSource);
  const scope = scopeOf(territory, filter, answers);
  // Entities are read while the server reads its catalogs.
  const declaring = declareInTurns(dataSource).then((tables) =>
    declarationOf(tables, declareViews(dataSource), (some, views) =>
      dialect.desire(some, declareConnection(dataSource), views),
    ),
  );
  // What is wrong with them is told when they are asked for, after the catalogs.
  declaring.catch(() => undefined);
  const introspected = await dialect.introspect(database, scope);
  return unlessChanged(database, dialect, scope, introspected, () =>
    comparisonOf(database, scope, introspected, declaring, answers),
  );
}

async function comparisonOf(
  database: OpenDatabase,
  scope: Scope,
  introspected: Introspection,
  declaring: Promise<Declaration>,
  answers: Answers,
): Promise<Comparison> {
  const { dataSource, dialect } = database;
  const { server } = introspected;
  const territory = territoryOf(dataSource);
  const record = recordIn(database, territory.record);
  const untouchable = new Set(introspected.untouchable.map(idKey));
  const declared = within(
    await declaring,
    (table) => scope.includes(table) && !untouchable.has(idKey(table)),
    (view) => scope.includesView(view) && !untouchable.has(idKey(view)),
  );
  const found = await withComparedViews(
    introspected.schema,
    declared.views,
    answers,
    record,
  );

  const renames = settledRenames(found, declared, answers, (table, column) =>
    dialect.sequenceOf(table, column),
  );
  const renamed = await dialect.rename(database, found, renames, server);
  const canonical = await dialect.canonicalize(
    database,
    declared,
    renamed,
    found,
    server,
  );
  const desired = carried(renamed, canonical.schema);

  const investigation = await investigate(
    database,
    { dialect, serverVersion: server.version },
    diff(renamed, desired, { verified: canonical.verified }),
    { found, renames },
    renamed,
    desired,
  );
  const { facts, hazardContext, live, views, bystanders, handmade } =
    investigation;
  const { operations: settled, questions } = settle(
    investigation.operations,
    withoutLabelRenames(answers, renames, live),
    facts,
    dialect,
  );
  const operations = settled.map(usingNewLabels(settled));
  const change = await recordChange([...renames, ...operations], {
    table: territory.record,
    desired: recordOf(dataSource, scope, dialect.notes),
    live: record,
  });
  return {
    found,
    renames,
    operations,
    questions,
    live,
    desired,
    views,
    bystanders,
    handmade,
    ...(change === undefined ? {} : { record: change }),
    hazards: assess([...renames, ...operations], hazardContext),
    server,
    notices: introspected.notices,
  };
}

const targetOf = (
  { dialect }: OpenDatabase,
  { server }: Comparison,
): Target => ({ dialect, serverVersion: server.version });

function requireUpToDate(
  history: History,
  amended: Revision | undefined,
): void {
  const pending = pendingOf(history).filter(
    ({ name }) => name !== amended?.name,
  );
  if (pending.length > 0)
    throw new PendingMigrationsError(pending.map(({ name }) => name));
}

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
  plan: Plan,
  { server }: Comparison,
  { dataSource }: OpenDatabase,
  history: History,
  amended: (Revision & { readonly path: string }) | undefined,
  options: AutogenerateOptions,
): Promise<{ readonly path: string; readonly source: string }> {
  const revision =
    amended === undefined
      ? newRevision(history, options)
      : amendedRevision(history, amended);
  const place =
    amended === undefined
      ? { directory: options.directory ?? directoryOf(dataSource) }
      : { amended: amended.path };
  const { path, source } = await writeRevision(
    { ...revision, database: server.label, plan },
    place,
    options.write ?? true,
  );
  return { path, source };
}
