// What stands in an operation's way is taken down before it and put back after it, exactly as it was.
import type { Disturbance, Target } from "../dialects/dialect";
import { mentions } from "../operations/mentions";
import type { Operation } from "../operations/operation";
import { columnName, idKey, idOf, sameId } from "../schema/identity";
import type {
  Column,
  Constraint,
  ForeignKey,
  Index,
  Schema,
  Table,
  TableId,
} from "../schema/schema";
import { allIndexes } from "./allIndexes";
import { disturbances, readers, reread, type Reader } from "./disturbances";

/**
 * The operations with those that take down and put back what disturbs or depends: `before` is the schema that they start from. Objects that
 * are dropped anyway are left to their own operations; one that is only renamed is put back under its new name.
 */
export function withWayMade(
  operations: readonly Operation[],
  before: Schema,
  target: Target,
): Operation[] {
  const disturbed = disturbances(operations, before, target);
  const replaced = withReplacements(
    operations,
    readers(operations, reread(disturbed), before),
    target,
  );
  const inTheWay = [
    ...disturbed.flatMap((disturbance) => dependents(disturbance, before)),
    ...referencing(operations, before),
  ];
  const ledger = ledgerOf(replaced);
  const taken = new Map<string, Operation[]>();
  for (const { table, item } of inTheWay) {
    const key = itemKey(table, item);
    if (ledger.dropped.has(key) || taken.has(key)) continue;
    const name = ledger.renamed.get(key) ?? item.name;
    taken.set(key, downAndUp(table, item, name));
  }
  const goesWithTable = goneTables(operations);
  return [
    ...replaced.filter(
      (operation) =>
        !isRenameOfTaken(operation, taken) && !goesWithTable(operation),
    ),
    ...[...taken.values()].flat(),
  ];
}

/** The indexes of a table that goes need no statement of their own. */
function goneTables(
  operations: readonly Operation[],
): (operation: Operation) => boolean {
  const gone = new Set(
    operations.flatMap((operation) =>
      operation.kind === "dropTable" ? [idKey(operation.table)] : [],
    ),
  );
  return (operation) =>
    operation.kind === "dropIndex" && gone.has(idKey(operation.table));
}

type Item = Constraint | Index;

interface Placed {
  readonly table: TableId;
  readonly item: Item;
}

const isConstraint = (item: Item): item is Constraint => "kind" in item;

const itemKey = (table: TableId, item: Item): string =>
  nameKey(table, isConstraint(item) ? "constraint" : "index", item.name);

const nameKey = (
  table: TableId,
  kind: "constraint" | "index",
  name: string,
): string => `${idKey(table)}\u0000${kind}\u0000${name}`;

/** A column that cannot be altered in place, or that reads one that is disturbed, is dropped and added: it has no values of its own. */
function withReplacements(
  operations: readonly Operation[],
  reading: readonly Reader[],
  target: Target,
): Operation[] {
  const left = new Map(
    reading.map((reader) => [
      columnName(reader.table, reader.column.name),
      reader,
    ]),
  );
  const replaced = operations.flatMap((operation): Operation[] => {
    if (operation.kind !== "alterColumn") return [operation];
    const { table, from, to } = operation;
    const reads = left.delete(columnName(table, from.name));
    return reads ||
      target.dialect.needsReplacement(operation, target.serverVersion)
      ? dropAndAdd(table, from, to)
      : [operation];
  });
  return [
    ...replaced,
    ...[...left.values()].flatMap(({ table, column }) =>
      dropAndAdd(table, column, column),
    ),
  ];
}

const dropAndAdd = (table: TableId, from: Column, to: Column): Operation[] => [
  { kind: "dropColumn", table, column: from },
  { kind: "addColumn", table, column: to },
];

/** Which names the operations drop and rename themselves. */
function ledgerOf(operations: readonly Operation[]): {
  readonly dropped: ReadonlySet<string>;
  readonly renamed: ReadonlyMap<string, string>;
} {
  const dropped = new Set<string>();
  const renamed = new Map<string, string>();
  for (const operation of operations) {
    switch (operation.kind) {
      case "dropConstraint":
        dropped.add(itemKey(operation.table, operation.constraint));
        break;
      case "dropIndex":
        dropped.add(itemKey(operation.table, operation.index));
        break;
      case "renameConstraint":
        renamed.set(
          nameKey(operation.table, "constraint", operation.from),
          operation.to,
        );
        break;
      case "renameIndex":
        renamed.set(
          nameKey(operation.table, "index", operation.from),
          operation.to,
        );
        break;
      default:
    }
  }
  return { dropped, renamed };
}

