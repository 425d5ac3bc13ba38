// What entities cannot say stays as it is: carried from the live objects to the desired ones that they are.
import { isWorkedOut } from "../operations/workedOut";
import { idKey, tableByKey } from "../schema/identity";
import type {
  IndexMarks,
  Column,
  ForeignKey,
  Generation,
  Index,
  Schema,
  Table,
} from "../schema/schema";
import { carriedView } from "../schema/views";
import { compareByStructure } from "./compare";
import { constraintStructure, indexStructure } from "./structure";

/** The desired schema with the live names and options of owned sequences, NOT VALID and MATCH FULL, what is unusual about keys, what is set by hand on columns, constraints, indexes and enum types, and foreign uses of the last. No difference arises or goes. */
export function carried(live: Schema, desired: Schema): Schema {
  const before = tableByKey(live);
  const views = new Map(live.views.map((view) => [idKey(view), view]));
  const enumTypes = new Map(live.enumTypes.map((type) => [idKey(type), type]));
  return {
    ...desired,
    enumTypes: desired.enumTypes.map((type) => {
      const from = enumTypes.get(idKey(type));
      return from === undefined
        ? type
        : {
            ...type,
            ...present(from, [
              "usedElsewhere",
              "declaredByHeirs",
              "comment",
              "owner",
              "grants",
            ]),
          };
    }),
    tables: desired.tables.map((table) => {
      const from = before.get(idKey(table));
      return from === undefined ? table : carriedTable(from, table);
    }),
    views: desired.views.map((view) => {
      const from = views.get(idKey(view));
      return from === undefined
        ? view
        : {
            ...carriedView(from, view),
            indexes: carriedIndexes(from.indexes, view.indexes),
          };
    }),
  };
}

function carriedTable(live: Table, desired: Table): Table {
  // A key whose included column goes is made anew, or the server would drop it with the column.
  const isWhole = ({ include = [] }: IndexMarks): boolean =>
    include.every((name) => desired.columns.some((c) => c.name === name));
  const [primaryKey] = withMarks(
    listed(live.primaryKey).filter(isWhole),
    listed(desired.primaryKey),
    ({ columns }) => JSON.stringify(columns),
    ["deferrable", ...indexMarks, "include"],
  );
  return {
    ...desired,
    ...(primaryKey === undefined ? {} : { primaryKey }),
    uniques: withMarks(
      live.uniques.filter(isWhole),
      desired.uniques,
      ({ include: _include, ...unique }) => constraintStructure(unique),
      [...indexMarks, "include"],
    ),
    columns: withSettings(live, desired).map((column) =>
      column.generation === undefined ? column : withSequence(live, column),
    ),
    checks: withMarks(live.checks, desired.checks, constraintStructure, [
      "notValid",
      "notEnforced",
      "comment",
    ]),
    exclusions: withMarks(
      live.exclusions,
      desired.exclusions,
      constraintStructure,
      indexMarks,
    ),
    foreignKeys: withMarks(
      live.foreignKeys,
      desired.foreignKeys,
      (key) => constraintStructure(inOrderOfColumns(key)),
      ["notValid", "matchFull", "setColumns", "comment"],
    ),
    indexes: carriedIndexes(live.indexes, desired.indexes),
    ...(desired.handmadeIndexes === undefined
      ? {}
      : {
          handmadeIndexes: carriedIndexes(
            live.handmadeIndexes ?? [],
            desired.handmadeIndexes,
          ),
        }),
  };
}

/** The same key, whatever the order in which its columns are named beside those that they refer to. */
function inOrderOfColumns(key: ForeignKey): ForeignKey {
  const pairs = key.columns
    .map((column, position) => [column, key.referencedColumns[position] ?? ""])
    .sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));
  return {
    ...key,
    columns: pairs.map(([column = ""]) => column),
    referencedColumns: pairs.map(([, referenced = ""]) => referenced),
  };
}

const carriedIndexes = (
  live: readonly Index[],
  desired: readonly Index[],
): readonly Index[] =>
  withMarks(live, desired, indexStructure, [
    ...indexMarks,
    "statistics",
    "invisible",
  ]);

const indexMarks = [
  "comment",
  "clustered",
  "replicaIdentity",
  "tablespace",
  "parameters",
] as const;

/** Where a column's values lie is a matter of its type, and carried by the dialect. */
function withSettings(live: Table, desired: Table): readonly Column[] {
  const set = new Map(
    live.columns
      .filter(
        ({ statistics, grants, options }) => statistics ?? grants ?? options,
      )
      .map((column) => [column.name, column]),
  );
  if (set.size === 0) return desired.columns;
  return desired.columns.map((column) => {
    const from = set.get(column.name);
    return from === undefined
      ? column
      : {
          ...column,
          ...present(from, ["statistics", "grants"]),
          // A generated column takes other ones than a plain one.
          ...(isWorkedOut(from) === isWorkedOut(column)
            ? present(from, ["options"])
            : {}),
        };
  });
}

function withSequence(live: Table, desired: Column): Column {
  const { name, generation: to } = desired;
  const from = live.columns.find((column) => column.name === name)?.generation;
  if (from?.kind === "serial" && to?.kind === "serial")
    return { ...desired, generation: from };
  if (from?.kind === "identity" && to?.kind === "identity" && from.sequence)
    return { ...desired, generation: { ...from, mode: to.mode } };
  // The sequence of the other kind is a new one, of the column's type.
  if (isNumbered(from) && isNumbered(to) && from.options !== undefined) {
    const { type: _type, ...options } = from.options;
    return { ...desired, generation: { ...to, options } };
  }
  return desired;
}

type Numbered = Extract<Generation, { kind: "serial" | "identity" }>;

const isNumbered = (
  generation: Generation | undefined,
): generation is Numbered =>
  generation?.kind === "serial" || generation?.kind === "identity";

const listed = <T>(item: T | undefined): T[] =>
  item === undefined ? [] : [item];

/** The desired items with these fields of the live ones that they are. One that is another under the same name keeps its comment. */
function withMarks<
  T extends { readonly name: string; readonly comment?: string },
>(
  live: readonly T[],
  desired: readonly T[],
  structure: (item: T) => string,
  fields: readonly (keyof T)[],
): readonly T[] {
  const marked = live.filter((item) =>
    fields.some((field) => item[field] !== undefined),
  );
  if (marked.length === 0) return desired;
  const { kept, dropped } = compareByStructure(live, desired, structure);
  const before = new Map(kept.map(({ from, to }) => [to, from]));
  const byName = new Map(dropped.map((item) => [item.name, item]));
  return desired.map((item) => {
    const from = before.get(item);
    if (from !== undefined) return { ...item, ...present(from, fields) };
    const namesake = byName.get(item.name);
    return namesake === undefined
      ? item
      : { ...item, ...present(namesake, ["comment"]) };
  });
}

const present = <T extends object>(
  item: T,
  fields: readonly (keyof T)[],
): Partial<T> =>
  Object.fromEntries(
    fields
      .filter((field) => item[field] !== undefined)
      .map((field) => [field, item[field]]),
  ) as Partial<T>;
