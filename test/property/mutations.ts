// Random changes to a set: each step takes what it adds from another set, the donor.
import fc from "fast-check";
import {
  counterpart,
  isEnum,
  sound,
  type ColumnModel,
  type Deferrable,
  type IdKind,
  type SetModel,
  type TableModel,
} from "./model";
import { sets } from "./sets";
import { successorsOf } from "./types";

export interface Step {
  readonly kind: keyof typeof onTable | keyof typeof onSet;
  /** Which table, and which of its things: counted round and round. */
  readonly table: number;
  readonly item: number;
}

export interface Pair {
  readonly from: SetModel;
  readonly to: SetModel;
}

type OnTable = (
  table: TableModel,
  item: number,
  donor: TableModel,
) => TableModel;

const onTable = {
  comment: (table, _, { comment }) => ({ ...table, comment }),
  id: (table, item) => ({ ...table, id: successorOfId(table.id, item) }),
  key: (table) => ({ ...table, composite: !table.composite }),
  addColumn: (table, item, donor) => {
    const column = at(donor.columns, item);
    const known = table.columns.some(isNamed(column?.name));
    return column === undefined || known
      ? table
      : { ...table, columns: [...table.columns, column] };
  },
  renameColumn: (table, item) => {
    const column = at(table.columns, item);
    return column === undefined || column.was !== undefined
      ? table
      : withRenamed(table, column);
  },
  dropColumn: (table, item) => ({
    ...table,
    columns: without(table.columns, item),
  }),
  retype: onColumn((column, item) =>
    isEnum(column.type)
      ? column
      : { ...column, type: at(successorsOf(column.type), item) ?? column.type },
  ),
  nullability: onColumn((column) => ({
    ...column,
    nullable: !column.nullable,
  })),
  default: onColumn((column) => ({ ...column, defaulted: !column.defaulted })),
  spelling: onColumn((column) => ({
    ...column,
    spelling: column.spelling + 1,
  })),
  collation: onColumn((column) => ({
    ...column,
    collation: column.collation === undefined ? "C" : undefined,
  })),
  columnComment: onColumn((column) => ({
    ...column,
    comment: column.comment === undefined ? "new" : undefined,
  })),
  labels: onColumn((column, item) =>
    isEnum(column.type) && column.type.labels !== "shared"
      ? {
          ...column,
          type: {
            ...column.type,
            labels: relabelled(column.type.labels, item),
          },
        }
      : column,
  ),
  addReference: (table, item, donor) => {
    const reference = at(donor.references, item);
    return reference === undefined
      ? table
      : { ...table, references: [...table.references, reference] };
  },
  dropReference: (table, item) => ({
    ...table,
    references: without(table.references, item),
  }),
  referenceNullability: (table, item) => ({
    ...table,
    references: changed(table.references, item, (reference) => ({
      ...reference,
      nullable: !reference.nullable,
    })),
  }),
  onDelete: (table, item) => ({
    ...table,
    references: changed(table.references, item, (reference) => ({
      ...reference,
      onDelete: reference.onDelete === "CASCADE" ? "NO ACTION" : "CASCADE",
    })),
  }),
  onUpdate: (table, item) => ({
    ...table,
    references: changed(table.references, item, (reference) => ({
      ...reference,
      onUpdate: reference.onUpdate === "CASCADE" ? "NO ACTION" : "CASCADE",
    })),
  }),
  deferrable: (table, item) => ({
    ...table,
    references: changed(table.references, item, deferred),
    uniques: changed(table.uniques, item, deferred),
  }),
  embedded: (table, _, { embedded }) => ({ ...table, embedded }),
  tree: (table, _, { tree }) => ({ ...table, tree }),
  children: (table, _, { children }) => ({ ...table, children }),
  joins: (table, _, { joins }) => ({ ...table, joins }),
  view: (table, _, { view }) => ({ ...table, view }),
  viewColumns: (table, item, donor) =>
    table.view === undefined
      ? table
      : {
          ...table,
          view: {
            ...table.view,
            columns:
              at(
                [
                  donor.columns.map(({ name }) => name),
                  [...table.view.columns].reverse(),
                  table.view.columns.slice(1),
                ],
                item,
              ) ?? [],
          },
        },
  constraints: (table, item, donor) => {
    const kind =
      at(["uniques", "checks", "indexes", "exclusions"] as const, item) ??
      "checks";
    return { ...table, [kind]: donor[kind] };
  },
  constraintName: (table, item) => {
    const renamed = <Item extends { readonly name?: string | undefined }>(
      items: readonly Item[],
      name: string,
    ): Item[] =>
      changed(items, item, (one) => ({
        ...one,
        name: one.name === undefined ? name : undefined,
      }));
    return {
      ...table,
      uniques: renamed(table.uniques, "renamed unique"),
      checks: renamed(table.checks, "renamed check"),
      indexes: renamed(table.indexes, "renamed index"),
      exclusions: renamed(table.exclusions, "renamed exclusion"),
    };
  },
} satisfies Record<string, OnTable>;