function isRenameOfTaken(
  operation: Operation,
  taken: ReadonlyMap<string, unknown>,
): boolean {
  switch (operation.kind) {
    case "renameConstraint":
      return taken.has(nameKey(operation.table, "constraint", operation.from));
    case "renameIndex":
      return taken.has(nameKey(operation.table, "index", operation.from));
    default:
      return false;
  }
}

function downAndUp(table: TableId, item: Item, name: string): Operation[] {
  return isConstraint(item)
    ? [
        { kind: "dropConstraint", table, constraint: item },
        { kind: "addConstraint", table, constraint: { ...item, name } },
      ]
    : [
        { kind: "dropIndex", table, index: item },
        { kind: "createIndex", table, index: { ...item, name } },
      ];
}

/** What cannot stay while the column's values are made anew. */
function dependents(disturbance: Disturbance, schema: Schema): Placed[] {
  const { table, column, takes } = disturbance;
  if (takes === "statistics" || takes === "views" || takes === "groupings")
    return [];
  const own = schema.tables.find((candidate) => sameId(candidate, table));
  return [
    ...foreignKeys(
      schema,
      (key, holder) =>
        (sameId(holder, table) && key.columns.includes(column)) ||
        (sameId(key.references, table) &&
          key.referencedColumns.includes(column)),
    ),
    ...(own === undefined || takes === "references" || takes === "foreignKeys"
      ? []
      : conditions(own, column)),
    ...(own === undefined || takes !== "everything" ? [] : keys(own, column)),
  ].map(({ table: holder, item }) => ({ table: idOf(holder), item }));
}

function conditions(table: Table, column: string): Placed[] {
  return [
    ...table.checks.filter((check) => mentions(check.expression, column)),
    ...table.exclusions.filter((exclusion) =>
      mentions(exclusion.expression, column),
    ),
    ...allIndexes(table).filter(
      (index) =>
        mentions(index.predicate ?? "", column) ||
        index.keys.some((key) => mentions(key.expression ?? "", column)),
    ),
  ].map((item) => ({ table, item }));
}

function keys(table: Table, column: string): Placed[] {
  return [
    ...[
      ...(table.primaryKey === undefined ? [] : [table.primaryKey]),
      ...table.uniques,
    ].filter(({ columns, include = [] }) =>
      [...columns, ...include].includes(column),
    ),
    ...allIndexes(table).filter(
      (index) =>
        index.keys.some((key) => key.column === column) ||
        index.include?.includes(column) === true,
    ),
  ].map((item) => ({ table, item }));
}

/** Foreign keys rest on a key of the table they refer to, and go and come with it. */
function referencing(
  operations: readonly Operation[],
  schema: Schema,
): Placed[] {
  const lost = operations.flatMap((operation) => {
    const columns = lostKey(operation);
    return columns === undefined ? [] : [columns];
  });
  if (lost.length === 0) return [];
  return foreignKeys(schema, (key) =>
    lost.some(
      ({ table, columns }) =>
        sameId(key.references, table) &&
        sameSet(key.referencedColumns, columns),
    ),
  );
}

function lostKey(
  operation: Operation,
):
  { readonly table: TableId; readonly columns: readonly string[] } | undefined {
  if (operation.kind === "dropConstraint") {
    const { table, constraint } = operation;
    return constraint.kind === "primaryKey" || constraint.kind === "unique"
      ? { table, columns: constraint.columns }
      : undefined;
  }
  if (operation.kind === "dropIndex" && operation.index.unique)
    return {
      table: operation.table,
      columns: operation.index.keys.flatMap((key) => key.column ?? []),
    };
  return undefined;
}

function foreignKeys(
  schema: Schema,
  wanted: (key: ForeignKey, table: Table) => boolean,
): Placed[] {
  return schema.tables.flatMap((table) =>
    table.foreignKeys
      .filter((key) => wanted(key, table))
      .map((item) => ({ table: idOf(table), item })),
  );
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name) => b.includes(name));
