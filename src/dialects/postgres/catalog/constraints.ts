// pg_constraint: primary keys, uniques, checks, exclusions and foreign keys.
import { unreachable } from "../../../schema/unreachable";
import type {
  BackingIndex,
  Constraint,
  Deferrable,
  ReferentialAction,
} from "../../../schema/schema";
import type { Database } from "../../dialect";
import { readByTable } from "./byTable";
import { nullsNotDistinct } from "./indexes";
import { namespaces, type ColumnNames } from "./tables";

export interface ConstraintRow {
  readonly tableOid: number;
  readonly name: string;
  /** primary key, unique, check, exclusion, foreign key */
  readonly contype: "p" | "u" | "c" | "x" | "f";
  readonly conkey: readonly number[] | null;
  readonly expression: string | null;
  readonly exclusion: string | null;
  readonly condeferrable: boolean;
  readonly condeferred: boolean;
  readonly convalidated: boolean;
  readonly connoinherit: boolean;
  readonly nullsNotDistinct: boolean | null;
  /** Columns that the index of a key has besides those of the key. */
  readonly included: readonly number[] | null;
  readonly parameters: readonly string[] | null;
  readonly confdeltype: string;
  readonly confupdtype: string;
  /** f FULL, s SIMPLE */
  readonly confmatchtype: string;
  readonly confdelsetcols: readonly number[] | null;
  readonly referencedSchema: string | null;
  readonly referencedName: string | null;
  readonly referencedOid: number | null;
  readonly confkey: readonly number[] | null;
  /** Of a table in a schema that is not looked at. */
  readonly referencedColumns: readonly string[] | null;
}

/** ON DELETE SET NULL of some columns is there since 15. */
export const setColumns = (version: number): string =>
  version >= 150000 ? "con.confdelsetcols" : "NULL";

// conparentid: a foreign key to a partitioned table has a row for every partition.
// Columns are named by what was read of their tables; only of a table elsewhere are they asked for here.
const constraintQuery = (schemas: string, version: number): string => `
  SELECT con.conrelid::int8 AS "tableOid", con.conname AS "name", con.contype, con.conkey,
         pg_get_expr(con.conbin, con.conrelid) AS "expression",
         CASE con.contype WHEN 'x' THEN pg_get_constraintdef(con.oid) END AS "exclusion",
         con.condeferrable, con.condeferred, con.convalidated, con.connoinherit,
         CASE con.contype WHEN 'u' THEN ${nullsNotDistinct(version)} END AS "nullsNotDistinct",
         CASE WHEN i.indnatts > i.indnkeyatts THEN (i.indkey::int2[])[i.indnkeyatts:] END AS "included",
         x.reloptions AS "parameters",
         con.confdeltype, con.confupdtype, con.confmatchtype, ${setColumns(version)} AS "confdelsetcols",
         fn.nspname AS "referencedSchema", f.relname AS "referencedName",
         f.oid::int8 AS "referencedOid", con.confkey,
         CASE WHEN f.relnamespace <> ALL (${namespaces(schemas)}) THEN ARRAY(
           SELECT fa.attname FROM unnest(con.confkey) WITH ORDINALITY k(attnum, position)
             JOIN pg_attribute fa ON fa.attrelid = con.confrelid AND fa.attnum = k.attnum
            ORDER BY k.position) END AS "referencedColumns"
    FROM pg_constraint con
    JOIN pg_class c ON c.oid = con.conrelid
    LEFT JOIN pg_index i ON i.indexrelid = con.conindid AND con.contype IN ('p', 'u')
    LEFT JOIN pg_class x ON x.oid = i.indexrelid
    LEFT JOIN pg_class f ON f.oid = con.confrelid
    LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
   WHERE c.relnamespace = ANY (${namespaces(schemas)}) AND con.contype IN ('p', 'u', 'c', 'x', 'f') AND con.conparentid = 0`;

export const readConstraints = (
  database: Database,
  schemas: string,
  version: number,
): Promise<ReadonlyMap<number, readonly ConstraintRow[]>> =>
  readByTable<ConstraintRow>(database, constraintQuery(schemas, version));

/** One row → the constraint. */
export function constraintOf(
  row: ConstraintRow,
  columnNames: ColumnNames,
  local: (schema: string) => string | undefined,
): Constraint {
  const columnAt = columnNames(row.tableOid);
  const columns = (row.conkey ?? []).map(columnAt);
  const { name } = row;
  switch (row.contype) {
    case "p":
      return {
        kind: "primaryKey",
        name,
        columns,
        ...deferrableOf(row),
        ...backingIndexOf(row, columnAt),
      };
    case "u":
      return {
        kind: "unique",
        name,
        columns,
        ...deferrableOf(row),
        ...(row.nullsNotDistinct ? { nullsNotDistinct: true } : {}),
        ...backingIndexOf(row, columnAt),
      };
    case "c":
      return {
        kind: "check",
        name,
        expression: row.expression ?? "",
        ...(row.connoinherit ? { noInherit: true } : {}),
        ...(row.convalidated ? {} : { notValid: true }),
      };
    case "x":
      return {
        kind: "exclusion",
        name,
        expression: exclusionExpression(row),
        ...deferrableOf(row),
      };
    case "f": {
      const schema = local(row.referencedSchema ?? "");
      const referenced = row.referencedName ?? "";
      return {
        kind: "foreignKey",
        name,
        columns,
        references:
          schema === undefined
            ? { name: referenced }
            : { schema, name: referenced },
        referencedColumns:
          row.referencedColumns ??
          (row.confkey ?? []).map(columnNames(row.referencedOid ?? 0)),
        onDelete: actionOf(row.confdeltype),
        onUpdate: actionOf(row.confupdtype),
        ...(row.confmatchtype === "f" ? { matchFull: true } : {}),
        ...(row.confdelsetcols === null
          ? {}
          : { setColumns: row.confdelsetcols.map(columnAt) }),
        ...deferrableOf(row),
        ...(row.convalidated ? {} : { notValid: true }),
      };
    }
    default:
      return unreachable(row.contype);
  }
}

function backingIndexOf(
  row: ConstraintRow,
  columnAt: (attnum: number) => string,
): BackingIndex {
  return {
    ...(row.included === null ? {} : { include: row.included.map(columnAt) }),
    ...(row.parameters === null ? {} : { parameters: row.parameters }),
  };
}

function deferrableOf(row: ConstraintRow): {
  readonly deferrable?: Deferrable;
} {
  if (!row.condeferrable) return {};
  return { deferrable: row.condeferred ? "DEFERRED" : "IMMEDIATE" };
}

/** pg_get_constraintdef ends in the deferrability, which is a field of its own here. */
export function exclusionExpression(
  row: Pick<ConstraintRow, "exclusion" | "condeferrable" | "condeferred">,
): string {
  const definition = (row.exclusion ?? "").slice("EXCLUDE ".length);
  if (!row.condeferrable) return definition;
  const suffix = row.condeferred
    ? " DEFERRABLE INITIALLY DEFERRED"
    : " DEFERRABLE";
  return definition.endsWith(suffix)
    ? definition.slice(0, -suffix.length)
    : definition;
}

const actions: ReadonlyMap<string, ReferentialAction> = new Map([
  ["a", "NO ACTION"],
  ["r", "RESTRICT"],
  ["c", "CASCADE"],
  ["n", "SET NULL"],
  ["d", "SET DEFAULT"],
]);

const actionOf = (letter: string): ReferentialAction =>
  actions.get(letter) ?? "NO ACTION";
