// Renames that need no question: an entity, or a property of one, that was mapped to the old name is mapped to the new one.
import type { Operation } from "../operations/operation";
import { idKey, nameOf } from "../schema/identity";
import {
  mappingLines,
  type Mapping,
  type RecordedMapping,
} from "../schema/mapping";
import type { Schema, Table, TableId } from "../schema/schema";
import { droppedBy } from "./names";
import type { Answers } from "./question";

/** What the migration class remembers: the mappings of tables that get other names, columns, or names of columns. */
export function mappedBy(
  operations: readonly Operation[],
  mappings: readonly Mapping[],
): string[] {
  const tables = new Set(operations.flatMap(tableMapped).map(idKey));
  return mappingLines(mappings.filter(({ table }) => tables.has(idKey(table))));
}

function tableMapped(operation: Operation): TableId[] {
  switch (operation.kind) {
    case "createTable":
    case "addColumn":
    case "renameColumn":
      return [operation.table];
    case "renameTable":
      return [operation.to];
    default:
      return [];
  }
}

/** Where entities were that are elsewhere now, and which may be in a schema that none of them is in any more. */
export const formerTables = (
  mappings: readonly Mapping[],
  recorded: ReadonlyMap<string, RecordedMapping>,
): string[] =>
  mappings.flatMap(({ entity, table }) => {
    const former = recorded.get(entity)?.table;
    return former === undefined || former === nameOf(table) ? [] : [former];
  });

/** Both sides, and what entities are mapped to now. */
interface Sides {
  readonly live: Schema;
  readonly desired: Schema;
  readonly mappings: readonly Mapping[];
}

/**
 * Answers for what goes and comes under one entity's name. What somebody answered, in whatever way, is left to them; so is a name that still is there
 * on the other side.
 */
export function mappedRenames(
  { live, desired, mappings }: Sides,
  recorded: ReadonlyMap<string, RecordedMapping>,
  { renames = {}, drops = [] }: Answers,
): Readonly<Record<string, string>> {
  if (recorded.size === 0) return {};
  const [before, after] = [byName(live), byName(desired)];
  const isDropped = droppedBy(drops);
  const isAnswered = (name: string): boolean =>
    name in renames || isDropped(name);
  const taken = new Set(Object.values(renames));
  return Object.fromEntries(
    undisputed(
      mappings.flatMap((mapping): (readonly [string, string])[] => {
        const known = recorded.get(mapping.entity);
        const table = nameOf(mapping.table);
        const to = after.get(table);
        const from = before.get(table) ?? before.get(known?.table ?? "");
        if (known === undefined || from === undefined || to === undefined)
          return [];
        const moved = nameOf(from) !== table;
        // Another entity has it now.
        if (moved && after.has(nameOf(from))) return [];
        return [
          ...(moved ? [[nameOf(from), table] as const] : []),
          ...(nameOf(from) === known.table
            ? columnRenames(from, to, mapping, known, isAnswered)
            : []),
        ];
      }),
    ).filter(([from, to]) => !isAnswered(from) && !taken.has(to)),
  );
}

/** Entities that shared a table may part. */
function undisputed(
  pairs: readonly (readonly [string, string])[],
): (readonly [string, string])[] {
  const distinct = [
    ...new Map(pairs.map((pair) => [pair.join("\u0000"), pair])).values(),
  ];
  return distinct.filter(
    ([from, to]) =>
      !distinct.some((other) => (other[0] === from) !== (other[1] === to)),
  );
}

function columnRenames(
  from: Table,
  to: Table,
  { columns }: Mapping,
  known: RecordedMapping,
  isAnswered: (name: string) => boolean,
): (readonly [string, string])[] {
  const [live, desired] = [namesIn(from), namesIn(to)];
  const otherwise = new Set(known.columns.values());
  return [...columns].flatMap(([property, column]) => {
    // A column that is not written down has the name of its property.
    const old =
      known.columns.get(property) ??
      (otherwise.has(property) ? undefined : property);
    return old !== undefined &&
      old !== column &&
      live.has(old) &&
      !live.has(column) &&
      desired.has(column) &&
      !desired.has(old) &&
      // Somebody may have named it by its table's old name.
      !isAnswered(`${nameOf(from)}.${old}`)
      ? [[`${nameOf(to)}.${old}`, column] as const]
      : [];
  });
}

const byName = ({ tables }: Schema): ReadonlyMap<string, Table> =>
  new Map(tables.map((table) => [nameOf(table), table]));

const namesIn = ({ columns }: Table): ReadonlySet<string> =>
  new Set(columns.map(({ name }) => name));
