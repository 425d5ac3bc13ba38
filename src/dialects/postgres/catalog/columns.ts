// pg_attribute: columns with their types, defaults and owned sequences.
import type {
  Column,
  EnumTypeId,
  Generation,
  Grant,
} from "../../../schema/schema";
import type { Database } from "../../dialect";
import { withoutOwnType } from "../constant";
import { literal } from "../quote";
import { enumTypeText } from "../types";

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
  readonly collation: string | null;
  readonly comment: string | null;
  readonly storage: readonly string[] | null;
  readonly statistics: readonly string[] | null;
  readonly grants:
    | readonly {
        readonly privilege: string;
        readonly role: string;
        readonly grantable: boolean;
      }[]
    | null;
}

/** Compression of a column is there since 14. */
const compression = (version: number): string =>
  version >= 140000
    ? "CASE a.attcompression WHEN 'p' THEN 'SET COMPRESSION pglz' WHEN 'l' THEN 'SET COMPRESSION lz4' END"
    : "NULL";

// Of the options of a column only those that the manual defines ("ALTER TABLE", attribute_option): builds of the server may keep others for themselves.
// Several sequences can be owned by one column; the one that its default calls is found by comparing texts.
const columnQuery = (schemas: string, version: number): string => `
  SELECT a.attrelid::int8::float8 AS "tableOid", a.attnum::int AS "number", a.attname AS "name",
         format_type(a.atttypid, a.atttypmod) AS "type",
         CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS "domainOver",
         en.nspname AS "enumSchema", et.typname AS "enumName", t.typcategory = 'A' AS "array",
         NOT a.attnotnull AS "nullable",
         pg_get_expr(ad.adbin, ad.adrelid) AS "default",
         a.attidentity::text AS "identity", a.attgenerated::text AS "generated",
         sn.nspname AS "sequenceSchema", s.relname AS "sequenceName", s.oid::regclass::text AS "sequenceText",
         co.collname AS "collation",
         d.description AS "comment",
         NULLIF(array_remove(ARRAY[
           CASE WHEN a.attstorage <> t.typstorage THEN
             'SET STORAGE ' || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END,
           ${compression(version)}], NULL), '{}') AS "storage",
         NULLIF(array_remove(ARRAY[
           CASE WHEN a.attstattarget >= 0 THEN 'SET STATISTICS ' || a.attstattarget END,
           CASE WHEN a.attoptions IS NOT NULL THEN (
             SELECT 'SET (' || string_agg(option, ', ' ORDER BY option) || ')'
               FROM unnest(a.attoptions) option WHERE split_part(option, '=', 1) IN ('n_distinct', 'n_distinct_inherited')) END], NULL), '{}') AS "statistics",
         CASE WHEN a.attacl IS NOT NULL THEN (
           SELECT json_agg(json_build_object('privilege', g.privilege_type, 'grantable', g.is_grantable,
                                             'role', CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END)
                           ORDER BY g.privilege_type, g.grantee)
             FROM aclexplode(a.attacl) g) END AS "grants"
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_type et ON et.typtype = 'e' AND et.oid = CASE t.typcategory WHEN 'A' THEN t.typelem ELSE t.oid END
    LEFT JOIN pg_namespace en ON en.oid = et.typnamespace
    LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
    LEFT JOIN pg_depend sd ON sd.classid = 'pg_class'::regclass AND sd.refclassid = 'pg_class'::regclass
         AND sd.refobjid = a.attrelid AND sd.refobjsubid = a.attnum AND sd.deptype IN ('a', 'i')
         AND (a.atthasdef OR a.attidentity <> '')
    LEFT JOIN pg_class s ON s.oid = sd.objid AND s.relkind = 'S'
    LEFT JOIN pg_namespace sn ON sn.oid = s.relnamespace
    LEFT JOIN pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
    LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
   WHERE n.nspname IN (${schemas}) AND c.relkind IN ('r', 'p')
   ORDER BY a.attrelid, a.attnum`;

export async function readColumns(
  database: Database,
  schemas: string,
  version: number,
): Promise<readonly ColumnRow[]> {
  return database.query<ColumnRow>(columnQuery(schemas, version));
}

/** Rows of one table → its columns; `local` drops the schema where it is the connection's own. */
export function columnsOf(
  rows: readonly ColumnRow[],
  local: (schema: string) => string | undefined,
): Column[] {
  const byNumber = new Map<number, ColumnRow>();
  for (const row of rows)
    if (!byNumber.has(row.number) || callsItsSequence(row))
      byNumber.set(row.number, row);
  return [...byNumber.values()].map((row) => columnOf(row, local));
}

function columnOf(
  row: ColumnRow,
  local: (schema: string) => string | undefined,
): Column {
  const enumType = idOrNothing(row.enumSchema, row.enumName, local);
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
    ...(row.comment === null ? {} : { comment: row.comment }),
    ...(row.storage === null ? {} : { storage: row.storage }),
    ...(row.statistics === null ? {} : { statistics: row.statistics }),
    ...(row.grants === null ? {} : { grants: row.grants.map(grantOf) }),
  };
}

const grantOf = ({
  privilege,
  role,
  grantable,
}: NonNullable<ColumnRow["grants"]>[number]): Grant => ({
  privilege,
  role,
  ...(grantable ? { grantable } : {}),
});

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
  if (row.identity !== "")
    return {
      kind: "identity",
      mode: row.identity === "a" ? "ALWAYS" : "BY DEFAULT",
      ...(sequence === undefined ? {} : { sequence }),
    };
  return sequence !== undefined && callsItsSequence(row)
    ? { kind: "serial", sequence, call: row.default ?? "" }
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
