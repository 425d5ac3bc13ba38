// What is asked of the database once the differences are known: row counts, casts, views in the way. Nothing where nothing differs.
import { bystandersOf } from "./bystanders";
import { countsOf } from "./counts";
import type {
  ColumnRef,
  Database,
  Dialect,
  Renaming,
  Scope,
  Target,
  TypeChange,
} from "./dialects/dialect";
import { firedTriggers } from "./firedTriggers";
import { handmadeAround } from "./handmade";
import type { HazardContext } from "./hazards/hazard";
import { mindingTypes } from "./mindingTypes";
import { namesakesOf } from "./namesakes";
import { invert } from "./operations/invert";
import { usingNewLabels } from "./operations/newLabels";
import type { Operation } from "./operations/operation";
import { originalNames } from "./operations/rename";
import { orphanedRows } from "./orphans";
import { disturbances } from "./plan/disturbances";
import { overwriting } from "./plan/overwriting";
import type { Facts } from "./questions/facts";
import { takingDown } from "./takingDown";
import { involvedViews } from "./involvedViews";
import { uncopiedRows } from "./uncopied";
import { columnName, idKey, sameId, tableByKey } from "./schema/identity";
import type { Column, Handmade, Schema, Table, View } from "./schema/schema";

/** What the database answered. */
export interface Investigation {
  readonly facts: Omit<Facts, "successor">;
  readonly hazardContext: HazardContext;
  /** The operations, and the live schema, with what hangs on the views in them. */
  readonly operations: readonly Operation[];
  readonly live: Schema;
  /** Somebody else's views that may have to be taken down and put back. */
  readonly views: readonly View[];
  /** Tables that are not compared, each with a foreign key on one whose key may change. */
  readonly bystanders: readonly Table[];
  /** What is made by hand and uses what changes or goes. */
  readonly handmade: readonly Handmade[];
}

/** A few queries, each in a transaction that waits for no lock for ever; none without differences. Names in the operations are those after `renames`. */
export async function investigate(
  database: Database,
  target: Target,
  operations: readonly Operation[],
  { scope, ...renaming }: Renaming & { readonly scope: Scope },
  live: Schema,
  desired: Schema,
): Promise<Investigation> {
  const { dialect } = target;
  const { found, renames } = renaming;
  const original = originalNames(renames);
  const { misfits, ...counts } = await countsOf(
    database,
    dialect,
    operations,
    original,
  );
  const namesakes = await namesakesOf(database, dialect, scope, operations);
  const castable = await castsOf(database, dialect, operations);
  const uncopied = await uncopiedRows(database, dialect, operations, {
    found,
    renames,
  });
  const orphans = await orphanedRows(database, dialect, operations, {
    live,
    desired,
    original,
  });
  const fires = await firedTriggers(database, dialect, operations, {
    original,
    live,
  });
  const disturbed = disturbedColumns(operations, target, live, desired);
  const involved = await involvedViews(
    database,
    operations,
    { ...renaming, live },
    disturbed,
    dialect,
  );

  const bystanders = await bystandersOf(
    database,
    target,
    operations,
    renames,
    live,
  );
  const handmade = await handmadeAround(
    database,
    target,
    operations,
    renaming,
    live,
    disturbed,
    [...involved.views, ...involved.compared],
  );
  const minding = await mindingTypes(database, dialect, operations, {
    handmade,
    views: involved.views,
    desired,
    found,
  });

  const [liveTables, desiredTables] = [tableByKey(live), tableByKey(desired)];
  const created = new Set(
    operations.flatMap((operation) =>
      operation.kind === "createTable" ? [idKey(operation.table)] : [],
    ),
  );
  const dropped = new Set(
    operations.flatMap((operation) =>
      operation.kind === "dropTable" ? [idKey(operation.table)] : [],
    ),
  );
  return {
    ...involved,
    bystanders,
    handmade,
    facts: {
      live: (table) => liveTables.get(idKey(table)),
      desired: (table) => desiredTables.get(idKey(table)),
      namesakes,
      ...counts,
      misfits: (table, column) => misfits(table, column)?.count,
      castable,
      castChoices: (from, to) => dialect.castChoices(from, to),
    },
    hazardContext: {
      createdHere: (table) => created.has(idKey(table)),
      original,
      count: counts.count,
      bystanders: (table) =>
        bystanders.filter(({ foreignKeys }) =>
          foreignKeys.some(({ references }) => sameId(references, table)),
        ),
      comparable: (a, b) => dialect.comparable(a, b),
      desired: (table) => desiredTables.get(idKey(table)),
      misfits,
      uncopied,
      orphans,
      fires,
      ...(dialect.locks === undefined ? {} : { locks: dialect.locks }),
      live: (table) => liveTables.get(idKey(table)),
      silentLoss: (from, to) => dialect.silentLoss(from, to),
      merges: (from, to) => dialect.merges(from, to),
      isKeyCast: ({ table, from, to, cast }) =>
        dialect
          .keyCasts(from, to, { table, column: to.name })
          .some(({ expression }) => expression(to.name) === cast),
      ...(dialect.castNote === undefined ? {} : { castNote: dialect.castNote }),
      viewsOn: involved.readers,
      viewsByKey: involved.groupingByKey,
      handmade: minding,
      ...(dialect.refusedPartitioned === undefined
        ? {}
        : { refusedPartitioned: dialect.refusedPartitioned }),
      isDropped: (table) => dropped.has(idKey(table)),
      remade: (operation) =>
        dialect
          .disturbed(
            usingNewLabels(operations)(operation),
            target.serverVersion,
          )
          .filter(({ takes }) => takes !== "statistics"),
      viewsHold: dialect.viewsHold,
      replaced: (operation) =>
        disturbances(
          [usingNewLabels(operations)(operation)],
          live,
          target,
        ).filter(({ takes }) => takes === "everything"),
      overwrites: (operation) => {
        const used = [usingNewLabels(operations)(operation)];
        return overwriting(used, disturbances(used, live, target));
      },
      takesDown: dialect.viewsHold
        ? takingDown(
            operations.map(usingNewLabels(operations)),
            { ...live, views: [...involved.live.views, ...involved.views] },
            target,
          )
        : () => [],
    },
  };
}

async function castsOf(
  database: Database,
  dialect: Dialect,
  operations: readonly Operation[],
): Promise<Facts["castable"]> {
  const changes = operations.flatMap((operation): TypeChange[] =>
    operation.kind === "alterColumn" &&
    operation.from.type !== operation.to.type
      ? [
          { from: operation.from, to: operation.to },
          { from: operation.to, to: operation.from },
        ]
      : [],
  );
  const key = (from: Column, to: Column): string =>
    `${from.type}\u0000${to.type}`;
  const answers = await dialect.castable(database, changes);
  const known = new Map(
    changes.map(({ from, to }, position) => [
      key(from, to),
      answers[position] ?? false,
    ]),
  );
  return (from, to) => known.get(key(from, to)) ?? true;
}

/** Columns that are made anew on the way up or on the way down. */
function disturbedColumns(
  operations: readonly Operation[],
  target: Target,
  live: Schema,
  desired: Schema,
): ColumnRef[] {
  const inverted = operations.map(invert);
  const columns = [
    ...disturbances(operations.map(usingNewLabels(operations)), live, target),
    ...disturbances(inverted.map(usingNewLabels(inverted)), desired, target),
  ];
  return [
    ...new Map(
      columns.map((column) => [
        columnName(column.table, column.column),
        column,
      ]),
    ).values(),
  ];
}
