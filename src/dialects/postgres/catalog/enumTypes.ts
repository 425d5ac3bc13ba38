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
  /** Tables with a column of the type or of its array type, or with an index that uses it; and those that inherit, with a check of their own that does. */
  readonly relations: readonly number[];
  /** What uses it there, in words and in the same order. */
  readonly relationUses: readonly string[];
  /** Whether a table that inherits a column of it declares that, too. */
  readonly declaredByHeirs: boolean;
  /** Functions, domains, composite types, casts and operators that use it. */
  readonly otherUses: readonly string[];
  readonly comment: string | null;
  /** NULL for the role of the connection. */
  readonly owner: string | null;
  /** NULL as they come. */
  readonly grants: readonly GrantRow[] | null;
}

// A view and what is on it do not count: it has the type from a table's column, and is taken down and put back with it. Nor does what a table inherits,
// which changes with that of the table above, and an index of such a table, which steps aside; a check of its own does not.
const enumTypeQuery = (schemas: string): string => `
  SELECT n.nspname AS "schema", t.typname AS "name",
         ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS "labels",
         users.relations AS "relations", users.words AS "relationUses", users.declared AS "declaredByHeirs",
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
     SELECT COALESCE(array_agg(used.oid::int8 ORDER BY used.oid, used.words) FILTER (WHERE used.words IS NOT NULL), '{}') AS relations,
            COALESCE(array_agg(used.words ORDER BY used.oid, used.words) FILTER (WHERE used.words IS NOT NULL), '{}') AS words,
            COALESCE(bool_or(used.declared), false) AS declared
       FROM (SELECT DISTINCT c.oid,
                    CASE WHEN k.oid IS NOT NULL THEN format('check "%s" of table %s', k.conname, c.oid::regclass)
                         WHEN NOT COALESCE(a.attinhcount > 0, i.indexrelid IS NOT NULL AND heir.inherits) THEN 'table ' || c.oid::regclass END AS words,
                    a.attinhcount > 0 AND a.attislocal AS declared
               FROM pg_depend d
               LEFT JOIN pg_constraint k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid AND k.contype = 'c' AND k.conislocal
               LEFT JOIN pg_index i ON d.classid = 'pg_class'::regclass AND i.indexrelid = d.objid
               LEFT JOIN pg_attribute a ON d.classid = 'pg_class'::regclass AND a.attrelid = d.objid AND a.attnum = d.objsubid AND i.indexrelid IS NULL
               JOIN pg_class c ON c.oid = COALESCE(k.conrelid, i.indrelid, CASE d.classid WHEN 'pg_class'::regclass THEN d.objid END)
              CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM pg_inherits h WHERE h.inhrelid = c.oid) AS inherits) AS heir
              WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray)
                AND c.relkind NOT IN ('v', 'm') AND (k.oid IS NULL OR heir.inherits)) AS used
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
    ...row.relationUses.filter(
      (_, position) => !compared(row.relations[position] ?? 0),
    ),
  ];
  return {
    ...(schema === undefined ? {} : { schema }),
    name: row.name,
    labels: row.labels,
    ...(usedElsewhere.length > 0 ? { usedElsewhere } : {}),
    ...(row.declaredByHeirs ? { declaredByHeirs: true } : {}),
    ...(comment === null ? {} : { comment }),
    ...(owner === null ? {} : { owner }),
    ...(grants === null ? {} : { grants: grants.map(grantOf) }),
  };
}
