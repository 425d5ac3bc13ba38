// pg_constraint: primary keys, uniques, checks, exclusions and foreign keys.
import { unreachable } from "../../../schema/unreachable";
import type {
  Constraint,
  Deferrable,
  ReferentialAction,
} from "../../../schema/schema";
import type { Database } from "../../dialect";
import { nullsNotDistinct } from "./indexes";
import { marks, marksOf, type MarkRow } from "./marks";

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
  readonly confdeltype: string;
  readonly confupdtype: string;
  /** f FULL, s SIMPLE */
  readonly confmatchtype: string;
  readonly confdelsetcols: readonly number[] | null;
  readonly referencedSchema: string | null;
  readonly referencedName: string | null;
  readonly referencedColumns: readonly string[] | null;
  readonly comment: string | null;
  readonly include: readonly number[] | null;
  readonly marks: MarkRow | null;
}

/** ON DELETE SET NULL of some columns is there since 15. */
const setColumns = (version: number): string =>
  version >= 150000 ? "con.confdelsetcols::int[]" : "NULL::int[]";

// conparentid: a foreign key to a partitioned table has a row for every partition.
const constraintQuery = (schemas: string, version: number): string => `
  SELECT con.conrelid::int8::float8 AS "tableOid", con.conname AS "name", con.contype, con.conkey::int[] AS "conkey",
         pg_get_expr(con.conbin, con.conrelid) AS "expression",
         CASE con.contype WHEN 'x' THEN pg_get_constraintdef(con.oid) END AS "exclusion",
         con.condeferrable, con.condeferred, con.convalidated, con.connoinherit,
         CASE con.contype WHEN 'u' THEN ${nullsNotDistinct(version)} END AS "nullsNotDistinct",
         con.confdeltype, con.confupdtype, con.confmatchtype, ${setColumns(version)} AS "confdelsetcols",
         fn.nspname AS "referencedSchema", f.relname AS "referencedName",
         CASE con.contype WHEN 'f' THEN ARRAY(
           SELECT fa.attname::text FROM unnest(con.confkey) WITH ORDINALITY k(attnum, position)
             JOIN pg_attribute fa ON fa.attrelid = con.confrelid AND fa.attnum = k.attnum
            ORDER BY k.position) END AS "referencedColumns",
         d.description AS "comment",
         CASE WHEN i.indnatts > i.indnkeyatts THEN (string_to_array(i.indkey::text, ' ')::int[])[i.indnkeyatts + 1:] END AS "include",
         ${marks} AS "marks"
    FROM pg_constraint con
    JOIN pg_class c ON c.oid = con.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index i ON i.indexrelid = con.conindid AND con.contype IN ('p', 'u', 'x')
    LEFT JOIN pg_class x ON x.oid = i.indexrelid
    LEFT JOIN pg_class f ON f.oid = con.confrelid
    LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
    LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = con.oid AND d.objsubid = 0
   WHERE n.nspname IN (${schemas}) AND con.contype IN ('p', 'u', 'c', 'x', 'f') AND con.conparentid = 0
   ORDER BY con.conrelid, con.conname`;

export async function readConstraints(
  database: Database,
  schemas: string,
  version: number,
): Promise<readonly ConstraintRow[]> {
  return database.query<ConstraintRow>(constraintQuery(schemas, version));
}

/** One row → the constraint; `columnAt` names the table's column with that attnum. */
export function constraintOf(
  row: ConstraintRow,
  columnAt: (attnum: number) => string,
  local: (schema: string) => string | undefined,
): Constraint {
  const columns = (row.conkey ?? []).map(columnAt);
  const { name } = row;
  const commented = row.comment === null ? {} : { comment: row.comment };
  const marked = { ...commented, ...marksOf(row.marks) };
  const included =
    row.include === null ? {} : { include: row.include.map(columnAt) };
  switch (row.contype) {
    case "p":
      return { kind: "primaryKey", name, columns, ...included, ...marked };
    case "u":
      return {
        kind: "unique",
        name,
        columns,
        ...deferrableOf(row),
        ...(row.nullsNotDistinct ? { nullsNotDistinct: true } : {}),
        ...included,
        ...marked,
      };
    case "c":
      return {
        kind: "check",
        name,
        expression: row.expression ?? "",
        ...(row.connoinherit ? { noInherit: true } : {}),
        ...(row.convalidated ? {} : { notValid: true }),
        ...commented,
      };
    case "x":
      return {
        kind: "exclusion",
        name,
        expression: exclusionExpression(row),
        ...deferrableOf(row),
        ...marked,
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
        referencedColumns: row.referencedColumns ?? [],
        onDelete: actionOf(row.confdeltype),
        onUpdate: actionOf(row.confupdtype),
        ...(row.confmatchtype === "f" ? { matchFull: true } : {}),
        ...(row.confdelsetcols === null
          ? {}
          : { setColumns: row.confdelsetcols.map(columnAt) }),
        ...deferrableOf(row),
        ...(row.convalidated ? {} : { notValid: true }),
        ...commented,
      };
    }
    default:
      return unreachable(row.contype);
  }
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
