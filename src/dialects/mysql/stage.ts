// Temporary tables that stand in for tables and views which do not look yet as they are to: queries find them by the real names, in this connection only.
import type { Table, View, ViewColumn } from "../../schema/schema";
import type { Database } from "../dialect";
import { list } from "../layout";
import { hiddenKeyAlone, hiddenKeyBefore, isBenchKey } from "./benchKey";
import {
  columnDefinition,
  indexDefinition,
  primaryKeyDefinition,
} from "./compile/definitions";
import { qualified } from "./quote";
import type { Variant } from "./variant";

export interface Stage {
  /** @throws what the server says where it cannot be. */
  readonly table: (table: Table) => Promise<void>;
  /** The columns that the view has. @throws what the server says of its query. */
  readonly view: (view: View) => Promise<readonly ViewColumn[]>;
  /** Takes away all of it, or one of it. */
  readonly clear: (one?: Table) => Promise<void>;
}

export function stageOn(database: Database, variant: Variant): Stage {
  const standing = new Set<string>();
  const drop = async (names: readonly string[]): Promise<void> => {
    if (names.length === 0) return;
    await database.query(`DROP TEMPORARY TABLE IF EXISTS ${names.join(", ")}`);
    for (const name of names) standing.delete(name);
  };
  return {
    table: async (table) => {
      await database.query(temporaryTable(table, variant));
      standing.add(qualified(table));
    },
    view: async (view) => {
      const name = qualified(view);
      // No row is read.
      await database.query(
        `CREATE TEMPORARY TABLE ${name} ${hiddenKeyAlone} AS SELECT * FROM (\n${view.definition}\n) AS v LIMIT 0`,
      );
      standing.add(name);
      const columns = await database.query<ShownColumn>(
        `SHOW FULL COLUMNS FROM ${name}`,
      );
      return columns
        .filter(({ Field }) => !isBenchKey(Field))
        .map(({ Field, Type, Collation }) => ({
          name: Field,
          type: Type,
          ...(Collation === null ? {} : { collation: Collation }),
        }));
    },
    clear: (one) =>
      drop(one === undefined ? [...standing].reverse() : [qualified(one)]),
  };
}

interface ShownColumn {
  readonly Field: string;
  readonly Type: string;
  readonly Collation: string | null;
}

/** Keys too: a query may select what it does not group by, where a key says that there is one value. */
function temporaryTable(table: Table, variant: Variant): string {
  const keys = table.indexes.filter(
    ({ unique, method, keys, withoutOverlaps }) =>
      unique &&
      withoutOverlaps === undefined &&
      method === "btree" &&
      keys.every(({ column }) => column !== undefined),
  );
  const [first = "", ...columns] = table.columns.map(
    ({ name, type, ...column }) =>
      columnDefinition(
        {
          name,
          type,
          nullable: column.nullable,
          ...(column.labels === undefined ? {} : { labels: column.labels }),
          ...(column.charset === undefined ? {} : { charset: column.charset }),
          ...(column.collation === undefined
            ? {}
            : { collation: column.collation }),
          ...(column.srid === undefined ? {} : { srid: column.srid }),
        },
        variant,
      ),
  );
  const items = [
    table.primaryKey === undefined ? hiddenKeyBefore(first) : first,
    ...columns,
    ...(table.primaryKey === undefined
      ? []
      : [primaryKeyDefinition({ columns: table.primaryKey.columns })]),
    ...keys.map((index) => indexDefinition(index, variant)),
  ];
  const collation =
    table.collation === undefined ? "" : ` COLLATE=${table.collation}`;
  return `${list(`CREATE TEMPORARY TABLE ${qualified(table)}`, items)}${collation}`;
}
