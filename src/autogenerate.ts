// The main job: from entities and a live database to a migration file. To be read from top to bottom.
import type { DataSource } from "typeorm";
import { withDatabase, type OpenDatabase } from "./database";
import type { Server, Statement, Target } from "./dialects/dialect";
import { carried } from "./diff/carry";
import { diff } from "./diff/diff";
import { schemaDiff } from "./emit/schemaText";
import { assess } from "./hazards/assess";
import type { Hazard } from "./hazards/hazard";
import { investigate } from "./investigate";
import { declareInTurns } from "./metadata/declare";
import { territoryOf, uncompared } from "./metadata/scope";
import type { Operation } from "./operations/operation";
import type { Plan } from "./plan/plan";
import { planOf, type PlanInput } from "./plan/planOf";
import type { Answers, Question } from "./questions/question";
import { settledRenames } from "./questions/renames";
import { settle } from "./questions/settle";
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
import { inOrder } from "./schema/inOrder";
import type { Notice, Schema } from "./schema/schema";
import { scopeOf, within, type Filter } from "./scope";

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
  /** The live schema under the names that it has. */
  readonly found: Schema;
  readonly server: Server;
  readonly notices: readonly Notice[];
}

/** From two schemas to settled operations: the flow in one piece. */
async function compare(
  database: OpenDatabase,
  { answers = {}, ...filter }: CompareOptions,
): Promise<Comparison> {
  const { dataSource, dialect } = database;
  const scope = scopeOf(territoryOf(dataSource), filter, answers);
  // Entities are read while the server reads its catalogs.
  const declaring = declareInTurns(dataSource).then((tables) =>
    inOrder(dialect.desire(tables)),
  );
  // What is wrong with them is told when they are asked for, after the catalogs.
  declaring.catch(() => undefined);
  const found = await dialect.introspect(database, scope);
  const untouchable = new Set(found.untouchable.map(idKey));
  const declared = within(
    await declaring,
    (table) => scope.includes(table) && !untouchable.has(idKey(table)),
  );

  const renames = settledRenames(
    found.schema,
    declared,
    answers,
    (table, column) => dialect.sequenceOf(table, column),
  );
  const live = await dialect.rename(database, found.schema, renames);
  const canonical = await dialect.canonicalize(
    database,
    declared,
    live,
    found.schema,
  );
  const desired = carried(live, canonical.schema);

  const differences = diff(live, desired, { verified: canonical.verified });
  const { facts, hazardContext, views } = await investigate(
    database,
    { dialect, serverVersion: found.server.version },
    differences,
    renames,
    live,
    desired,
  );
  const { operations, questions } = settle(
    differences,
    answers,
    facts,
    (operation) => dialect.castByText(operation.from),
  );
  return {
    found: found.schema,
    renames,
    operations,
    questions,
    live,
    desired,
    views,
    hazards: assess(operations, hazardContext),
    server: found.server,
    notices: [...found.notices, ...uncompared(dataSource)],
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
        : schemaDiff(compared(found, desired, operations), desired),
  };
}

/** Enum types that nothing is done about are nobody's business. */
function compared(
  live: Schema,
  desired: Schema,
  operations: readonly Operation[],
): Schema {
  const wanted = new Set(
    [
      ...desired.enumTypes,
      ...operations.flatMap((operation) =>
        operation.kind === "dropEnumType" ? [operation.enumType] : [],
      ),
    ].map(idKey),
  );
  return {
    ...live,
    enumTypes: live.enumTypes.filter((enumType) => wanted.has(idKey(enumType))),
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
