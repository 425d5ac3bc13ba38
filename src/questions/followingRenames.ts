// Sequences and enum types that are named after what is renamed, and follow it.
import type { Rename } from "../operations/rename";
import { renamed } from "../operations/rename";
import { idKey, idOf, sameId, tableByKey } from "../schema/identity";
import type { EnumType, Schema, SequenceId, TableId } from "../schema/schema";

/** What SERIAL or IDENTITY would call the sequence of a column; `undefined` where there are no sequences. */
export type SequenceName = (
  table: TableId,
  column: string,
) => SequenceId | undefined;

/** A sequence named after its column follows it; one with a name of its own keeps that. */
export function sequenceRenames(
  live: Schema,
  renames: readonly Rename[],
  sequenceName: SequenceName,
): Rename[] {
  if (renames.length === 0) return [];
  const after = renamed(live, renames);
  return live.tables.flatMap((table, position) => {
    const target = after.tables[position] ?? table;
    return table.columns.flatMap((column, index): Rename[] => {
      const { generation } = column;
      if (generation?.kind !== "serial" && generation?.kind !== "identity")
        return [];
      const { sequence } = generation;
      const given = sequenceName(table, column.name);
      const to = sequenceName(
        target,
        target.columns[index]?.name ?? column.name,
      );
      if (sequence === undefined || given === undefined || to === undefined)
        return [];
      if (!sameId(sequence, given) || sameId(given, to)) return [];
      // SET SCHEMA takes the sequence along.
      const from = { ...to, name: sequence.name };
      return from.name === to.name
        ? []
        : [{ kind: "renameSequence", table: idOf(target), from, to }];
    });
  });
}

/** An enum type of another name than the desired one: every column that has it wants the other. */
export function enumTypeRenames(live: Schema, desired: Schema): Rename[] {
  const wanted = new Map(desired.enumTypes.map((type) => [idKey(type), type]));
  if (live.enumTypes.every((type) => wanted.has(idKey(type)))) return [];
  const existing = new Map(live.enumTypes.map((type) => [idKey(type), type]));
  const targets = new Map<string, Set<string>>();
  const desiredTables = tableByKey(desired);
  for (const table of live.tables) {
    const columns = new Map(
      desiredTables
        .get(idKey(table))
        ?.columns.map((column) => [column.name, column]),
    );
    for (const column of table.columns) {
      if (column.enumType === undefined) continue;
      const to = columns.get(column.name)?.enumType;
      const key = idKey(column.enumType);
      const found = targets.get(key) ?? new Set();
      targets.set(key, found.add(to === undefined ? "" : idKey(to)));
    }
  }
  const taken = new Set<string>();
  return [...targets].flatMap(([key, candidates]): Rename[] => {
    const [target] = candidates;
    const from = existing.get(key);
    const to = wanted.get(target ?? "");
    if (candidates.size !== 1 || from === undefined || to === undefined)
      return [];
    if (wanted.has(key) || existing.has(idKey(to)) || taken.has(idKey(to)))
      return [];
    if (!shareLabels(from, to) || from.usedElsewhere) return [];
    taken.add(idKey(to));
    return [{ kind: "renameEnumType", from: idOf(from), to: idOf(to) }];
  });
}

/** Labels that come and go are a change of their own, with a question of their own. */
const shareLabels = (a: EnumType, b: EnumType): boolean =>
  a.labels.some((label) => b.labels.includes(label));
