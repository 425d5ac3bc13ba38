// What entities cannot say stays as it is: carried from the live objects to the desired ones that they are.
import { idKey, tableByKey } from "../schema/identity";
import type { Column, Schema, Table } from "../schema/schema";
import { compareByStructure } from "./compare";
import { constraintStructure, indexStructure } from "./table";

/** The desired schema with the live names of owned sequences, NOT VALID and MATCH FULL, what is set by hand on columns, constraints and indexes, and foreign uses of enum types. No difference arises or goes. */
export function carried(live: Schema, desired: Schema): Schema {
  const before = tableByKey(live);
  const usedElsewhere = new Set(
    live.enumTypes.filter((type) => type.usedElsewhere).map(idKey),
  );
  return {
    ...desired,
    enumTypes: desired.enumTypes.map((type) =>
      usedElsewhere.has(idKey(type)) ? { ...type, usedElsewhere: true } : type,
    ),
    tables: desired.tables.map((table) => {
      const from = before.get(idKey(table));
      return from === undefined ? table : carriedTable(from, table);
    }),
  };
}

function carriedTable(live: Table, desired: Table): Table {
  return {
    ...desired,
    columns: withSettings(live, desired).map((column) =>
      column.generation === undefined ? column : withSequence(live, column),
    ),
    ...(live.primaryKey === undefined || desired.primaryKey === undefined
      ? {}
      : {
          primaryKey: withMarks(
            [live.primaryKey],
            [desired.primaryKey],
            constraintStructure,
            [...indexMarks, "include"],
          )[0],
        }),
    uniques: withMarks(live.uniques, desired.uniques, constraintStructure, [
      ...indexMarks,
      "include",
    ]),
    checks: withMarks(live.checks, desired.checks, constraintStructure, [
      "notValid",
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
      constraintStructure,
      ["notValid", "matchFull", "setColumns", "comment"],
    ),
    indexes: withMarks(live.indexes, desired.indexes, indexStructure, [
      ...indexMarks,
      "statistics",
    ]),
  };
}

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
      .filter(({ statistics, grants }) => statistics ?? grants)
      .map((column) => [column.name, column]),
  );
  if (set.size === 0) return desired.columns;
  return desired.columns.map((column) => {
    const from = set.get(column.name);
    return from === undefined
      ? column
      : { ...column, ...present(from, ["statistics", "grants"]) };
  });
}

function withSequence(live: Table, desired: Column): Column {
  const { name, generation: to } = desired;
  const from = live.columns.find((column) => column.name === name)?.generation;
  if (from?.kind === "serial" && to?.kind === "serial")
    return { ...desired, generation: from };
  if (from?.kind === "identity" && to?.kind === "identity" && from.sequence)
    return { ...desired, generation: { ...to, sequence: from.sequence } };
  return desired;
}

/** The desired items with these fields of the live ones that they are. */
function withMarks<T extends { readonly name: string }>(
  live: readonly T[],
  desired: readonly T[],
  structure: (item: T) => string,
  fields: readonly (keyof T)[],
): readonly T[] {
  const marked = live.filter((item) =>
    fields.some((field) => item[field] !== undefined),
  );
  if (marked.length === 0) return desired;
  const { kept } = compareByStructure(live, desired, structure);
  const before = new Map(kept.map(({ from, to }) => [to, from]));
  return desired.map((item) => {
    const from = before.get(item);
    return from === undefined ? item : { ...item, ...present(from, fields) };
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
