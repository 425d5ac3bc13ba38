// Random changes to a set: each step takes what it adds from another set, the donor.
import fc from "fast-check";
import {
  isEnum,
  sound,
  type ColumnModel,
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
    const known = table.columns.some(({ name }) => name === column?.name);
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
  columnComment: onColumn((column) => ({
    ...column,
    comment: column.comment === undefined ? "new" : undefined,
  })),
  labels: onColumn((column, item) =>
    isEnum(column.type) && column.type.labels !== "shared"
      ? { ...column, type: { labels: relabelled(column.type.labels, item) } }
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
  constraints: (table, item, donor) => {
    const kind =
      at(["uniques", "checks", "indexes"] as const, item) ?? "checks";
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
    };
  },
} satisfies Record<string, OnTable>;

const onSet = {
  addTable: (set, donor, item) => {
    const table = at(donor.tables, item);
    const known = set.tables.some(({ name }) => name === table?.name);
    return table === undefined || known
      ? set
      : { ...set, tables: [...set.tables, table] };
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
  const kept = to.tables.map((table) => {
    const before = from.tables.find(({ name }) => name === table.name);
    if (before === undefined) return table;
    const columns = table.columns.map((column) => {
      const known = before.columns.find(({ name }) => name === column.name);
      return known === undefined || isCastable(known.type, column.type)
        ? column
        : { ...column, type: known.type };
    });
    const references = table.references.filter(({ name, target }) =>
      before.references.every(
        (known) => known.name !== name || known.target === target,
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
    indexes: follow(table.indexes),
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
