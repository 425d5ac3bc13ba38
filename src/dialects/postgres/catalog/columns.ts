// pg_attribute: columns with their types, defaults and owned sequences.
import type {
  Column,
  EnumTypeId,
  Generation,
  SequenceOptions,
} from "../../../schema/schema";
import { isBuiltIn } from "../builtIns";
import { grantOf, grantsOf, type GrantRow } from "./grants";
import { withoutOwnType } from "../constant";
import { literal } from "../quote";
import { sequenceOptions, type SequenceParts } from "../sequenceOptions";
import { enumTypeText } from "../types";
import { namespaces } from "./tables";

export interface ColumnRow {
  /** attnum: stays when columns before it are dropped. */
  readonly number: number;
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly default: string | null;
  /** NULL for the most part. */
  readonly unusual: Unusual | null;
}

/** What few columns have. */
interface Unusual {
  readonly domainOver: string | null;
  readonly enumSchema: string | null;
  readonly enumName: string | null;
  readonly array: boolean;
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
  readonly sequenceComment: string | null;
  readonly sequenceGrants: readonly GrantRow[] | null;
  readonly collation: string | null;
  /** Where its name alone does not find it. */
  readonly collationSchema: string | null;
  readonly comment: string | null;
  readonly settings: SettingsRow | null;
}

/** What is set by hand. */
interface SettingsRow {
  readonly storage: readonly string[] | null;
  readonly statistics: readonly string[] | null;
  readonly grants: readonly GrantRow[] | null;
}

/** Compression of a column is there since 14. */
const hasCompression = (version: number): boolean => version >= 140_000;

const hasSettings = (version: number): string =>
  `a.attstorage <> t.typstorage OR a.attstattarget >= 0 OR a.attoptions::text LIKE '%n_distinct%' OR a.attacl IS NOT NULL${
    hasCompression(version) ? " OR a.attcompression <> ''" : ""
  }`;

/** What follows ALTER COLUMN, of the attribute `a` of the type `t`. */
export const storageSettings = (version: number): string =>
  `array_remove(ARRAY[
                   CASE WHEN a.attstorage <> t.typstorage THEN
                     'SET STORAGE ' || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END,
                   ${hasCompression(version) ? "CASE a.attcompression WHEN 'p' THEN 'SET COMPRESSION pglz' WHEN 'l' THEN 'SET COMPRESSION lz4' END" : "NULL"}], NULL)`;

// Of the options of a column only those that the manual defines ("ALTER TABLE", attribute_option): builds of the server may keep others for themselves.
export const statisticsSettings = `array_remove(ARRAY[
                   CASE WHEN a.attstattarget >= 0 THEN 'SET STATISTICS ' || a.attstattarget END,
                   CASE WHEN a.attoptions IS NOT NULL THEN (
                     SELECT 'SET (' || string_agg(option, ', ' ORDER BY option) || ')'
                       FROM unnest(a.attoptions) option WHERE split_part(option, '=', 1) IN ('n_distinct', 'n_distinct_inherited')) END], NULL)`;

const settings = (version: number): string => `json_build_object(
                 'storage', NULLIF(${storageSettings(version)}, '{}'),
                 'statistics', NULLIF(${statisticsSettings}, '{}'),
                 'grants', CASE WHEN a.attacl IS NOT NULL THEN ${grantsOf("a.attacl", "NULL")} END)`;

