// pg_enum: enum types as objects of their own, and who uses them.
import type { EnumType } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { isBuiltIn } from "../builtIns";
import { grantOf, grantsOf, type GrantRow } from "./grants";
import { stampSince, type State } from "./stamp";

export interface EnumTypeRow {
  readonly schema: string;
  readonly name: string;
  readonly labels: readonly string[];
  /** Tables with a column of the type or of its array type, or with an index that uses it. */
  readonly relations: readonly number[];
  /** What these tables are called, in the same order. */
  readonly relationNames: readonly string[];
  /** Functions, domains, composite types, casts and operators that use it. */
  readonly otherUses: readonly string[];
  readonly comment: string | null;
  /** NULL for the role of the connection. */
  readonly owner: string | null;
  /** NULL as they come. */
  readonly grants: readonly GrantRow[] | null;
}

// A view does not count: it has the type from a table's column, and is taken down and put back with it.
const enumTypeQuery = (schemas: string): string => `
  SELECT n.nspname AS "schema", t.typname AS "name",
         ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS "labels",
         users.relations AS "relations", users.names AS "relationNames",
         ARRAY(SELECT DISTINCT other.type || ' ' || other.identity FROM pg_depend d
                CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, 0) AS other
                WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray) AND d.deptype <> 'i'
                  AND d.classid IN ('pg_proc'::regclass, 'pg_type'::regclass, 'pg_cast'::regclass, 'pg_operator'::regclass)
                ORDER BY 1) AS "otherUses",
         obj_description(t.oid, 'pg_type') AS "comment",
         CASE WHEN pg_get_userbyid(t.typowner) <> current_user THEN pg_get_userbyid(t.typowner) END AS "owner",
         CASE WHEN t.typacl IS NOT NULL THEN COALESCE(${grantsOf("t.typacl", "t.typowner")}, '[]') END AS "grants"
    FROM pg_type t
    JOIN pg_namespace n ON n.oid = t.typnamespace
   CROSS JOIN LATERAL (
     SELECT COALESCE(array_agg(used.oid::int8 ORDER BY used.oid), '{}') AS relations,
            COALESCE(array_agg(used.oid::regclass::text ORDER BY used.oid), '{}') AS names
       FROM (SELECT DISTINCT COALESCE(i.indrelid, c.oid) AS oid FROM pg_depend d
               JOIN pg_class c ON c.oid = d.objid
               LEFT JOIN pg_index i ON i.indexrelid = c.oid
              WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray)
                AND d.classid = 'pg_class'::regclass AND c.relkind NOT IN ('v', 'm')) AS used
   ) AS users
   WHERE t.typtype = 'e' AND n.nspname IN (${schemas})
   ORDER BY n.nspname, t.typname`;

/** The enum types, and the stamp of the schema that they were read in: its row is there even where no enum type is. */
export async function readEnumTypes(
  database: Database,
  schemas: string,
  since: State,
): Promise<{
  readonly enumTypes: readonly EnumTypeRow[];
  readonly stamp: string;
}> {
  const [row] = await database.query<{
    readonly enumTypes: readonly EnumTypeRow[];
    readonly stamp: string;
  }>(`
  SELECT ${stampSince(schemas, since)} AS "stamp",
         (SELECT COALESCE(json_agg(enum_type), '[]') FROM (${enumTypeQuery(schemas)}
         ) AS enum_type) AS "enumTypes"`);
  return row ?? { enumTypes: [], stamp: "" };
}

/** One row → the enum type; `compared` says whether a relation is one of the compared tables. */
export function enumTypeOf(
  row: EnumTypeRow,
  compared: (relation: number) => boolean,
  local: (schema: string) => string | undefined,
): EnumType {
  const schema = isBuiltIn(row.name) ? row.schema : local(row.schema);
  const { comment, owner, grants } = row;
  const usedElsewhere = [
    ...row.otherUses,
    ...row.relationNames
      .filter((_, position) => !compared(row.relations[position] ?? 0))
      .map((name) => `table ${name}`),
  ];
  return {
    ...(schema === undefined ? {} : { schema }),
    name: row.name,
    labels: row.labels,
    ...(usedElsewhere.length > 0 ? { usedElsewhere } : {}),
    ...(comment === null ? {} : { comment }),
    ...(owner === null ? {} : { owner }),
    ...(grants === null ? {} : { grants: grants.map(grantOf) }),
  };
}
