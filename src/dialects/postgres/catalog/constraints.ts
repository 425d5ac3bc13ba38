// pg_constraint: primary keys, uniques, checks, exclusions and foreign keys.
import { unreachable } from "../../../schema/unreachable";
import type {
  Constraint,
  Deferrable,
  ForeignKey,
  IndexMarks,
  Marks,
  ReferentialAction,
} from "../../../schema/schema";
import { nullsNotDistinct } from "./indexes";
import { isMarked, marks, marksOf, type MarkRow } from "./marks";
import { namespaces, type ColumnNames } from "./tables";

export interface ConstraintRow {
  readonly name: string;
  /** primary key, unique, check, exclusion, foreign key */
  readonly contype: "p" | "u" | "c" | "x" | "f";
  readonly conkey: readonly number[] | null;
  readonly expression: string | null;
  /** Of a foreign key. */
  readonly reference: ReferenceRow | null;
  /** NULL for the most part. */
  readonly unusual: Unusual | null;
}

interface ReferenceRow {
  readonly schema: string;
  readonly name: string;
  readonly oid: number;
  readonly confkey: readonly number[];
  /** Of a table in a schema that is not looked at. */
  readonly columns: readonly string[] | null;
  readonly confdeltype: string;
  readonly confupdtype: string;
  /** f FULL, s SIMPLE */
  readonly confmatchtype: string;
  readonly confdelsetcols: readonly number[] | null;
}

/** What few constraints have. */
interface Unusual {
  readonly exclusion: string | null;
  readonly condeferrable: boolean;
  readonly condeferred: boolean;
  readonly convalidated: boolean;
  readonly connoinherit: boolean;
  readonly nullsNotDistinct: boolean | null;
  /** Columns that the index of a key has besides those of the key. */
  readonly included: readonly number[] | null;
  readonly comment: string | null;
  readonly marks: MarkRow | null;
}

const referencedColumns = `ARRAY(
                 SELECT fa.attname FROM unnest(con.confkey) WITH ORDINALITY k(attnum, position)
                   JOIN pg_attribute fa ON fa.attrelid = con.confrelid AND fa.attnum = k.attnum
                  ORDER BY k.position)`;

/** Of pg_constraint `con` on pg_class `f`. ON DELETE SET NULL of some columns is there since 15. */
export const referenceRow = (
  schema: string,
  version: number,
  columns = referencedColumns,
): string => `json_build_object(
               'schema', ${schema}, 'name', f.relname, 'oid', f.oid::int8, 'confkey', con.confkey, 'columns', ${columns},
               'confdeltype', con.confdeltype, 'confupdtype', con.confupdtype, 'confmatchtype', con.confmatchtype,
               'confdelsetcols', ${version >= 150000 ? "con.confdelsetcols" : "NULL"})`;

// conparentid: a foreign key to a partitioned table has a row for every partition.
// Columns are named by what was read of their tables; only of a table elsewhere are they asked for here.
export const constraintQuery = (schemas: string, version: number): string => `
  SELECT con.conrelid AS "tableOid", "row"
    FROM pg_constraint con
    JOIN pg_class c ON c.oid = con.conrelid
    LEFT JOIN pg_index i ON i.indexrelid = con.conindid AND con.contype IN ('p', 'u', 'x')
    LEFT JOIN pg_class x ON x.oid = i.indexrelid
    LEFT JOIN pg_class f ON f.oid = con.confrelid
    LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
    LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = con.oid AND d.objsubid = 0
   CROSS JOIN LATERAL (
      SELECT con.conname AS "name", con.contype, con.conkey, pg_get_expr(con.conbin, con.conrelid) AS "expression",
             CASE con.contype WHEN 'f' THEN ${referenceRow(
               "fn.nspname",
               version,
               `CASE WHEN f.relnamespace <> ALL (${namespaces(schemas)}) THEN ${referencedColumns} END`,
             )} END AS "reference",
             CASE WHEN con.contype = 'x' OR con.condeferrable OR NOT con.convalidated OR con.connoinherit
                       OR i.indnatts > i.indnkeyatts OR d.objoid IS NOT NULL OR ${isMarked} OR ${nullsNotDistinct(version)} THEN json_build_object(
               'exclusion', CASE con.contype WHEN 'x' THEN pg_get_constraintdef(con.oid) END,
               'condeferrable', con.condeferrable, 'condeferred', con.condeferred,
               'convalidated', con.convalidated, 'connoinherit', con.connoinherit,
               'nullsNotDistinct', CASE con.contype WHEN 'u' THEN ${nullsNotDistinct(version)} END,
               'included', CASE WHEN i.indnatts > i.indnkeyatts THEN (i.indkey::int2[])[i.indnkeyatts:] END,
               'comment', d.description, 'marks', ${marks}) END AS "unusual"
   ) AS "row"
   WHERE c.relnamespace = ANY (${namespaces(schemas)}) AND con.contype IN ('p', 'u', 'c', 'x', 'f') AND con.conparentid = 0`;

