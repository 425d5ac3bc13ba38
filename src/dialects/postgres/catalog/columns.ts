// pg_attribute: columns with their types, defaults and owned sequences.
import type { Column, EnumTypeId, Generation } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { isBuiltIn } from "../builtIns";
import { readByTable } from "./byTable";
import { withoutOwnType } from "../constant";
import { literal } from "../quote";
import { sequenceOptions, type SequenceParts } from "../sequenceOptions";
import { enumTypeText } from "../types";
import { namespaces } from "./tables";

export interface ColumnRow {
  readonly tableOid: number;
  /** attnum: stays when columns before it are dropped. */
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly domainOver: string | null;
  readonly enumSchema: string | null;
  readonly enumName: string | null;
  readonly array: boolean;
  readonly nullable: boolean;
  readonly default: string | null;
  /** a ALWAYS, d BY DEFAULT */
  readonly identity: "" | "a" | "d";
  /** s stored, v virtual (18 and later) */
  readonly generated: "" | "s" | "v";
  readonly sequenceSchema: string | null;
  readonly sequenceName: string | null;
  /** The owned sequence as a regclass prints it. */
  readonly sequenceText: string | null;
  /** Its type, and its numbers as text. */
  readonly sequence: SequenceParts | null;
  readonly collation: string | null;
  /** Where its name alone does not find it. */
  readonly collationSchema: string | null;
  readonly comment: string | null;
}

// Several sequences can be owned by one column; the one that its default calls is found by comparing texts.
// A default has no columns in it, so that its table need not be opened to print it.
const columnQuery = (schemas: string): string => `
  SELECT a.attrelid::int8 AS "tableOid", a.attnum AS "number", a.attname AS "name",
         format_type(a.atttypid, a.atttypmod) AS "type",
         CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS "domainOver",
         en.nspname AS "enumSchema", et.typname AS "enumName", t.typcategory = 'A' AS "array",
         NOT a.attnotnull AS "nullable",
         pg_get_expr(ad.adbin, CASE a.attgenerated WHEN '' THEN 0 ELSE ad.adrelid END) AS "default",
         a.attidentity AS "identity", a.attgenerated AS "generated",
         s."schema" AS "sequenceSchema", s."name" AS "sequenceName", s."text" AS "sequenceText", s."parts" AS "sequence",
         co.collname AS "collation",
         CASE WHEN NOT pg_collation_is_visible(co.oid) THEN (SELECT nspname FROM pg_namespace WHERE oid = co.collnamespace) END AS "collationSchema",
         d.description AS "comment"
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_type et ON et.typtype = 'e' AND et.oid = CASE t.typcategory WHEN 'A' THEN t.typelem ELSE t.oid END
    LEFT JOIN pg_namespace en ON en.oid = et.typnamespace
    LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
    LEFT JOIN (
      SELECT sd.refobjid, sd.refobjsubid, sn.nspname AS "schema", sc.relname AS "name", sc.oid::regclass AS "text",
             ARRAY[format_type(q.seqtypid, NULL), q.seqincrement::text, q.seqmin::text, q.seqmax::text, q.seqstart::text,
                   q.seqcache::text, q.seqcycle::text] AS "parts"
        FROM pg_class sc
        JOIN pg_sequence q ON q.seqrelid = sc.oid
        JOIN pg_namespace sn ON sn.oid = sc.relnamespace
        JOIN pg_depend sd ON sd.classid = 'pg_class'::regclass AND sd.objid = sc.oid
             AND sd.refclassid = 'pg_class'::regclass AND sd.deptype IN ('a', 'i')
       WHERE sc.relkind = 'S'
    ) AS s ON s.refobjid = a.attrelid AND s.refobjsubid = a.attnum AND (a.atthasdef OR a.attidentity <> '')
    LEFT JOIN pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
    LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
   WHERE c.relnamespace = ANY (${namespaces(schemas)}) AND c.relkind IN ('r', 'p', 'v', 'm')`;

export const readColumns = (
  database: Database,
  schemas: string,
): Promise<ReadonlyMap<number, readonly ColumnRow[]>> =>
  readByTable<ColumnRow>(database, columnQuery(schemas));

/** Rows of one table → its columns; `local` drops the schema where it is the connection's own. */
export function columnsOf(
  rows: readonly ColumnRow[],
  local: (schema: string) => string | undefined,
): Column[] {
  const byNumber: ColumnRow[] = [];
  for (const row of rows)
    if (byNumber[row.number] === undefined || callsItsSequence(row))
      byNumber[row.number] = row;
  // What was dropped has left a hole, which is passed over.
  return byNumber.flatMap((row) => columnOf(row, local));
}

function columnOf(
  row: ColumnRow,
  local: (schema: string) => string | undefined,
): Column {
  const enumType = idOrNothing(
    row.enumSchema,
    row.enumName,
    isBuiltIn(row.enumName ?? "") ? (schema) => schema : local,
  );
  const generation = generationOf(row, local);
  return {
    name: row.name,
    type: enumType === undefined ? row.type : enumTypeText(enumType, row.array),
    ...(row.domainOver === null ? {} : { domainOver: row.domainOver }),
    ...(enumType === undefined ? {} : { enumType }),
    nullable: row.nullable,
    ...(row.default === null || generation !== undefined
      ? {}
      : { default: withoutOwnType(row.default, row.type) }),
    ...(generation === undefined ? {} : { generation }),
    ...(row.collation === null ? {} : { collation: row.collation }),
    ...(row.collationSchema === null
      ? {}
      : { collationSchema: row.collationSchema }),
    ...(row.comment === null ? {} : { comment: row.comment }),
  };
}

function generationOf(
  row: ColumnRow,
  local: (schema: string) => string | undefined,
): Generation | undefined {
  if (row.generated !== "")
    return {
      kind: "expression",
      expression: row.default ?? "",
      stored: row.generated === "s",
    };
  const sequence = idOrNothing(row.sequenceSchema, row.sequenceName, local);
  const options =
    row.sequence === null
      ? undefined
      : sequenceOptions(row.sequence, row.domainOver ?? row.type);
  const unusual = options === undefined ? {} : { options };
  if (row.identity !== "")
    return {
      kind: "identity",
      mode: row.identity === "a" ? "ALWAYS" : "BY DEFAULT",
      ...(sequence === undefined ? {} : { sequence }),
      ...unusual,
    };
  return sequence !== undefined && callsItsSequence(row)
    ? { kind: "serial", sequence, call: row.default ?? "", ...unusual }
    : undefined;
}

function callsItsSequence(row: ColumnRow): boolean {
  return (
    row.sequenceText !== null &&
    row.default === `nextval(${literal(row.sequenceText)}::regclass)`
  );
}

function idOrNothing(
  schema: string | null,
  name: string | null,
  local: (schema: string) => string | undefined,
): EnumTypeId | undefined {
  if (schema === null || name === null) return undefined;
  const named = local(schema);
  return named === undefined ? { name } : { schema: named, name };
}
