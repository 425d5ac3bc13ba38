// Indexes that are not made as they are asked for: on more than a key can hold, some servers make one of a prefix or a hash of the value, and others refuse it.
import { equal } from "../../schema/equal";
import { ExpressionError } from "../../schema/errors";
import { idKey, nameOf } from "../../schema/identity";
import type { Column, Index, Schema, Table } from "../../schema/schema";
import type { Database } from "../dialect";
import {
  columnDefinition,
  indexDefinition,
  primaryKeyDefinition,
  tableOptions,
} from "./compile/definitions";
import { benchName, isForbidden, sizeOf } from "./probe";
import { isShape, isText } from "./types";
import { refusalOf } from "./understood";
import type { Numeric, Variant } from "./variant";

/**
 * The schema with such indexes as the server makes them. Asked only where the live table has another index or other columns in it.
 * @throws ExpressionError that names an index that the server refuses.
 */
export async function withLongIndexes(
  database: Database,
  desired: Schema,
  live: ReadonlyMap<string, Table>,
  variant: Variant,
): Promise<Schema> {
  const tables: Table[] = [];
  for (const table of desired.tables)
    tables.push(
      await withIndexesAsMade(database, table, live.get(idKey(table)), variant),
    );
  return { ...desired, tables };
}

async function withIndexesAsMade(
  database: Database,
  table: Table,
  before: Table | undefined,
  variant: Variant,
): Promise<Table> {
  const made = (index: Index): Index | Promise<Index> =>
    mayBeAnother(index, table) && !isKnown(index, table, before)
      ? asMade(database, table, before, index, variant)
      : index;
  // Of a primary key there is no other: it is made as it is, or refused.
  for (const key of keyIndexes(table)) await made(key);
  const indexes: Index[] = [];
  for (const index of table.indexes) indexes.push(await made(index));
  return indexes.every((index, at) => index === table.indexes[at])
    ? table
    : { ...table, indexes };
}

const primaryName = "PRIMARY";

const keyIndexes = ({ primaryKey }: Table): Index[] =>
  primaryKey === undefined
    ? []
    : [
        {
          name: primaryName,
          unique: true,
          method: "btree",
          keys: primaryKey.columns.map((column) => ({ column })),
        },
      ];

/** Whether the live table has the same index on the same columns. */
function isKnown(
  index: Index,
  table: Table,
  before: Table | undefined,
): boolean {
  if (before === undefined) return false;
  const typesIn = (of: Table) =>
    columnsOf(index, of).map(({ type, collation }) => [type, collation]);
  return (
    equal(typesIn(table), typesIn(before)) &&
    [...keyIndexes(before), ...before.indexes].some(
      (known) =>
        known.unique === index.unique &&
        known.method === index.method &&
        equal(known.keys, index.keys),
    )
  );
}

function columnsOf({ keys }: Index, table: Table): Column[] {
  const names = new Set(keys.map(({ column }) => column));
  return table.columns.filter(({ name }) => names.has(name));
}

interface ShownIndex {
  readonly Column_name: string;
  readonly Sub_part: Numeric | null;
  readonly Index_type: string;
}

async function asMade(
  database: Database,
  table: Table,
  before: Table | undefined,
  index: Index,
  variant: Variant,
): Promise<Index> {
  const columns = columnsOf(index, table);
  const items = [
    ...columns.map((column) => columnDefinition(bareOf(column), variant)),
    index.name === primaryName
      ? primaryKeyDefinition(columns.map(({ name }) => name))
      : indexDefinition(index, variant),
  ];
  try {
    await database.query(
      `CREATE TEMPORARY TABLE ${benchName} (${items.join(", ")}) ${tableOptions(optionsOf(table))}`,
    );
    const shown = await database.query<ShownIndex>(
      `SHOW INDEX FROM ${benchName}`,
    );
    return {
      ...index,
      method: shown[0]?.Index_type.toLowerCase() ?? index.method,
      keys: index.keys.map((key) => {
        const part = shown.find(
          ({ Column_name }) => Column_name === key.column,
        );
        return part === undefined || part.Sub_part === null
          ? key
          : { ...key, length: Number(part.Sub_part) };
      }),
    };
  } catch (error) {
    if (isForbidden(error)) throw error;
    const { code, message } = refusalOf(error);
    if (code === undefined || !tooLong.has(code)) return index;
    const shortened = before && shortenedIn(before, index);
    if (shortened !== undefined) return { ...index, keys: shortened.keys };
    throw new ExpressionError(
      `${index.name === primaryName ? "The primary key" : `Index "${index.name}"`} of table "${nameOf(table)}": the server does not accept it (${message}). Give its columns shorter types, or make the index by hand and leave it alone with \`synchronize: false\`.`,
      { cause: error },
    );
  } finally {
    await database.query(`DROP TEMPORARY TABLE IF EXISTS ${benchName}`);
  }
}

/** What MySQL made of it once, without strict mode. */
const shortenedIn = (before: Table, index: Index): Index | undefined =>
  before.indexes.find(
    (known) =>
      known.unique === index.unique &&
      known.keys.some(({ length }) => length !== undefined) &&
      equal(
        known.keys.map(({ length: _length, ...key }) => key),
        index.keys,
      ),
  );

/** ER_TOO_LONG_KEY, and ER_BLOB_KEY_WITHOUT_LENGTH of MySQL. */
const tooLong: ReadonlySet<number> = new Set([1071, 1170]);

/** "InnoDB Limits" in the manual; less in a row format that is named. */
const roomOf = ({ options }: Table): number =>
  options === undefined ? 3_072 : 767;

/** Elsewhere than in InnoDB, an index may also be of another kind. */
function mayBeAnother(index: Index, table: Table): boolean {
  const { method, keys } = index;
  if (method !== "btree" && method !== "hash") return false;
  if (keys.some(({ length }) => length !== undefined)) return false;
  const columns = columnsOf(index, table);
  if (columns.some(({ type }) => isShape(type))) return false;
  if (table.engine !== undefined && table.engine !== "InnoDB") return true;
  const bytes = columns.map(({ type }) =>
    unbounded.test(type) ? Infinity : sizeOf(type),
  );
  return bytes.reduce((sum, size) => sum + size, 0) > roomOf(table);
}

const unbounded = /text|blob/;

/** What of a column its index hangs on. */
export const bareOf = ({
  name,
  type,
  labels,
  charset,
  collation,
}: Column): Column => ({
  name,
  type,
  nullable: false,
  ...(labels === undefined ? {} : { labels }),
  ...(charset === undefined || !isText(type) ? {} : { charset }),
  ...(collation === undefined ? {} : { collation }),
});

export function optionsOf(table: Table): Table {
  const { comment: _comment, ...rest } = table;
  return rest;
}