const onSet = {
  addTable: (set, donor, item) => {
    const table = at(donor.tables, item);
    const known = set.tables.some(isNamed(table?.name));
    return table === undefined || known
      ? set
      : { ...set, tables: [...set.tables, table] };
  },
  renameTable: (set, _, item) => {
    const table = at(set.tables, item);
    return table === undefined || table.was !== undefined
      ? set
      : withRenamedTable(set, table);
  },
  dropTable: (set, _, item) => ({ ...set, tables: without(set.tables, item) }),
  sharedLabels: (set, _, item) => ({
    ...set,
    sharedLabels: relabelled(set.sharedLabels, item),
  }),
} satisfies Record<
  string,
  (set: SetModel, donor: SetModel, item: number) => SetModel
>;

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(
      ...(Object.keys({ ...onTable, ...onSet }) as Step["kind"][]),
    ),
    table: fc.nat(4),
    item: fc.nat(6),
  }),
  { minLength: 1, maxLength: 8 },
);

/** Two sets that are a few steps apart. A schema that no entity is in any more would not be looked at. */
export const pairs: fc.Arbitrary<Pair> = fc
  .tuple(sets, sets, steps)
  .map(([from, donor, taken]) => ({
    from,
    to: keepingKinds(
      from,
      taken.reduce((set, step) => sound(applied(set, donor, step)), from),
    ),
  }))
  .filter(({ from, to }) => {
    const kept = new Set(to.tables.map(({ schema }) => schema));
    return from.tables.every(({ schema }) => kept.has(schema));
  });

/** What went and came again as something that its values cannot become stays what it was. */
function keepingKinds(from: SetModel, to: SetModel): SetModel {
  const nowOf = (target: string): string =>
    to.tables.find(({ was }) => was === target)?.name ?? target;
  const kept = to.tables.map((table) => {
    const before = counterpart(table, from);
    if (before === undefined) return table;
    const columns = table.columns.map((column) => {
      const known = before.columns.find(({ name }) => name === column.name);
      return known === undefined || isCastable(known.type, column.type)
        ? column
        : { ...column, type: known.type };
    });
    const references = table.references.filter(({ name, target }) =>
      before.references.every(
        (known) => known.name !== name || nowOf(known.target) === target,
      ),
    );
    const id =
      (before.id === "uuid") === (table.id === "uuid") ? table.id : before.id;
    return { ...table, id, columns, references };
  });
  return sound({ ...to, tables: kept });
}

function isCastable(from: ColumnModel["type"], to: ColumnModel["type"]) {
  if (isEnum(from) || isEnum(to))
    return (
      isEnum(from) &&
      isEnum(to) &&
      from.array === to.array &&
      (from.labels === "shared") === (to.labels === "shared")
    );
  return from === to || successorsOf(from).includes(to);
}

