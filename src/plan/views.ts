// Views are taken down for what cannot be done while they are there, and are there again afterwards, as they were or as they are to be.
import type { ColumnRef, Dialect, Disturbance } from "../dialects/dialect";
import type { Operation, Remaking } from "../operations/operation";
import { idKey, sameId } from "../schema/identity";
import type { ObjectId, View, ViewRead } from "../schema/schema";
import { inCreationOrder } from "../schema/viewOrder";
import { isReplaceable, withAttachments } from "../schema/views";

/** The views before and after the operations, as far as these could touch them, and those that somebody else made. */
export interface Views {
  readonly before: readonly View[];
  readonly after: readonly View[];
}

/**
 * The operations with those on views in their places. What a view of an entity reads may go, because its new query may do without it; what
 * somebody else's view reads may not: the server then refuses.
 */
export function withViews(
  operations: readonly Operation[],
  { before, after }: Views,
  disturbed: readonly Disturbance[],
  { viewsHold }: Pick<Dialect, "viewsHold">,
): Operation[] {
  const ops = operations.filter(isViewOperation);
  const taken = viewsHold
    ? viewsTaken(operations, before, disturbed)
    : new Set<string>();
  if (ops.length === 0 && taken.size === 0) return [...operations];

  const becomes = successors(ops, before, after);
  const gone = new Set(
    ops.flatMap((operation) =>
      operation.kind === "dropView" ? [idKey(operation.view)] : [],
    ),
  );
  const down = before.filter(
    (view) => taken.has(idKey(view)) || gone.has(idKey(view)),
  );
  const up = down.flatMap((view) => {
    const next = gone.has(idKey(view)) ? undefined : becomes(view);
    return next === undefined ? [] : [{ view, next }];
  });
  const putBack = new Map(up.map(({ view, next }) => [idKey(next), view]));
  const made = [
    ...ops.filter(
      (operation): operation is Made =>
        operation.kind === "createView" ||
        (operation.kind === "alterView" && !taken.has(idKey(operation.from))),
    ),
    ...up.map(({ view, next }): Made => ({
      kind: "createView",
      view: furnished(view, next),
      remade: remaking(view, next),
    })),
  ];
  const madeByKey = new Map(
    made.map((operation) => [idKey(viewMade(operation)), operation]),
  );
  return [
    ...operations.filter(
      (operation) =>
        !isPlacedHere(operation, taken, after) &&
        !isIndexOf(operation, putBack),
    ),
    ...inCreationOrder(down)
      .reverse()
      .map((view): Operation => {
        const next = gone.has(idKey(view)) ? undefined : becomes(view);
        return {
          kind: "dropView",
          view,
          ...(next === undefined ? {} : { remade: remaking(view, next) }),
        };
      }),
    ...inCreationOrder(made.map(viewMade)).flatMap(
      (view) => madeByKey.get(idKey(view)) ?? [],
    ),
  ];
}

type ViewOperation = Extract<
  Operation,
  { readonly kind: "createView" | "dropView" | "alterView" | "renameView" }
>;

function isViewOperation(operation: Operation): operation is ViewOperation {
  switch (operation.kind) {
    case "createView":
    case "dropView":
    case "alterView":
    case "renameView":
      return true;
    default:
      return false;
  }
}

type Made = Extract<Operation, { readonly kind: "createView" | "alterView" }>;

const viewMade = (operation: Made): View =>
  operation.kind === "createView" ? operation.view : operation.to;

/** All but renames of views that stay, and those before which everything has the new names already. */
const isPlacedHere = (
  operation: Operation,
  taken: ReadonlySet<string>,
  after: readonly View[],
): boolean =>
  isViewOperation(operation) &&
  (operation.kind !== "renameView" ||
    (taken.has(idKey(operation.from)) &&
      after.some((view) => sameId(view, operation.to))));

/** A view that is put back has its new indexes at once. */
function isIndexOf(
  operation: Operation,
  putBack: ReadonlyMap<string, View>,
): boolean {
  switch (operation.kind) {
    case "createIndex":
    case "dropIndex":
    case "renameIndex":
      return putBack.has(idKey(operation.table));
    default:
      return false;
  }
}

