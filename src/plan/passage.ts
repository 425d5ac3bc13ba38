// Tables that move to a schema in which something has a name that they bring along go by way of a schema of their own, where they get their new names.
import type { TakenName } from "../dialects/dialect";
import type { Operation } from "../operations/operation";
import { namesWith } from "../operations/namesWith";
import type { Rename } from "../operations/rename";
import { idKey, idOf, sameId } from "../schema/identity";
import type { Schema, SequenceId, Table, TableId } from "../schema/schema";
import type { Direction } from "./order";
import { grouped } from "./renameOrder";

/** A table that cannot go straight from the one schema to the other. */
export interface Passage {
  readonly from: TableId;
  readonly to: TableId;
  /** The schema that it goes by way of. */
  readonly way: string;
  /** Names of the constraints and indexes that it has before. */
  readonly names: readonly string[];
}

type Move = Extract<Rename, { readonly kind: "renameTable" }>;

/** `found` is the live schema before the renames, `leftAlone` what is there besides. A name that is to become free counts as taken. */
export function passagesOf(
  renames: readonly Rename[],
  found: Schema,
  desired: Schema,
  leftAlone: readonly TakenName[],
): Passage[] {
  const moves = renames.filter(
    (rename): rename is Move =>
      rename.kind === "renameTable" && rename.from.schema !== rename.to.schema,
  );
  if (moves.length === 0) return [];
  const there = crowded(moves, found, leftAlone);
  const back = crowded(
    moves.map(({ kind, from, to }) => ({ kind, from: to, to: from })),
    desired,
    leftAlone.map((named) => movedAlong(named, moves)),
  );
  return moves.flatMap(({ from, to }, number): Passage[] =>
    (there[number] ?? back[number])
      ? [
          {
            from,
            to,
            way: `typeorm_autogenerate_way_${number}`,
            names: namesWith(tableIn(found, from)),
          },
        ]
      : [],
  );
}

/** Where it is after the moves. */
function movedAlong(named: TakenName, moves: readonly Move[]): TakenName {
  const { of, name } = named;
  const move = moves.find(({ from }) => of !== undefined && sameId(of, from));
  if (move === undefined) return named;
  const { schema } = move.to;
  return { ...(schema === undefined ? {} : { schema }), name, of: move.to };
}

const tableIn = (schema: Schema, id: TableId): Table | undefined =>
  schema.tables.find((table) => sameId(table, id));

/** For each of the moves, whether something in the other schema, or that goes there too, has a name that the table brings along. */
function crowded(
  moves: readonly Move[],
  before: Schema,
  leftAlone: readonly TakenName[],
): boolean[] {
  const brought = moves.map(({ from }) => [
    ...namesWith(tableIn(before, from)),
    ...leftAlone
      .filter(({ of }) => of !== undefined && sameId(of, from))
      .map(({ name }) => name),
  ]);
  const namesIn = (schema: string | undefined): string[] => [
    ...before.tables
      .filter((table) => table.schema === schema)
      .flatMap(namesWith),
    ...before.views
      .filter((view) => view.schema === schema)
      .flatMap(({ name, indexes }) => [
        name,
        ...indexes.map((index) => index.name),
      ]),
    ...leftAlone
      .filter((named) => named.schema === schema)
      .map(({ name }) => name),
  ];
  return moves.map(({ to }, number) => {
    const others = moves.flatMap((other, position) =>
      position !== number && other.to.schema === to.schema
        ? (brought[position] ?? [])
        : [],
    );
    const taken = new Set([...namesIn(to.schema), ...others]);
    return (brought[number] ?? []).some((name) => taken.has(name));
  });
}

export const isPassed = (
  rename: Rename,
  passages: readonly Passage[],
): boolean =>
  rename.kind === "renameTable" &&
  passages.some(
    ({ from, to }) => sameId(rename.from, from) && sameId(rename.to, to),
  );

/** The operations of either direction with the moves by way of other schemas, and what is renamed on the way. */
export function withPassages(
  operations: readonly Operation[],
  passages: readonly Passage[],
  direction: Direction,
): Operation[] {
  if (passages.length === 0) return [...operations];
  const done = passages.map((passage) =>
    passed(operations, passage, direction),
  );
  const moved = new Set(done.flatMap(({ replaces }) => replaces));
  const others = operations.filter((operation) => !moved.has(operation));
  const first = operations.findIndex(isOuterRename);
  const last =
    operations.length - 1 - [...operations].reverse().findIndex(isOuterRename);
  const between = (from: number, to?: number): Operation[] =>
    operations
      .slice(from, to)
      .filter((operation) => others.includes(operation));
  return [
    ...done.flatMap(({ made }) => made),
    ...between(0, first),
    ...done.flatMap(({ leaving }) => leaving),
    ...between(first, last + 1),
    ...done.flatMap(({ arriving }) => arriving),
    ...between(last + 1),
    ...done.flatMap(({ gone }) => gone),
  ];
}

