// Two states of one table → the operations between them.
import type { Operation } from "../operations/operation";
import { idOf } from "../schema/identity";
import { equal } from "../schema/equal";
import type {
  Column,
  Constraint,
  Generation,
  Index,
  Table,
  TableId,
} from "../schema/schema";
import { compare, compareByStructure, type Compared } from "./compare";
import { constraintStructure, indexStructure } from "./structure";

export function diffTable(
  from: Table,
  to: Table,
  verified: boolean,
): Operation[] {
  const table = idOf(to);
  const columns = compare(from.columns, to.columns, (column) => column.name);
  return [
    ...commentOf(table, from.comment, to.comment),
    ...engineOf(table, from.engine, to.engine),
    ...columns.added.map((column): Operation => ({
      kind: "addColumn",
      table,
      column,
    })),
    ...columns.kept
      .filter((pair) => !sameColumn(pair.from, pair.to))
      .map((pair) => alterColumn(table, pair.from, pair.to, verified)),
    ...withOwnIndexes([
      ...diffConstraints(table, from, to, verified),
      ...diffIndexes(table, from, to, verified),
      ...keptByHand(table, from, to, columns.dropped.length > 0),
    ]),
    ...columns.dropped.map((column): Operation => ({
      kind: "dropColumn",
      table,
      column,
    })),
  ];
}

/** What is kept by hand goes only with a column that it is on, and becomes another only with the type of one. */
function keptByHand(
  table: TableId,
  { handmadeIndexes: before = [] }: Table,
  { handmadeIndexes: after = [] }: Table,
  columnsGo: boolean,
): Operation[] {
  return before.flatMap((index): Operation[] => {
    const kept = after.find(({ name }) => name === index.name);
    const dropped: Operation = { kind: "dropIndex", table, index };
    if (kept === undefined) return columnsGo ? [dropped] : [];
    return indexStructure(kept) === indexStructure(index)
      ? []
      : [dropped, { kind: "createIndex", table, index: kept }];
  });
}

function commentOf(
  table: TableId,
  from: string | undefined,
  to: string | undefined,
): Operation[] {
  return from === to ? [] : [{ kind: "alterTableComment", table, from, to }];
}

function engineOf(
  table: TableId,
  from: string | undefined,
  to: string | undefined,
): Operation[] {
  return from === to ? [] : [{ kind: "alterTableEngine", table, from, to }];
}

/** Equal for every purpose: an owned sequence may have any name. */
function sameColumn(from: Column, to: Column): boolean {
  return (
    equal(from, to) ||
    equal(
      { ...from, generation: withoutSequence(from.generation) },
      { ...to, generation: withoutSequence(to.generation) },
    )
  );
}

function withoutSequence(generation: Generation | undefined): unknown {
  switch (generation?.kind) {
    case "serial":
      return generation.kind;
    case "identity":
      return generation.mode;
    default:
      return generation;
  }
}

function alterColumn(
  table: TableId,
  from: Column,
  to: Column,
  verified: boolean,
): Operation {
  const restsOnText =
    from.type !== to.type ||
    from.default !== to.default ||
    to.generation?.kind === "expression";
  return {
    kind: "alterColumn",
    table,
    from,
    to,
    ...(verified || !restsOnText ? {} : { unverified: true }),
  };
}

function diffConstraints(
  table: TableId,
  from: Table,
  to: Table,
  verified: boolean,
): Operation[] {
  const compared: Compared<Constraint>[] = [
    compareByStructure<Constraint>(
      from.primaryKey === undefined ? [] : [from.primaryKey],
      to.primaryKey === undefined ? [] : [to.primaryKey],
      constraintStructure,
    ),
    compareByStructure<Constraint>(
      from.uniques,
      to.uniques,
      constraintStructure,
    ),
    compareByStructure<Constraint>(from.checks, to.checks, constraintStructure),
    compareByStructure<Constraint>(
      from.exclusions,
      to.exclusions,
      constraintStructure,
    ),
    compareByStructure<Constraint>(
      from.foreignKeys,
      to.foreignKeys,
      constraintStructure,
    ),
  ];
  const doubt = (constraint: Constraint) =>
    !verified && "expression" in constraint
      ? { unverified: true as const }
      : {};
  return compared.flatMap(({ dropped, added, kept }) => [
    ...dropped.map((constraint): Operation => ({
      kind: "dropConstraint",
      table,
      constraint,
      ...doubt(constraint),
    })),
    ...kept
      .filter((pair) => pair.from.name !== pair.to.name)
      .map((pair): Operation => ({
        kind: "renameConstraint",
        table,
        constraint: pair.to.kind,
        from: pair.from.name,
        to: pair.to.name,
        definition: pair.to,
      })),
    ...added.map((constraint): Operation => ({
      kind: "addConstraint",
      table,
      constraint,
      ...doubt(constraint),
    })),
  ]);
}

/** The server's own index for a foreign key is no operation of its own where it comes and goes with the key. */
export function withOwnIndexes(operations: readonly Operation[]): Operation[] {
  const own = new Set(
    operations.flatMap((operation) =>
      (operation.kind === "createIndex" || operation.kind === "dropIndex") &&
      operation.index.implied === true
        ? [`${operation.kind} ${operation.index.name}`]
        : [],
    ),
  );
  if (own.size === 0) return [...operations];
  const taken = new Set<string>();
  const withIndex = operations.map((operation): Operation => {
    if (
      operation.kind !== "addConstraint" &&
      operation.kind !== "dropConstraint"
    )
      return operation;
    const { constraint } = operation;
    const kind =
      operation.kind === "addConstraint" ? "createIndex" : "dropIndex";
    const key = `${kind} ${constraint.name}`;
    if (constraint.kind !== "foreignKey" || !own.has(key)) return operation;
    taken.add(key);
    return { ...operation, constraint: { ...constraint, withIndex: true } };
  });
  return withIndex.filter(
    (operation) =>
      !(
        (operation.kind === "createIndex" || operation.kind === "dropIndex") &&
        taken.has(`${operation.kind} ${operation.index.name}`)
      ),
  );
}

export function diffIndexes(
  table: TableId,
  from: { readonly indexes: readonly Index[] },
  to: { readonly indexes: readonly Index[] },
  verified: boolean,
): Operation[] {
  const { dropped, added, kept } = compareByStructure(
    from.indexes,
    to.indexes,
    indexStructure,
  );
  const doubt = (index: Index) =>
    !verified && index.predicate !== undefined
      ? { unverified: true as const }
      : {};
  return [
    ...dropped.map((index): Operation => ({
      kind: "dropIndex",
      table,
      index,
      ...doubt(index),
    })),
    ...kept
      .filter((pair) => pair.from.name !== pair.to.name)
      .map((pair): Operation => ({
        kind: "renameIndex",
        table,
        from: pair.from.name,
        to: pair.to.name,
      })),
    ...added.map((index): Operation => ({
      kind: "createIndex",
      table,
      index,
      ...doubt(index),
    })),
  ];
}