const remaking = (from: View, to: View): Remaking =>
  from.definition === to.definition && from.materialized === to.materialized
    ? "in the way"
    : "changed";

const furnished = (from: View, to: View): View =>
  to.attachments === undefined ? withAttachments(from, to) : to;

/** What a view that is there before is to be afterwards. */
function successors(
  operations: readonly ViewOperation[],
  before: readonly View[],
  after: readonly View[],
): (view: View) => View | undefined {
  const names = new Map<string, ObjectId>(
    operations.flatMap((operation) =>
      operation.kind === "renameView"
        ? [[idKey(operation.from), operation.to] as const]
        : [],
    ),
  );
  const known = new Map(after.map((view) => [idKey(view), view]));
  const same = new Map(before.map((view) => [idKey(view), view]));
  return (view) =>
    known.get(idKey(names.get(idKey(view)) ?? view)) ??
    known.get(idKey(view)) ??
    same.get(idKey(view));
}

/** The keys of the views that cannot stay, but for those that go for good. */
export function viewsTaken(
  operations: readonly Operation[],
  before: readonly View[],
  disturbed: readonly Disturbance[],
): ReadonlySet<string> {
  const altered = new Map(
    operations.flatMap((operation) =>
      operation.kind === "alterView"
        ? [[idKey(operation.from), operation] as const]
        : [],
    ),
  );
  const dropped = new Set(
    operations.flatMap((operation) =>
      operation.kind === "dropView" ? [idKey(operation.view)] : [],
    ),
  );
  const columnsTaking = (wanted: (takes: Disturbance["takes"]) => boolean) =>
    new Set(disturbed.filter(({ takes }) => wanted(takes)).map(columnKey));
  const columns = columnsTaking(
    (takes) => takes !== "groupings" && takes !== "statistics",
  );
  const keys = columnsTaking((takes) => takes === "groupings");
  const lost = lostBy(operations);
  const taken = new Set(
    before
      .filter((view) => {
        if (dropped.has(idKey(view))) return false;
        if (
          readsAny(view, ({ groupsByKey, ...table }, column) => {
            const key = columnKey({ table, column });
            return columns.has(key) || (groupsByKey === true && keys.has(key));
          })
        )
          return true;
        const operation = altered.get(idKey(view));
        return (
          operation !== undefined &&
          (!isReplaceable(operation.from, operation.to) ||
            readsAny(view, lost.reads) ||
            view.reads.some((read) => lost.relations.has(idKey(read))) ||
            (view.columns === undefined && lost.something))
        );
      })
      .map(idKey),
  );
  for (let size = -1; size !== taken.size;) {
    size = taken.size;
    for (const view of before)
      if (
        !dropped.has(idKey(view)) &&
        view.reads.some((read) => taken.has(idKey(read)))
      )
        taken.add(idKey(view));
  }
  return taken;
}

const columnKey = ({ table, column }: ColumnRef): string =>
  `${idKey(table)}\u0000${column}`;

const readsAny = (
  view: View,
  matches: (read: ViewRead, column: string) => boolean,
): boolean =>
  view.reads.some((read) =>
    read.columns.some((column) => matches(read, column)),
  );

/** Columns, tables and views that a view has to let go of before they can go. */
function lostBy(operations: readonly Operation[]): {
  readonly reads: (relation: ObjectId, column: string) => boolean;
  readonly relations: ReadonlySet<string>;
  readonly something: boolean;
} {
  const columns = new Set<string>();
  const relations = new Set<string>();
  for (const operation of operations)
    switch (operation.kind) {
      case "dropColumn":
        columns.add(
          columnKey({ table: operation.table, column: operation.column.name }),
        );
        break;
      case "dropTable":
        relations.add(idKey(operation.table));
        break;
      case "dropView":
        relations.add(idKey(operation.view));
        break;
      default:
    }
  return {
    reads: (table, column) => columns.has(columnKey({ table, column })),
    relations,
    something: columns.size + relations.size > 0,
  };
}