/** One row of a table → the constraint. */
export function constraintOf(
  row: ConstraintRow,
  tableOid: number,
  columnNames: ColumnNames,
  local: (schema: string) => string | undefined,
): Constraint {
  const columnAt = columnNames(tableOid);
  const columns = (row.conkey ?? []).map(columnAt);
  const { name, unusual } = row;
  switch (row.contype) {
    case "p":
      return {
        kind: "primaryKey",
        name,
        columns,
        ...deferrableOf(unusual),
        ...backingIndexOf(unusual, columnAt),
      };
    case "u":
      return {
        kind: "unique",
        name,
        columns,
        ...deferrableOf(unusual),
        ...(unusual?.nullsNotDistinct ? { nullsNotDistinct: true } : {}),
        ...backingIndexOf(unusual, columnAt),
      };
    case "c":
      return {
        kind: "check",
        name,
        expression: row.expression ?? "",
        ...(unusual?.connoinherit ? { noInherit: true } : {}),
        ...validityOf(unusual),
        ...commentOf(unusual),
      };
    case "x":
      return {
        kind: "exclusion",
        name,
        expression: unusual === null ? "" : exclusionExpression(unusual),
        ...deferrableOf(unusual),
        ...commentOf(unusual),
        ...marksOf(unusual?.marks ?? null),
      };
    case "f":
      return {
        kind: "foreignKey",
        name,
        columns,
        ...referenceOf(row.reference, columnAt, columnNames, local),
        ...deferrableOf(unusual),
        ...validityOf(unusual),
        ...commentOf(unusual),
      };
    default:
      return unreachable(row.contype);
  }
}

function referenceOf(
  row: ReferenceRow | null,
  columnAt: (attnum: number) => string,
  columnNames: ColumnNames,
  local: (schema: string) => string | undefined,
): Omit<ForeignKey, "kind" | "name" | "columns"> {
  if (row === null) throw new Error("A foreign key refers to nothing.");
  const { name, confdelsetcols } = row;
  const schema = local(row.schema);
  return {
    references: schema === undefined ? { name } : { schema, name },
    referencedColumns: row.columns ?? row.confkey.map(columnNames(row.oid)),
    onDelete: actionOf(row.confdeltype),
    onUpdate: actionOf(row.confupdtype),
    ...(row.confmatchtype === "f" ? { matchFull: true } : {}),
    ...(confdelsetcols === null
      ? {}
      : { setColumns: confdelsetcols.map(columnAt) }),
  };
}

function backingIndexOf(
  row: Unusual | null,
  columnAt: (attnum: number) => string,
): IndexMarks {
  const { included = null, marks: set = null } = row ?? {};
  return {
    ...(included === null ? {} : { include: included.map(columnAt) }),
    ...commentOf(row),
    ...marksOf(set),
  };
}

function commentOf(row: Unusual | null): Marks {
  const { comment = null } = row ?? {};
  return comment === null ? {} : { comment };
}

function deferrableOf(row: Unusual | null): {
  readonly deferrable?: Deferrable;
} {
  if (!row?.condeferrable) return {};
  return { deferrable: row.condeferred ? "DEFERRED" : "IMMEDIATE" };
}

const validityOf = (row: Unusual | null): { readonly notValid?: true } =>
  row === null || row.convalidated ? {} : { notValid: true };

/** pg_get_constraintdef ends in the deferrability, which is a field of its own here. */
export function exclusionExpression(
  row: Pick<Unusual, "exclusion" | "condeferrable" | "condeferred">,
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