// Several sequences can be owned by one column; the one that its default calls is found by comparing texts.
// A default has no columns in it, so that its table need not be opened to print it.
export const columnQuery = (schemas: string, version: number): string => `
  SELECT a.attrelid AS "tableOid", "row"
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_type et ON et.typtype = 'e' AND et.oid = CASE t.typcategory WHEN 'A' THEN t.typelem ELSE t.oid END
    LEFT JOIN pg_namespace en ON en.oid = et.typnamespace
    LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
    LEFT JOIN (
      SELECT sd.refobjid, sd.refobjsubid, sn.nspname AS "schema", sc.relname AS "name", sc.oid::regclass AS "text",
             ARRAY[format_type(q.seqtypid, NULL), q.seqincrement::text, q.seqmin::text, q.seqmax::text, q.seqstart::text,
                   q.seqcache::text, q.seqcycle::text] AS "parts",
             (SELECT description FROM pg_description WHERE classoid = 'pg_class'::regclass AND objoid = sc.oid AND objsubid = 0) AS "comment",
             CASE WHEN sc.relacl IS NOT NULL THEN ${grantsOf("sc.relacl", "sc.relowner")} END AS "grants"
        FROM pg_class sc
        JOIN pg_sequence q ON q.seqrelid = sc.oid
        JOIN pg_namespace sn ON sn.oid = sc.relnamespace
        JOIN pg_depend sd ON sd.classid = 'pg_class'::regclass AND sd.objid = sc.oid
             AND sd.refclassid = 'pg_class'::regclass AND sd.deptype IN ('a', 'i')
       WHERE sc.relkind = 'S'
    ) AS s ON s.refobjid = a.attrelid AND s.refobjsubid = a.attnum AND (a.atthasdef OR a.attidentity <> '')
    LEFT JOIN pg_collation co ON co.oid = a.attcollation AND a.attcollation <> t.typcollation
    LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
   CROSS JOIN LATERAL (
      SELECT a.attnum AS "number", a.attname AS "name", format_type(a.atttypid, a.atttypmod) AS "type", NOT a.attnotnull AS "nullable",
             pg_get_expr(ad.adbin, CASE a.attgenerated WHEN '' THEN 0 ELSE ad.adrelid END) AS "default",
             CASE WHEN t.typtype = 'd' OR et.oid IS NOT NULL OR a.attidentity <> '' OR a.attgenerated <> '' OR s.refobjid IS NOT NULL
                       OR co.oid IS NOT NULL OR d.objoid IS NOT NULL OR ${hasSettings(version)} THEN json_build_object(
               'domainOver', CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END,
               'enumSchema', en.nspname, 'enumName', et.typname, 'array', t.typcategory = 'A',
               'identity', a.attidentity, 'generated', a.attgenerated,
               'sequenceSchema', s."schema", 'sequenceName', s."name", 'sequenceText', s."text", 'sequence', s."parts",
               'sequenceComment', s."comment", 'sequenceGrants', s."grants",
               'collation', co.collname,
               'collationSchema', CASE WHEN NOT pg_collation_is_visible(co.oid) THEN (SELECT nspname FROM pg_namespace WHERE oid = co.collnamespace) END,
               'comment', d.description,
               'settings', CASE WHEN ${hasSettings(version)} THEN ${settings(version)} END) END AS "unusual"
   ) AS "row"
   WHERE c.relnamespace = ANY (${namespaces(schemas)}) AND c.relkind IN ('r', 'p', 'v', 'm')`;

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
  const { name, type, nullable, unusual } = row;
  if (unusual !== null) return unusualColumnOf(row, unusual, local);
  return row.default === null
    ? { name, type, nullable }
    : { name, type, nullable, default: withoutOwnType(row.default, type) };
}

function unusualColumnOf(
  row: ColumnRow,
  unusual: Unusual,
  local: (schema: string) => string | undefined,
): Column {
  const enumType = idOrNothing(
    unusual.enumSchema,
    unusual.enumName,
    isBuiltIn(unusual.enumName ?? "") ? (schema) => schema : local,
  );
  const generation = generationOf(row, unusual, local);
  const { domainOver, collation, collationSchema, comment } = unusual;
  return {
    name: row.name,
    type:
      enumType === undefined ? row.type : enumTypeText(enumType, unusual.array),
    ...(domainOver === null ? {} : { domainOver }),
    ...(enumType === undefined ? {} : { enumType }),
    nullable: row.nullable,
    ...(row.default === null || generation !== undefined
      ? {}
      : { default: withoutOwnType(row.default, row.type) }),
    ...(generation === undefined ? {} : { generation }),
    ...(collation === null ? {} : { collation }),
    ...(collationSchema === null ? {} : { collationSchema }),
    ...(comment === null ? {} : { comment }),
    ...settingsOf(unusual.settings),
  };
}

function settingsOf(
  row: SettingsRow | null,
): Pick<Column, "storage" | "statistics" | "grants"> {
  if (row === null) return {};
  const { storage, statistics, grants } = row;
  return {
    ...(storage === null ? {} : { storage }),
    ...(statistics === null ? {} : { statistics }),
    ...(grants === null ? {} : { grants: grants.map(grantOf) }),
  };
}

function generationOf(
  row: ColumnRow,
  unusual: Unusual,
  local: (schema: string) => string | undefined,
): Generation | undefined {
  if (unusual.generated !== "")
    return {
      kind: "expression",
      expression: row.default ?? "",
      stored: unusual.generated === "s",
    };
  const sequence = idOrNothing(
    unusual.sequenceSchema,
    unusual.sequenceName,
    local,
  );
  const found =
    unusual.sequence === null
      ? undefined
      : sequenceOptions(
          unusual.sequence,
          unusual.domainOver ?? row.type,
          sequenceMarks(unusual),
        );
  const options = found === undefined ? {} : { options: found };
  if (unusual.identity !== "")
    return {
      kind: "identity",
      mode: unusual.identity === "a" ? "ALWAYS" : "BY DEFAULT",
      ...(sequence === undefined ? {} : { sequence }),
      ...options,
    };
  return sequence !== undefined && callsItsSequence(row)
    ? { kind: "serial", sequence, call: row.default ?? "", ...options }
    : undefined;
}

function sequenceMarks({
  sequenceComment: comment,
  sequenceGrants: grants,
}: Unusual): Pick<SequenceOptions, "comment" | "grants"> {
  return {
    ...(comment === null ? {} : { comment }),
    ...(grants === null ? {} : { grants: grants.map(grantOf) }),
  };
}

function callsItsSequence({ default: value, unusual }: ColumnRow): boolean {
  const sequence = unusual?.sequenceText ?? null;
  return (
    sequence !== null && value === `nextval(${literal(sequence)}::regclass)`
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
