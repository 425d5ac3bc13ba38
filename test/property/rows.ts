// Rows that two versions of a set can hold, and what is to be found of them after each move.
import type { Row } from "../judges/entities";
import {
  counterpart,
  isEnum,
  labelsOf,
  type ColumnModel,
  type EnumModel,
  type IdKind,
  type SetModel,
  type TableModel,
} from "./model";
import { factsOf } from "./types";

type RowsByTable = Readonly<Record<string, readonly Row[]>>;

/** For each table of `from`, as many rows as both sets let it have. */
export function rowsFor(from: SetModel, to: SetModel): RowsByTable {
  const counts = countsOf(from, to);
  return Object.fromEntries(
    from.tables.map((table) => [
      table.name,
      [0, 1]
        .slice(0, counts.get(table.name) ?? 0)
        .map((number) => rowOf(from, to, table, number, counts)),
    ]),
  );
}

/**
 * Two rows, one where a unique column is filled with one value for all, none where a reference that cannot be NULL comes or goes,
 * or where the key changes so that rows cannot keep theirs.
 */
function countsOf(from: SetModel, to: SetModel): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const table of from.tables) {
    const other = counterpart(table, to);
    counts.set(
      table.name,
      other === undefined
        ? 2
        : losesLabels(from, to, table, other)
          ? 0
          : Math.min(rowsThrough(table, other), rowsThrough(other, table)),
    );
  }
  // Each row refers to a row of its own, where it must refer to one. A table comes after those that its rows must refer to.
  const nameIn = (set: SetModel, name: string): string =>
    set === from ? name : (counterpart({ name }, from)?.name ?? name);
  for (const set of [from, to])
    for (const table of [...from.tables, ...set.tables])
      for (const { target, nullable } of table.references) {
        const name = nameIn(set, table.name);
        if (!nullable && counts.has(name))
          counts.set(
            name,
            Math.min(
              counts.get(name) ?? 0,
              counts.get(nameIn(set, target)) ?? 0,
            ),
          );
      }
  return counts;
}

function rowsThrough(before: TableModel, after: TableModel): number {
  if (isUuid(before.id) !== isUuid(after.id)) return 0;
  const columns = new Set(
    [...before.columns, ...after.columns.filter(({ was }) => was)].map(
      ({ name }) => name,
    ),
  );
  const references = new Set(before.references.map(({ name }) => name));
  const filled =
    (after.composite && !before.composite) ||
    after.references.some(
      ({ name, nullable }) => !nullable && !references.has(name),
    );
  if (filled) return 0;
  // Existing rows would all get one discriminator, and no place in a nested set.
  if (after.children !== undefined && before.children === undefined) return 0;
  const unique = [
    ...after.uniques,
    ...after.exclusions,
    ...after.indexes.filter((index) => index.unique),
  ];
  return unique.some((item) => !item.columns.every((name) => columns.has(name)))
    ? 1
    : 2;
}

/** A column that cannot be NULL has no label that both sets have. */
const losesLabels = (
  from: SetModel,
  to: SetModel,
  table: TableModel,
  other: TableModel,
): boolean =>
  table.columns.some((column) => {
    const after = matching(column, other);
    return (
      after !== undefined &&
      !(column.nullable && after.nullable) &&
      isEnum(column.type) &&
      commonLabel(from, to, column.type, after) === undefined
    );
  });

function commonLabel(
  from: SetModel,
  to: SetModel,
  type: EnumModel,
  after: ColumnModel | undefined,
): string | undefined {
  const labels = labelsOf(from, type);
  const kept =
    after !== undefined && isEnum(after.type)
      ? labelsOf(to, after.type)
      : labels;
  return labels.find((label) => kept.includes(label));
}

const isUuid = (id: IdKind): boolean => id === "uuid";

const find = (set: SetModel, name: string): TableModel | undefined =>
  set.tables.find((table) => table.name === name);

function rowOf(
  from: SetModel,
  to: SetModel,
  table: TableModel,
  number: number,
  counts: ReadonlyMap<string, number>,
): Row {
  const other = counterpart(table, to);
  const position = from.tables.indexOf(table);
  return {
    id: keyOf(table.id, number),
    ...(table.composite ? { part: number } : {}),
    ...Object.fromEntries(
      table.columns.map((column) => [
        column.name,
        valueOf(from, to, column, matching(column, other), number),
      ]),
    ),
    ...Object.fromEntries(
      table.references.flatMap(({ name, target }): [string, unknown][] => {
        const referenced = find(from, target);
        const later =
          referenced === undefined ||
          from.tables.indexOf(referenced) > position ||
          (counts.get(target) ?? 0) <= number;
        const composite = referenced?.composite === true;
        const key: [string, unknown] = [
          name,
          later ? null : keyOf(referenced.id, number),
        ];
        return composite
          ? [key, [`${name} part`, later ? null : number]]
          : [key];
      }),
    ),
  };
}

const matching = (
  { name }: ColumnModel,
  table: TableModel | undefined,
): ColumnModel | undefined =>
  table?.columns.find((column) => column.name === name || column.was === name);

function keyOf(id: IdKind, number: number): unknown {
  switch (id) {
    case "uuid":
      return `00000000-0000-4000-8000-00000000000${number + 1}`;
    case "varchar":
      return String(number + 1);
    default:
      return number + 1;
  }
}

function valueOf(
  from: SetModel,
  to: SetModel,
  column: ColumnModel,
  other: ColumnModel | undefined,
  number: number,
): unknown {
  const nullable = column.nullable && (other?.nullable ?? true);
  if (nullable && number === 1) return null;
  if (!isEnum(column.type)) return factsOf(column.type).values[number];
  const label = commonLabel(from, to, column.type, other) ?? null;
  if (!column.type.array) return label;
  return label === null ? [] : [label];
}
