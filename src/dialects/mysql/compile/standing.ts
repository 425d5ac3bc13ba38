// Which columns a table has while statements run: a column that comes back is put behind one of them.
import type { AddColumn, Operation } from "../../../operations/operation";
import { idKey } from "../../../schema/identity";
import type { Table, TableId } from "../../../schema/schema";
import { identifier } from "../quote";

/** By table, the names of its columns, in their order where it is one of the tables as they were. */
export type Standing = ReadonlyMap<string, readonly string[]>;

/** Where in its table a column is added: what follows its definition. */
export type PlaceOf = (operation: AddColumn) => string;

export const standingIn = (tables: readonly Table[]): Standing =>
  new Map(
    tables.map((table) => [
      idKey(table),
      table.columns.map(({ name }) => name),
    ]),
  );

/** What is done at once. */
interface Done {
  readonly table?: TableId;
  readonly operations: readonly Operation[];
}

/** As it is after the operations. Renames come first or last, and are no matter for what is between. */
export function standingAfter(
  { table, operations }: Done,
  before: Standing,
): Standing {
  const present = table && before.get(idKey(table));
  if (table === undefined || present === undefined) return before;
  return new Map([
    ...before,
    [
      idKey(table),
      [...without(operations, present), ...operations.flatMap(added)],
    ],
  ]);
}

/** A column that its table had goes behind the nearest one that is there by then; ADD puts all others at the end. */
export function placesIn(
  { table, operations }: Done,
  standing: Standing,
  stood: Standing,
): PlaceOf {
  const key = table === undefined ? "" : idKey(table);
  const order = stood.get(key) ?? [];
  const names = operations.flatMap(added);
  const staying = without(operations, standing.get(key) ?? []);
  return ({ column: { name } }) => {
    const position = order.indexOf(name);
    if (position < 0 || !standing.has(key)) return "";
    // Those that stood behind it may be there after all, where a failed run is taken back.
    if (position === order.length - 1) return "";
    // Of those that come with it, the earlier ones are there.
    const there = new Set([...staying, ...names.slice(0, names.indexOf(name))]);
    const behind = order
      .slice(0, position)
      .filter((other) => there.has(other))
      .at(-1);
    return behind === undefined ? " FIRST" : ` AFTER ${identifier(behind)}`;
  };
}

function without(
  operations: readonly Operation[],
  present: readonly string[],
): string[] {
  const gone = new Set(
    operations.flatMap((operation) =>
      operation.kind === "dropColumn" ? [operation.column.name] : [],
    ),
  );
  return present.filter((name) => !gone.has(name));
}

const added = (operation: Operation): string[] =>
  operation.kind === "addColumn" ? [operation.column.name] : [];
