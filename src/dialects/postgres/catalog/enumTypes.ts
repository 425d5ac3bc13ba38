// pg_enum: enum types as objects of their own, and who uses them.
import type { EnumType } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { stampOf } from "./stamp";

export interface EnumTypeRow {
  readonly schema: string;
  readonly name: string;
  readonly labels: readonly string[];
  /** Tables with a column of the type or of its array type, or with an index that uses it. */
  readonly relations: readonly number[];
  /** A function, domain or composite type uses it. */
  readonly otherUses: boolean;
}

// A view does not count: it has the type from a table's column, and is taken down and put back with it.
const enumTypeQuery = (schemas: string): string => `
  SELECT n.nspname AS "schema", t.typname AS "name",
         ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS "labels",
         ARRAY(SELECT DISTINCT COALESCE(i.indrelid, c.oid)::int8::float8 FROM pg_depend d
                 JOIN pg_class c ON c.oid = d.objid
                 LEFT JOIN pg_index i ON i.indexrelid = c.oid
                WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray)
                  AND d.classid = 'pg_class'::regclass AND c.relkind NOT IN ('v', 'm')) AS "relations",
         EXISTS (SELECT FROM pg_depend d
                  WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, t.typarray) AND d.deptype <> 'i'
                    AND d.classid IN ('pg_proc'::regclass, 'pg_type'::regclass, 'pg_cast'::regclass, 'pg_operator'::regclass)) AS "otherUses"
    FROM pg_type t
    JOIN pg_namespace n ON n.oid = t.typnamespace
   WHERE t.typtype = 'e' AND n.nspname IN (${schemas})`;

/** The enum types, and the state of the schema that they were read in: its row is there even where no enum type is. */
export async function readEnumTypes(
  database: Database,
  schemas: string,
): Promise<{
  readonly enumTypes: readonly EnumTypeRow[];
  readonly stamp: string;
}> {
  const rows = await database.query<
    { readonly stamp: string } & (EnumTypeRow | { readonly name: null })
  >(
    `SELECT * FROM (SELECT ${stampOf(schemas)} AS "stamp") AS state
       LEFT JOIN (${enumTypeQuery(schemas)}) AS enum_type ON true
      ORDER BY enum_type."schema", enum_type."name"`,
  );
  return {
    enumTypes: rows.filter(
      (row): row is { readonly stamp: string } & EnumTypeRow =>
        row.name !== null,
    ),
    stamp: rows[0]?.stamp ?? "",
  };
}

/** One row → the enum type; `compared` says whether a relation is one of the compared tables. */
export function enumTypeOf(
  row: EnumTypeRow,
  compared: (relation: number) => boolean,
  local: (schema: string) => string | undefined,
): EnumType {
  const schema = local(row.schema);
  const usedElsewhere = row.otherUses || !row.relations.every(compared);
  return {
    ...(schema === undefined ? {} : { schema }),
    name: row.name,
    labels: row.labels,
    ...(usedElsewhere ? { usedElsewhere: true } : {}),
  };
}