function applied(set: SetModel, donor: SetModel, step: Step): SetModel {
  const { kind, item } = step;
  if (kind in onSet) return onSet[kind as keyof typeof onSet](set, donor, item);
  const change: OnTable = onTable[kind as keyof typeof onTable];
  const gift = at(donor.tables, step.table);
  return {
    ...set,
    tables: changed(set.tables, step.table, (table) =>
      gift === undefined ? table : change(table, item, gift),
    ),
  };
}

/** What refers to the table follows it. */
function withRenamedTable(set: SetModel, { name }: TableModel): SetModel {
  const renamed = `${name} 2`;
  const follow = <Item extends { readonly target: string }>(
    items: readonly Item[],
  ): Item[] =>
    items.map((item) =>
      item.target === name ? { ...item, target: renamed } : item,
    );
  return {
    ...set,
    tables: set.tables.map((table) => ({
      ...table,
      ...(table.name === name ? { name: renamed, was: name } : {}),
      references: follow(table.references),
      joins: follow(table.joins),
    })),
  };
}

const deferred = <
  Item extends { readonly deferrable?: Deferrable | undefined },
>(
  item: Item,
): Item => ({
  ...item,
  deferrable: item.deferrable === undefined ? "INITIALLY DEFERRED" : undefined,
});

/** Constraints and indexes follow the column. */
function withRenamed(table: TableModel, column: ColumnModel): TableModel {
  const name = `${column.name} 2`;
  const follow = <Item extends { readonly columns: readonly string[] }>(
    items: readonly Item[],
  ): Item[] =>
    items.map((item) => ({
      ...item,
      columns: item.columns.map((one) => (one === column.name ? name : one)),
    }));
  return {
    ...table,
    columns: table.columns.map((one) =>
      one === column ? { ...one, name, was: one.name } : one,
    ),
    uniques: follow(table.uniques),
    checks: follow(table.checks),
    exclusions: follow(table.exclusions),
    indexes: follow(table.indexes),
    ...(table.view === undefined ? {} : { view: follow([table.view])[0] }),
  };
}

function onColumn(
  change: (column: ColumnModel, item: number) => ColumnModel,
): OnTable {
  return (table, item) => ({
    ...table,
    columns: changed(table.columns, item, (column) => change(column, item)),
  });
}

/** Ids whose values the server can cast; a generated id stays generated or becomes plain. */
function successorOfId(id: IdKind, item: number): IdKind {
  if (id === "uuid") return id;
  const others = ["integer", "serial", "bigserial", "identity", "varchar"];
  return at(others.filter((other) => other !== id) as IdKind[], item) ?? id;
}

/** One label more, one less, or another order; one that is there before stays. */
function relabelled(labels: readonly string[], item: number): string[] {
  const [first, ...rest] = labels;
  switch (item % 3) {
    case 0:
      return labels.includes("new")
        ? [...labels]
        : [...rest, "new", first ?? "a"];
    case 1:
      return labels.length > 1 ? labels.slice(0, -1) : [...labels, "other"];
    default:
      return [...labels, `last ${labels.length}`];
  }
}

/** Under this name now or before: what comes under the old name of something, and is like it, may as well be it. */
const isNamed =
  (wanted: string | undefined) =>
  ({ name, was }: { readonly name: string; readonly was?: string }): boolean =>
    name === wanted || was === wanted;

const at = <Item>(items: readonly Item[], position: number): Item | undefined =>
  items[position % Math.max(items.length, 1)];

const without = <Item>(items: readonly Item[], position: number): Item[] =>
  items.filter((item) => item !== at(items, position));

const changed = <Item>(
  items: readonly Item[],
  position: number,
  change: (item: Item) => Item,
): Item[] =>
  items.map((item) => (item === at(items, position) ? change(item) : item));
