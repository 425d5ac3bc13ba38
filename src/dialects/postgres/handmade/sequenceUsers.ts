// Who else calls the sequence of a column, for when that goes.
import type { ColumnRef } from "../../dialect";
import { literal, qualified } from "../quote";

/** A name as JSON: NULL for the connection's own schema. */
export const nameOf = (schema: string, ...names: readonly string[]): string =>
  `jsonb_build_array(NULLIF(${schema}, current_schema()), ${names.join(", ")})`;

/** Rows of the query on what is made by hand. */
export const sequenceUsers = (columns: readonly ColumnRef[]): string => `
    SELECT 13, d.classid || ' ' || d.objid,
           CASE d.classid WHEN 'pg_attrdef'::regclass THEN 'default' WHEN 'pg_proc'::regclass THEN 'function'
                ELSE CASE dc.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'rule' END END,
           CASE WHEN d.classid = 'pg_proc'::regclass THEN d.objid::regprocedure::text
                ELSE concat_ws('.', NULLIF(dn.nspname, current_schema()), dc.relname, da.attname) END,
           NULL, jsonb_agg(${nameOf("n.nspname", "c.relname", "a.attname")}), '[]', '[]', '[]', 'sequence', '{}', '{}'
      FROM (VALUES ${[
        ...columns.map(
          ({ table, column }) =>
            `(to_regclass(${literal(qualified(table))}), ${literal(column)})`,
        ),
        "(NULL::regclass, NULL)",
      ].join(", ")}) AS owner(relation, name)
      JOIN pg_class c ON c.oid = owner.relation JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = owner.name
      JOIN pg_depend own ON own.classid = 'pg_class'::regclass AND own.refclassid = 'pg_class'::regclass
                        AND own.refobjid = c.oid AND own.refobjsubid = a.attnum AND own.deptype IN ('a', 'i')
      JOIN pg_class s ON s.oid = own.objid AND s.relkind = 'S'
      JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = s.oid AND d.deptype = 'n'
      LEFT JOIN pg_attrdef ad ON d.classid = 'pg_attrdef'::regclass AND ad.oid = d.objid
      LEFT JOIN pg_rewrite r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
      LEFT JOIN pg_class dc ON dc.oid = COALESCE(ad.adrelid, r.ev_class)
      LEFT JOIN pg_namespace dn ON dn.oid = dc.relnamespace
      LEFT JOIN pg_attribute da ON da.attrelid = ad.adrelid AND da.attnum = ad.adnum
     WHERE (dc.oid IS NOT NULL OR d.classid = 'pg_proc'::regclass) AND NOT (ad.adrelid IS NOT DISTINCT FROM c.oid AND ad.adnum = a.attnum)
     GROUP BY d.classid, d.objid, dc.relkind, dn.nspname, dc.relname, da.attname`;
