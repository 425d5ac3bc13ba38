// From entities and a live database to what differs, what is asked and what is to be feared: the flow in one piece.
import { requireAccepted } from "./accepted";
import { withComparedViews } from "./comparedViews";
import type { OpenDatabase } from "./database";
import type { Introspection, Scope, Server } from "./dialects/dialect";
import { carried } from "./diff/carry";
import { diff } from "./diff/diff";
import { assess } from "./hazards/assess";
import { investigate } from "./investigate";
import { declareConnection } from "./metadata/connection";
import { declareInTurns } from "./metadata/declare";
import { mappingsOf } from "./metadata/mapping";
import { recordOf } from "./metadata/record";
import { territoryOf, type Territory } from "./metadata/scope";
import { declareViews } from "./metadata/views";
import { usingNewLabels } from "./operations/newLabels";
import type { PlanInput } from "./plan/planOf";
import { askedAnswers } from "./questions/askedAnswers";
import { combined } from "./questions/answers";
import { rejectCastCircles } from "./questions/castCircles";
import { inBatches } from "./questions/batches";
import { withTablesFollowed } from "./questions/followedNames";
import { withoutLabelRenames } from "./questions/labelRenames";
import { rejectLeftAlone } from "./questions/leftAlone";
import { formerTables, mappedRenames, type Recorded } from "./questions/mapped";
import type { Answers } from "./questions/question";
import { plainAnswers } from "./questions/plainAnswers";
import { movesIn, withMovesSpelledOut } from "./questions/schemaMoves";
import { settledRenames } from "./questions/renames";
import { settle } from "./questions/settle";
import { rejectDropsUnderMoves, withDropsAside } from "./questions/stepsAside";
import {
  leftAloneAmong,
  rejectTakenNames,
  schemasRenamedIn,
} from "./questions/takenNames";
import { recordChange, recordIn } from "./record";
import type { Load } from "./revisions/modules";
import { idKey } from "./schema/identity";
import type { Mapping } from "./schema/mapping";
import type { Notice, ObjectId, Schema } from "./schema/schema";
import {
  declarationOf,
  requireFitting,
  scopeOf,
  within,
  type Declaration,
  type Filter,
} from "./scope";
import { withTold } from "./told";
import { unlessChanged } from "./unchanged";

/** What is compared, and what has been answered. */
export interface CompareOptions extends Filter {
  readonly answers?: Answers;
  /** Loads a migration file that has to be run to know what it is. Default: as TypeORM does. */
  readonly load?: Load;
}

/** All that a plan is made of, and what a report says beside it. */
export interface Comparison extends PlanInput {
  readonly server: Server;
  readonly notices: readonly Notice[];
  /** Renames that needed no answer, as answers. */
  readonly known: Answers;
}

const mappedIn = ({ mapped, mappedViews }: Territory): readonly ObjectId[] => [
  ...mapped,
  ...mappedViews,
];

/** From two schemas to settled operations: the flow in one piece. */
export async function compare(
  database: OpenDatabase,
  { answers = {}, ...filter }: CompareOptions,
  recorded: Recorded,
): Promise<Comparison> {
  const { dataSource, dialect } = database;
  const territory = territoryOf(dataSource);
  const mappings = recorded.size === 0 ? [] : mappingsOf(dataSource);
  const scope = scopeOf(
    territory,
    filter,
    withMovesSpelledOut(answers, mappedIn(territory)),
    formerTables(mappings, recorded),
  );
  // Entities are read while the server reads its catalogs.
  const declaring = declareInTurns(dataSource).then((tables) =>
    declarationOf(tables, declareViews(dataSource), (some, views) =>
      dialect.desire(some, declareConnection(dataSource), views),
    ),
  );
  // What is wrong with them is told when they are asked for, after the catalogs.
  declaring.catch(() => undefined);
  const introspected = await dialect.introspect(database, scope);
  requireFitting(filter, territory.ownSchema, [
    ...mappedIn(territory),
    ...introspected.schema.tables,
    ...introspected.schema.views,
  ]);
  return unlessChanged(database, dialect, scope, introspected, () =>
    comparisonOf(
      database,
      { scope, territory, mappings },
      introspected,
      declaring,
      answers,
      recorded,
    ),
  );
}

