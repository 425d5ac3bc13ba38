// What only the definition of a table tells is read where the table changes, so that no change loses it.
import type { Database, Dialect } from "./dialects/dialect";
import type { Operation } from "./operations/operation";
import { originalNames, type Rename } from "./operations/rename";
import { idKey } from "./schema/identity";
import type { Index, Schema, Table, TableId } from "./schema/schema";

/** The live schema, before the renames and after them. */
interface Live {
  readonly found: Schema;
  readonly live: Schema;
}

/** The same with what is told of the tables that the operations change. Nothing is asked where none does, or where catalogs tell all. */
export async function withTold(
  database: Database,
  { withTold: told }: Pick<Dialect, "withTold">,
  { found, live }: Live,
  renames: readonly Rename[],
  operations: readonly Operation[],
): Promise<Live> {
  const original = originalNames(renames);
  const changed = new Set(
    [...renames, ...operations]
      .flatMap(changedBy)
      .map((table) => idKey(original.table(table))),
  );
  const asked = found.tables.filter((table) => changed.has(idKey(table)));
  if (told === undefined || asked.length === 0) return { found, live };
  const known = new Map(
    (await told(database, asked)).map((table) => [idKey(table), table]),
  );
  return {
    found: {
      ...found,
      tables: found.tables.map((table) => known.get(idKey(table)) ?? table),
    },
    live: {
      ...live,
      tables: live.tables.map((table) => {
        const from = known.get(idKey(original.table(table)));
        return from === undefined
          ? table
          : toldOf(table, from, (column) => original.column(table, column));
      }),
    },
  };
}

/** The table whose columns are written anew, or that makes anew on the way back what goes. */
function changedBy(operation: Operation): TableId[] {
  switch (operation.kind) {
    case "renameColumn":
    case "alterColumn":
    case "dropColumn":
    case "dropIndex":
    case "dropTable":
      return [operation.table];
    default:
      return [];
  }
}

function toldOf(
  table: Table,
  from: Table,
  original: (column: string) => string,
): Table {
  const columns = new Map(from.columns.map((column) => [column.name, column]));
  const indexes = new Map(
    [...from.indexes, ...(from.handmadeIndexes ?? [])].map((index) => [
      index.name,
      index,
    ]),
  );
  const marked = (index: Index): Index => {
    const parameters = indexes.get(index.name)?.parameters;
    return parameters === undefined ? index : { ...index, parameters };
  };
  return {
    ...table,
    ...(from.options === undefined ? {} : { options: from.options }),
    columns: table.columns.map((column) => {
      const options = columns.get(original(column.name))?.options;
      return options === undefined ? column : { ...column, options };
    }),
    indexes: table.indexes.map(marked),
    ...(table.handmadeIndexes === undefined
      ? {}
      : { handmadeIndexes: table.handmadeIndexes.map(marked) }),
  };
}
