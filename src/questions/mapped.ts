// Renames that what was written down speaks for: an entity, or a property of one, that was mapped to the old name is mapped to the new one.
import type { Operation } from "../operations/operation";
import { columnName, idKey, nameOf } from "../schema/identity";
import {
  isAsRecorded,
  mappingLines,
  type Mapping,
  type RecordedMapping,
} from "../schema/mapping";
import type { Column, Schema, Table, TableId } from "../schema/schema";
import { bothEnums, isSimilar } from "./evidence";
import { droppedBy } from "./names";
import type { Answers } from "./question";
import { isMostlyTheSame } from "./tableLikeness";

/** What entities were mapped to before, by their names. */
export type Recorded = ReadonlyMap<string, RecordedMapping>;

/**
 * What the migration class remembers: the mappings of tables that get other names, columns, or names of columns, and those that changed in the code
 * alone since they were written down.
 */
export function mappedBy(
  operations: readonly Operation[],
  mappings: readonly Mapping[],
  recorded: Recorded,
): string[] {
  const tables = new Set(operations.flatMap(tableMapped).map(idKey));
  const current = new Map(mappings.map((mapping) => [mapping.entity, mapping]));
  const outdated = new Set(
    [...recorded.values()].flatMap((known) => {
      const mapping = current.get(known.entity);
      if (mapping === undefined) return [known.table];
      return isAsRecorded(mapping, known)
        ? []
        : [known.table, nameOf(mapping.table)];
    }),
  );
  return mappingLines(
    mappings.filter(
      ({ table }) => tables.has(idKey(table)) || outdated.has(nameOf(table)),
    ),
  );
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
  recorded: Recorded,
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

/** What was written down says that one became the other. */
interface Succession {
  readonly from: string;
  readonly to: string;
  /** Structure and name agree; else it is evidence of a question. */
  readonly certain: boolean;
}

type Pairs = Readonly<Record<string, string>>;

/** Renames by what was written down. */
export interface MappedRenames {
  /** As answers. */
  readonly renames: Pairs;
  /** What is to be asked all the same, by old names. */
  readonly open: Pairs;
}

/**
 * What goes and comes under one entity's name. What somebody answered, in whatever way, is left to them; so is a name that still is there
 * on the other side. A name can change hands in the code alone, of which nothing is written down, so that it decides only where all else agrees.
 */
export function mappedRenames(
  { live, desired, mappings }: Sides,
  recorded: Recorded,
  { renames = {}, drops = [] }: Answers,
): MappedRenames {
  if (recorded.size === 0) return { renames: {}, open: {} };
  const [before, after] = [byName(live), byName(desired)];
  const isDropped = droppedBy(drops);
  const isAnswered = (name: string): boolean =>
    name in renames || isDropped(name);
  const taken = new Set(Object.values(renames));
  const found = undisputed(
    mappings.flatMap((mapping): Succession[] => {
      const known = recorded.get(mapping.entity);
      const table = nameOf(mapping.table);
      const to = after.get(table);
      const from = before.get(table) ?? before.get(known?.table ?? "");
      if (known === undefined || from === undefined || to === undefined)
        return [];
      const moved = nameOf(from) !== table;
      // Another entity has it now.
      if (moved && after.has(nameOf(from))) return [];
      const columns =
        nameOf(from) === known.table
          ? columnRenames(from, to, mapping, known, isAnswered)
          : [];
      if (!moved) return columns;
      const certain =
        isSimilar(from.name, to.name) &&
        isMostlyTheSame(withNames(from, to, columns), to);
      const answer = renames[nameOf(from)];
      return [
        { from: nameOf(from), to: table, certain },
        // Its columns are named by its new name, which it has to get.
        ...(answer === table || (certain && answer === undefined)
          ? columns
          : []),
      ];
    }),
  ).filter(({ from, to }) => !isAnswered(from) && !taken.has(to));
  const pairs = (certain: boolean): Pairs =>
    Object.fromEntries(
      found
        .filter((succession) => succession.certain === certain)
        .map(({ from, to }) => [from, to]),
    );
  return { renames: pairs(true), open: pairs(false) };
}

/** As it is with the columns that are certain under their new names. */
function withNames(
  table: Table,
  becoming: TableId,
  columns: readonly Succession[],
): Table {
  const names = new Map(
    columns.filter(({ certain }) => certain).map(({ from, to }) => [from, to]),
  );
  return {
    ...table,
    columns: table.columns.map((column) => ({
      ...column,
      name: names.get(columnName(becoming, column.name)) ?? column.name,
    })),
  };
}

/** Entities that shared a table may part. */
function undisputed(successions: readonly Succession[]): Succession[] {
  const distinct = [
    ...new Map(
      successions.map((one) => [[one.from, one.to].join("\u0000"), one]),
    ).values(),
  ];
  return distinct.filter(
    ({ from, to }) =>
      !distinct.some((other) => (other.from === from) !== (other.to === to)),
  );
}

function columnRenames(
  from: Table,
  to: Table,
  { columns }: Mapping,
  known: RecordedMapping,
  isAnswered: (name: string) => boolean,
): Succession[] {
  const [live, desired] = [columnsOf(from), columnsOf(to)];
  const otherwise = new Set(known.columns.values());
  return [...columns].flatMap(([property, name]) => {
    // A column that is not written down has the name of its property.
    const old =
      known.columns.get(property) ??
      (otherwise.has(property) ? undefined : property);
    if (old === undefined || old === name) return [];
    const [went, came] = [live.get(old), desired.get(name)];
    return went !== undefined &&
      came !== undefined &&
      !live.has(name) &&
      !desired.has(old) &&
      // Somebody may have named it by its table's old name.
      !isAnswered(columnName(from, old))
      ? [
          {
            from: columnName(to, old),
            to: name,
            certain:
              isSimilar(old, name) &&
              (went.type === came.type || bothEnums(went, came)),
          },
        ]
      : [];
  });
}

const byName = ({ tables }: Schema): ReadonlyMap<string, Table> =>
  new Map(tables.map((table) => [nameOf(table), table]));

const columnsOf = ({ columns }: Table): ReadonlyMap<string, Column> =>
  new Map(columns.map((column) => [column.name, column]));