/** What the entities are about. */
interface Outline {
  readonly scope: Scope;
  readonly territory: Territory;
  readonly mappings: readonly Mapping[];
}

async function comparisonOf(
  database: OpenDatabase,
  { scope, territory, mappings }: Outline,
  introspected: Introspection,
  declaring: Promise<Declaration>,
  given: Answers,
  recorded: Recorded,
): Promise<Comparison> {
  const spelledOut = withMovesSpelledOut(
    given,
    mappedIn(territory),
    movesIn(introspected.schema),
  );
  const { dataSource, dialect } = database;
  const { server } = introspected;
  const record = recordIn(database, territory.record);
  const untouchable = new Set(introspected.untouchable.map(idKey));
  const declared = within(
    await declaring,
    (table) => scope.includes(table) && !untouchable.has(idKey(table)),
    (view) => scope.includesView(view) && !untouchable.has(idKey(view)),
  );
  const remembered = mappedRenames(
    { live: introspected.schema, desired: declared, mappings },
    recorded,
    spelledOut,
  );
  const known = { renames: remembered.renames };
  const answers = plainAnswers(combined([known, spelledOut]), dialect.plainly);
  rejectLeftAlone(answers, introspected.leftAlone ?? []);
  const shown = await withComparedViews(
    introspected.schema,
    declared.views,
    answers,
    record,
  );

  const renames = settledRenames(shown, declared, answers, (table, column) =>
    dialect.sequenceOf(table, column),
  );
  if (dialect.namesBySchema) rejectDropsUnderMoves(renames, answers);
  const renamed = await dialect.rename(database, shown, renames, server);
  const canonical = await dialect.canonicalize(
    database,
    declared,
    renamed,
    shown,
    server,
  );
  const differing = (before: Schema) => {
    const after = carried(before, canonical.schema);
    const { verified } = canonical;
    return { desired: after, differences: diff(before, after, { verified }) };
  };
  const seen = differing(renamed);
  const told = await withTold(
    database,
    dialect,
    { found: shown, live: renamed },
    renames,
    seen.differences,
  );
  const { found } = told;
  const { desired, differences } =
    told.live === renamed ? seen : differing(told.live);

  const leftAlone = leftAloneAmong(
    renames.length === 0
      ? []
      : ((await dialect.takenNames?.(database, schemasRenamedIn(renames))) ??
          []),
    found,
  );
  rejectTakenNames(renames, found, desired, leftAlone);

  const investigation = await investigate(
    database,
    { dialect, serverVersion: server.version },
    differences,
    { found, renames, place: server, scope },
    told.live,
    desired,
  );
  const { facts, hazardContext, live, views, bystanders, handmade } =
    investigation;
  const said = withTablesFollowed(answers, renames, live);
  const { operations: settled, questions } = settle(
    investigation.operations,
    withDropsAside(withoutLabelRenames(said, renames, live), renames),
    { ...facts, successor: (name) => remembered.open[name] },
    dialect,
  );
  rejectCastCircles(settled, said, dialect);
  const batched = inBatches(settled, said, { renames, live }, dialect);
  const operations = batched.map(usingNewLabels(batched));
  await requireAccepted(
    database,
    dialect,
    askedAnswers(operations, said, {
      renames,
      live,
      desired,
      schemas: [server.defaultSchema],
    }),
  );
  const change = await recordChange([...renames, ...operations], {
    table: territory.record,
    desired: () => recordOf(dataSource, scope, dialect.notes),
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
    leftAlone,
    ...(change === undefined ? {} : { record: change }),
    hazards: assess([...renames, ...operations], hazardContext),
    server,
    notices: introspected.notices,
    known,
  };
}
