// What entities cannot say stays as it is: carried from the live objects to the desired ones that they are.
import { idKey, tableByKey } from "../schema/identity";
import type {
  Check,
  Column,
  ForeignKey,
  Index,
  Schema,
  Table,
} from "../schema/schema";
import { compareByStructure } from "./compare";
import { constraintStructure, indexStructure } from "./table";

/** The desired schema with the live names of owned sequences, NOT VALID marks, storage parameters and foreign uses of enum types. No difference arises or goes. */
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
    columns: desired.columns.map((column) =>
      column.generation === undefined ? column : withSequence(live, column),
    ),
    checks: withMarks(live.checks, desired.checks),
    foreignKeys: withMarks(live.foreignKeys, desired.foreignKeys),
    indexes: withParameters(live.indexes, desired.indexes),
  };
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

function withMarks<T extends Check | ForeignKey>(
  live: readonly T[],
  desired: readonly T[],
): readonly T[] {
  if (!live.some(({ notValid }) => notValid)) return desired;
  const { kept } = compareByStructure(live, desired, constraintStructure);
  const marked = new Set(
    kept.filter(({ from }) => from.notValid).map(({ to }) => to),
  );
  return desired.map((item) =>
    marked.has(item) ? { ...item, notValid: true } : item,
  );
}

function withParameters(
  live: readonly Index[],
  desired: readonly Index[],
): readonly Index[] {
  if (live.every(({ parameters }) => parameters === undefined)) return desired;
  const { kept } = compareByStructure(live, desired, indexStructure);
  const before = new Map(kept.map(({ from, to }) => [to, from.parameters]));
  return desired.map((index) => {
    const parameters = before.get(index);
    return parameters === undefined ? index : { ...index, parameters };
  });
}