const isOuterRename = ({ kind }: Operation): boolean =>
  kind === "renameTable" || kind === "renameView";

interface Passed {
  readonly replaces: readonly Operation[];
  readonly made: readonly Operation[];
  readonly leaving: readonly Operation[];
  readonly arriving: readonly Operation[];
  readonly gone: readonly Operation[];
}

function passed(
  operations: readonly Operation[],
  passage: Passage,
  direction: Direction,
): Passed {
  const { way: schema } = passage;
  const [from, to] =
    direction === "upgrade"
      ? [passage.from, passage.to]
      : [passage.to, passage.from];
  const moves = operations.filter(
    (operation): operation is Move =>
      operation.kind === "renameTable" &&
      sameId(operation.from, from) &&
      sameId(operation.to, to),
  );
  const inner = renamedOnTheWay(operations, passage, direction);
  return {
    replaces: [...moves, ...inner.map(({ from }) => from)],
    made: [{ kind: "createSchema", schema }],
    leaving: moves.flatMap(({ from, to }): Operation[] => [
      { kind: "renameTable", from, to: { schema, name: to.name } },
      ...grouped(inner.map(({ to: rename }) => rename)),
    ]),
    arriving: moves.map(({ to }): Operation => ({
      kind: "renameTable",
      from: { schema, name: to.name },
      to: idOf(to),
    })),
    gone: [{ kind: "dropSchema", schema }],
  };
}

type NamesRename = Extract<
  Operation,
  { readonly kind: "renameConstraint" | "renameIndex" | "renameSequence" }
>;

/** What of the table gets another name, said of the table where it is then. A name that something else of it has first waits until that is gone. */
function renamedOnTheWay(
  operations: readonly Operation[],
  { from, to, way, names }: Passage,
  direction: Direction,
): { readonly from: Operation; readonly to: NamesRename }[] {
  const isBack = direction === "downgrade";
  const table = { schema: way, name: (isBack ? from : to).name };
  const renames = operations.filter(
    (operation): operation is NamesRename =>
      (operation.kind === "renameConstraint" ||
        operation.kind === "renameIndex" ||
        operation.kind === "renameSequence") &&
      sameId(operation.table, to),
  );
  const leaving = new Set(renames.map((rename) => nameIn(rename.from)));
  return renames.flatMap((operation) => {
    const target = nameIn(operation.to);
    if (!isBack && names.includes(target) && !leaving.has(target)) return [];
    return [
      {
        from: operation,
        to:
          operation.kind === "renameSequence"
            ? {
                ...operation,
                from: { ...operation.from, schema: way },
                to: { ...operation.to, schema: way },
              }
            : { ...operation, table, underWay: true as const },
      },
    ];
  });
}

const nameIn = (name: string | SequenceId): string =>
  typeof name === "string" ? name : name.name;

/** The schema from which the operations start, with the names that constraints and indexes got on the way. */
export function afterPassages(
  schema: Schema,
  passages: readonly Passage[],
  operations: readonly Operation[],
): Schema {
  if (passages.length === 0) return schema;
  const byTable = new Map(
    passages.map((passage) => [
      idKey(passage.to),
      new Map(
        renamedOnTheWay(operations, passage, "upgrade").map(({ to }) => [
          nameIn(to.from),
          nameIn(to.to),
        ]),
      ),
    ]),
  );
  return {
    ...schema,
    tables: schema.tables.map((table) => {
      const names = byTable.get(idKey(table));
      return names === undefined ? table : withNames(table, names);
    }),
  };
}

function withNames(table: Table, names: ReadonlyMap<string, string>): Table {
  const named = <T extends { readonly name: string }>(item: T): T => ({
    ...item,
    name: names.get(item.name) ?? item.name,
  });
  return {
    ...table,
    ...(table.primaryKey === undefined
      ? {}
      : { primaryKey: named(table.primaryKey) }),
    uniques: table.uniques.map(named),
    checks: table.checks.map(named),
    exclusions: table.exclusions.map(named),
    foreignKeys: table.foreignKeys.map(named),
    indexes: table.indexes.map(named),
  };
}
