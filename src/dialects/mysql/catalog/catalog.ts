// What the catalogs say of tables, by table. Rows are worked on while the server is at the next query.
import type { Column } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { meanwhile } from "../../meanwhile";
import type { Variant } from "../variant";
import { byTable, type TableKey } from "./byTable";
import { readChecks, type CheckRow } from "./checks";
import { columnOf, type ColumnRow } from "./columns";
import {
  readForeignKeys,
  type ForeignKeyRow,
  type ForeignKeyRows,
} from "./foreignKeys";
import { readIndexes, type IndexRow } from "./indexes";
import type { FoundServer, TableRow } from "./tables";

type ByTable<Row> = ReadonlyMap<string, readonly Row[]>;

export interface Catalog {
  readonly columnRows: ByTable<ColumnRow>;
  readonly columns: ByTable<Column>;
  readonly indexes: ByTable<IndexRow>;
  readonly foreignKeys: ByTable<ForeignKeyRow>;
  readonly actions: ForeignKeyRows["actions"];
  readonly checks: ByTable<CheckRow>;
}

/** Where the catalogs are read. */
interface Source {
  readonly server: FoundServer;
  readonly schemas: string;
  readonly variant: Variant;
  readonly keyOf: TableKey;
}

export async function readCatalog(
  database: Database,
  tables: readonly TableRow[],
  columns: readonly ColumnRow[],
  { server, schemas, variant, keyOf }: Source,
): Promise<Catalog> {
  const [indexRows, ofColumns] = await meanwhile(
    readIndexes(database, schemas, variant),
    () => {
      const columnRows = byTable(columns, keyOf);
      return {
        columnRows,
        columns: columnsOf(tables, columnRows, variant, keyOf),
      };
    },
  );
  const [{ keys, actions }, indexes] = await meanwhile(
    readForeignKeys(database, schemas),
    () => byTable(indexRows, keyOf),
  );
  const [checkRows, foreignKeys] = await meanwhile(
    readChecks(database, schemas, variant, server),
    () => byTable(keys, keyOf),
  );
  const checks = byTable(checkRows, keyOf);
  return { ...ofColumns, indexes, foreignKeys, actions, checks };
}

/** As far as they can be told without the checks. */
const columnsOf = (
  tables: readonly TableRow[],
  rows: ByTable<ColumnRow>,
  variant: Variant,
  keyOf: TableKey,
): ByTable<Column> =>
  new Map(
    tables.map(({ schema, name, collation }) => {
      const key = keyOf(schema, name);
      const own = rows.get(key) ?? [];
      return [key, own.map((row) => columnOf(row, collation, variant))];
    }),
  );
