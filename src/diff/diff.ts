// Schema × Schema → Operation[]: everything in which two canonical schemas differ. Pure; knows nothing of order or danger.
import type { EnumUse, Operation } from "../operations/operation";
import { equal } from "../schema/equal";
import { idKey, idOf, sameId, tableByKey } from "../schema/identity";
import { inOrder } from "../schema/inOrder";
import type { EnumTypeId, Schema, Table } from "../schema/schema";
import { compare } from "./compare";
import { withLabelsOfTypes } from "./enumMoves";
import { diffTable, withOwnIndexes } from "./table";
import { diffViews } from "./views";

/** What a diff takes into account besides the two schemas. */
export interface DiffOptions {
  /** False where expressions could only be compared as text: operations that rest on one say so. Default: true. */
  readonly verified?: boolean;
}

/**
 * The operations that make `from` into `to`, by name of what they are about, so that the same two schemas give the same list.
 * Both schemas must be canonical: introspected, or canonicalized by a dialect.
 */
export function diff(
  from: Schema,
  to: Schema,
  { verified = true }: DiffOptions = {},
): Operation[] {
  const [live, desired] = [inOrder(from), inOrder(to)];
  const schemas = compare(live.schemas, desired.schemas, (schema) => schema);
  const tables = compare(live.tables, desired.tables, idKey);
  const extensions = compare(
    live.extensions ?? [],
    desired.extensions ?? [],
    (extension) => extension,
  );
  return [
    ...schemas.added.map((schema): Operation => ({
      kind: "createSchema",
      schema,
    })),
    ...extensions.added.map((extension): Operation => ({
      kind: "createExtension",
      extension,
    })),
    ...diffEnumTypes(live, desired),
    ...tables.added.flatMap(created),
    // Most tables have not changed at all, and that is soon told.
    ...tables.kept
      .filter((pair) => !equal(pair.from, pair.to))
      .flatMap((pair) => diffTable(pair.from, pair.to, verified))
      .map(withLabelsOfTypes(live, desired)),
    ...diffViews(live.views, desired.views, verified),
    ...tables.dropped.flatMap(dropped),
  ];
}

/** A table's foreign keys come after all tables are there, and its indexes by statements of their own. */
function created(table: Table): Operation[] {
  const id = idOf(table);
  return withOwnIndexes([
    { kind: "createTable", table: bare(table) },
    ...table.indexes.map((index): Operation => ({
      kind: "createIndex",
      table: id,
      index,
    })),
    ...table.foreignKeys.map((constraint): Operation => ({
      kind: "addConstraint",
      table: id,
      constraint,
    })),
  ]);
}

function dropped(table: Table): Operation[] {
  const id = idOf(table);
  return withOwnIndexes([
    ...table.foreignKeys.map((constraint): Operation => ({
      kind: "dropConstraint",
      table: id,
      constraint,
    })),
    ...table.indexes.map((index): Operation => ({
      kind: "dropIndex",
      table: id,
      index,
    })),
    { kind: "dropTable", table: bare(table) },
  ]);
}

const bare = (table: Table): Table => ({
  ...table,
  foreignKeys: [],
  indexes: [],
});

/** An enum type goes only when columns that are compared were all that used it. */
function diffEnumTypes(from: Schema, to: Schema): Operation[] {
  const types = compare(from.enumTypes, to.enumTypes, idKey);
  const used = usedEnumTypes(from);
  return [
    ...types.added.map((enumType): Operation => ({
      kind: "createEnumType",
      enumType,
    })),
    ...types.kept
      .filter((pair) => !equal(pair.from.labels, pair.to.labels))
      .map((pair): Operation => ({
        kind: "alterEnumType",
        ...pair,
        uses: enumUses(from, to, pair.to),
      })),
    ...types.dropped
      .filter(
        (enumType) =>
          used.has(idKey(enumType)) &&
          !enumType.usedElsewhere &&
          !enumType.declaredByHeirs,
      )
      .map((enumType): Operation => ({ kind: "dropEnumType", enumType })),
  ];
}

/** The columns that have the type on both sides: their values have to be carried over. */
function enumUses(from: Schema, to: Schema, enumType: EnumTypeId): EnumUse[] {
  const before = tableByKey(from);
  return to.tables.flatMap((table) => {
    const columns = new Map(
      before.get(idKey(table))?.columns.map((column) => [column.name, column]),
    );
    return table.columns.flatMap((column): EnumUse[] => {
      const live = columns.get(column.name);
      return live?.enumType !== undefined &&
        live.type === column.type &&
        sameId(live.enumType, enumType)
        ? [{ table: idOf(table), from: live, to: column }]
        : [];
    });
  });
}

function usedEnumTypes(schema: Schema): ReadonlySet<string> {
  return new Set(
    schema.tables.flatMap((table) =>
      table.columns.flatMap((column) =>
        column.enumType === undefined ? [] : [idKey(column.enumType)],
      ),
    ),
  );
}
