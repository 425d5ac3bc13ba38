// information_schema.STATISTICS: indexes and primary keys, a row a key.
import type { Index, IndexKey, PrimaryKey } from "../../../schema/schema";
import type { Database } from "../../dialect";
import type { Numeric, Variant } from "../variant";

export interface IndexRow {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly notUnique: Numeric;
  readonly column: string | null;
  readonly length: Numeric | null;
  /** A ascending, D descending */
  readonly direction: "A" | "D" | null;
  /** BTREE, HASH, FULLTEXT, SPATIAL, … */
  readonly method: string;
  readonly comment: string;
  readonly expression: string | null;
  readonly invisible: Numeric;
  readonly position: Numeric;
}

const indexQuery = (schemas: string, { catalog }: Variant): string => `
  SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`table\`, INDEX_NAME AS \`name\`, NON_UNIQUE AS \`notUnique\`, COLUMN_NAME AS \`column\`,
         SUB_PART AS \`length\`, COLLATION AS \`direction\`, INDEX_TYPE AS \`method\`, INDEX_COMMENT AS \`comment\`,
         ${catalog.indexExpression} AS \`expression\`, ${catalog.indexInvisible} AS \`invisible\`,
         SEQ_IN_INDEX AS \`position\`
    FROM information_schema.STATISTICS
   WHERE TABLE_SCHEMA IN (${schemas})`;

export const readIndexes = (
  database: Database,
  schemas: string,
  variant: Variant,
): Promise<readonly IndexRow[]> =>
  database.query<IndexRow>(indexQuery(schemas, variant));

export const primary = "PRIMARY";

export function primaryKeyOf(
  rows: readonly IndexRow[],
): PrimaryKey | undefined {
  const columns = rows
    .filter(({ name }) => name === primary)
    .flatMap(({ column }) => column ?? []);
  return columns.length === 0
    ? undefined
    : { kind: "primaryKey", name: primary, columns };
}

/** The rows of one table, which come in the order of the keys, as its indexes. */
export function indexesOf(
  rows: readonly IndexRow[],
  variant: Variant,
): Index[] {
  const groups = new Map<string, IndexRow[]>();
  for (const row of rows) {
    if (row.name === primary) continue;
    const group = groups.get(row.name);
    if (group === undefined) groups.set(row.name, [row]);
    else group.push(row);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [indexOf(first, group, variant)];
  });
}

function indexOf(
  row: IndexRow,
  rows: readonly IndexRow[],
  variant: Variant,
): Index {
  const method = row.method.toLowerCase();
  return {
    name: row.name,
    unique: Number(row.notUnique) === 0,
    method,
    keys: rows.map((key) => keyOf(key, method, variant)),
    ...(Number(row.invisible) === 1 ? { invisible: true } : {}),
    ...(row.comment === "" ? {} : { comment: row.comment }),
  };
}

function keyOf(row: IndexRow, method: string, variant: Variant): IndexKey {
  return {
    ...(row.column === null
      ? { expression: variant.expression(row.expression ?? "") }
      : { column: row.column }),
    // Spatial and full-text indexes have a length of their own making.
    ...(row.length === null || method === "spatial" || method === "fulltext"
      ? {}
      : { length: Number(row.length) }),
    ...(row.direction === "D" ? { descending: true } : {}),
  };
}
