// What entities cannot say stays as it is: carried from the live objects to the desired ones that they are.
import { idKey, tableByKey } from "../schema/identity";
import type { Column, Schema, Table } from "../schema/schema";
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
  const columns = new Map(live.columns.map((column) => [column.name, column]));
  const checks = compareByStructure(
    live.checks,
    desired.checks,
    constraintStructure,
  );
  const foreignKeys = compareByStructure(
    live.foreignKeys,
    desired.foreignKeys,
    constraintStructure,
  );
  const indexes = compareByStructure(
    live.indexes,
    desired.indexes,
    indexStructure,
  );
  const notValid = new Set<unknown>(
    [...checks.kept, ...foreignKeys.kept]
      .filter((pair) => pair.from.notValid)
      .map((pair) => pair.to),
  );
  const parameters = new Map(
    indexes.kept.map((pair) => [pair.to, pair.from.parameters]),
  );
  const marked = <T extends object>(constraint: T): T =>
    notValid.has(constraint) ? { ...constraint, notValid: true } : constraint;
  return {
    ...desired,
    columns: desired.columns.map((column) =>
      withSequence(columns.get(column.name), column),
    ),
    checks: desired.checks.map(marked),
    foreignKeys: desired.foreignKeys.map(marked),
    indexes: desired.indexes.map((index) => {
      const kept = parameters.get(index);
      return kept === undefined ? index : { ...index, parameters: kept };
    }),
  };
}

function withSequence(live: Column | undefined, desired: Column): Column {
  const [from, to] = [live?.generation, desired.generation];
  if (from?.kind === "serial" && to?.kind === "serial")
    return { ...desired, generation: from };
  if (from?.kind === "identity" && to?.kind === "identity" && from.sequence)
    return { ...desired, generation: { ...to, sequence: from.sequence } };
  return desired;
}
