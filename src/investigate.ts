// What is asked of the database once the differences are known: row counts, casts, views in the way. Nothing where nothing differs.
import type {
  ColumnRef,
  Counted,
  Database,
  Dialect,
  RowCount,
  Target,
  TypeChange,
} from "./dialects/dialect";
import type { HazardContext } from "./hazards/hazard";
import { invert } from "./operations/invert";
import { usingNewLabels } from "./operations/newLabels";
import type { Operation } from "./operations/operation";
import { originalNames, type Rename } from "./operations/rename";
import { disturbances } from "./plan/disturbances";
import type { Facts } from "./questions/facts";
import { lacksBackfill, removedLabels } from "./questions/values";
import { columnName, idKey, nameOf, tableByKey } from "./schema/identity";
import type { Column, Schema, View } from "./schema/schema";

/** What the database answered. */
export interface Investigation {
  readonly facts: Facts;
  readonly hazardContext: HazardContext;
  /** Views that have to be taken down, in the order in which they can be dropped. */
  readonly views: readonly View[];
}

/** A few queries, each in a transaction that waits for no lock for ever; none without differences. Names in the operations are those after `renames`. */
export async function investigate(
  database: Database,
  target: Target,
  operations: readonly Operation[],
  renames: readonly Rename[],
  live: Schema,
  desired: Schema,
): Promise<Investigation> {
  const { dialect } = target;
  const original = originalNames(renames);
  const counts = await countsOf(database, dialect, operations, (counted) => ({
    ...counted,
    table: original.table(counted.table),
    ...(counted.column === undefined
      ? {}
      : { column: original.column(counted.table, counted.column) }),
  }));
  const castable = await castsOf(database, dialect, operations);
  const named = (columns: readonly ColumnRef[]): ColumnRef[] =>
    columns.map(({ table, column }) => ({
      table: original.table(table),
      column: original.column(table, column),
    }));
  const views = await dialect.dependants(
    database,
    named(disturbedColumns(operations, target, live, desired)),
    renames,
  );
  const droppedColumns = named(droppedColumnsOf(operations));
  const viewsOnDropped = new Map<string, readonly string[]>();
  const anyOnDropped = await dialect.dependants(database, droppedColumns);
  // Which view uses which column is asked only when there is a view at all.
  if (anyOnDropped.length > 0)
    for (const dropped of droppedColumns)
      viewsOnDropped.set(
        columnName(dropped.table, dropped.column),
        (await dialect.dependants(database, [dropped])).map(nameOf),
      );

  const [liveTables, desiredTables] = [tableByKey(live), tableByKey(desired)];
  const created = new Set(
    operations.flatMap((operation) =>
      operation.kind === "createTable" ? [idKey(operation.table)] : [],
    ),
  );
  const count = (
    table: Counted["table"],
    column?: string,
  ): RowCount | undefined =>
    counts.get(
      countKey({ table, ...(column === undefined ? {} : { column }) }),
    );
  return {
    views,
    facts: {
      live: (table) => liveTables.get(idKey(table)),
      desired: (table) => desiredTables.get(idKey(table)),
      count,
      countLabels: (table, column) =>
        counts.get(countKey({ table, column, labels: [] })),
      castable,
    },
    hazardContext: {
      createdHere: (table) => created.has(idKey(table)),
      count,
      silentLoss: (from, to) => dialect.silentLoss(from, to),
      viewsOn: (table, column) => [
        ...new Set(
          (column === undefined
            ? (liveTables.get(idKey(table))?.columns ?? []).map(
                ({ name }) => name,
              )
            : [column]
          ).flatMap(
            (name) =>
              viewsOnDropped.get(
                columnName(original.table(table), original.column(table, name)),
              ) ?? [],
          ),
        ),
      ],
    },
  };
}

const countKey = ({ table, column, labels }: Counted): string =>
  JSON.stringify([idKey(table), column, labels !== undefined]);

async function countsOf(
  database: Database,
  dialect: Dialect,
  operations: readonly Operation[],
  original: (counted: Counted) => Counted,
): Promise<ReadonlyMap<string, RowCount>> {
  const wanted = operations.flatMap(countedBy);
  const counts = await dialect.count(database, wanted.map(original));
  return new Map(
    wanted.flatMap((counted, position) => {
      const rows = counts[position];
      return rows === undefined ? [] : [[countKey(counted), rows] as const];
    }),
  );
}

function countedBy(operation: Operation): Counted[] {
  switch (operation.kind) {
    case "dropTable":
      return [{ table: operation.table }];
    case "dropColumn":
      return [{ table: operation.table, column: operation.column.name }];
    case "addColumn":
      return lacksBackfill(operation) ? [{ table: operation.table }] : [];
    case "alterEnumType": {
      const labels = removedLabels(operation);
      return labels.length === 0
        ? []
        : operation.uses.map(({ table, to }) => ({
            table,
            column: to.name,
            labels,
          }));
    }
    default:
      return [];
  }
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

function droppedColumnsOf(operations: readonly Operation[]): ColumnRef[] {
  return operations.flatMap((operation) => {
    switch (operation.kind) {
      case "dropTable":
        return operation.table.columns.map(({ name }) => ({
          table: operation.table,
          column: name,
        }));
      case "dropColumn":
        return [{ table: operation.table, column: operation.column.name }];
      default:
        return [];
    }
  });
}
