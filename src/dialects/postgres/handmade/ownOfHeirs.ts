// What partitions and tables that inherit have of their own on columns of the tables above them: ALTER TABLE changes it with theirs.
import { statisticsSettings, storageSettings } from "../catalog/columns";
import { nameOf } from "./sequenceUsers";

/** One string in quotes is printed with the column's type, and goes without: it fits another one, too. Every quote in it is doubled. */
const untyped = `CASE WHEN said.value = said.bare || said.type AND said.bare LIKE '''%'''
                              AND replace(left(substr(said.bare, 2), -1), '''''', '') NOT LIKE '%''%'
                             THEN said.bare ELSE said.value END`;

/** Rows of the query on what is made by hand, from its `wanted`, `target` and `own`. */
export const ownOfHeirs = (version: number): string => `
    SELECT * FROM (
      WITH RECURSIVE going(relation, name) AS (
        SELECT w.relation::oid, a.attname FROM wanted w
          JOIN pg_attribute a ON a.attrelid = w.relation AND a.attnum > 0 AND NOT a.attisdropped AND COALESCE(w.name, a.attname) = a.attname
        UNION
        -- One that a table declares too, or has from another one besides, stays.
        SELECT a.attrelid, a.attname FROM going g
          JOIN pg_inherits i ON i.inhparent = g.relation
          JOIN pg_attribute a ON a.attrelid = i.inhrelid AND a.attname = g.name AND a.attinhcount = 1 AND NOT a.attislocal
      ), heir AS (
        SELECT t.relation::oid AS relation, t.number, jsonb_agg(${nameOf("n.nspname", "c.relname", "a.attname")}) AS columns,
               bool_or(a.attgenerated = '' AND a.attidentity = ''
                       AND pg_get_expr(ad.adbin, ad.adrelid) IS DISTINCT FROM pg_get_expr(rad.adbin, rad.adrelid)) AS "ownDefault",
               EXISTS (SELECT FROM going g WHERE g.relation = t.relation AND g.name = a.attname) AS "goes"
          FROM target t
          JOIN pg_class c ON c.oid = t.root JOIN pg_namespace n ON n.oid = c.relnamespace
          JOIN pg_attribute a ON a.attrelid = t.relation AND a.attnum = t.number AND a.attinhcount > 0
          JOIN pg_attribute ra ON ra.attrelid = t.root AND ra.attname = a.attname
          LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
          LEFT JOIN pg_attrdef rad ON rad.adrelid = ra.attrelid AND rad.adnum = ra.attnum
         WHERE t.relation <> t.root AND t.number > 0
         GROUP BY t.relation, t.number, a.attname
      ), setting AS (
        SELECT h.relation, h.number, h.columns, own.*
          FROM heir h
          JOIN pg_class c ON c.oid = h.relation
          JOIN pg_attribute a ON a.attrelid = h.relation AND a.attnum = h.number
          JOIN pg_type t ON t.oid = a.atttypid
          LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum,
               LATERAL (SELECT format('ALTER TABLE ONLY %s ALTER COLUMN %I ', h.relation::regclass, a.attname) AS alter,
                               '::' || format_type(a.atttypid, NULL) AS type, pg_get_expr(ad.adbin, ad.adrelid) AS value) AS printed,
               LATERAL (SELECT printed.*, left(printed.value, -length(printed.type)) AS bare) AS said,
               LATERAL (
                 SELECT 'default' AS subject, 'column, default' AS "goesWith",
                        CASE WHEN ad.oid IS NULL THEN '{}' ELSE ARRAY[said.alter || 'DROP DEFAULT'] END AS down,
                        ARRAY[said.alter || COALESCE('SET DEFAULT ' || ${untyped}, 'DROP DEFAULT')] AS up
                  WHERE h."ownDefault"
                 UNION ALL
                 SELECT 'storage', 'column, type', '{}', ARRAY(SELECT said.alter || s FROM unnest(${storageSettings(version)}) s)
                 UNION ALL
                 SELECT 'statistics target', 'column, nothing', '{}', ARRAY(SELECT said.alter || s FROM unnest(${statisticsSettings}) s)
                  WHERE h.goes
                 UNION ALL
                 SELECT 'comment', 'column, nothing', '{}',
                        ARRAY[format('COMMENT ON COLUMN %s.%I IS %L', h.relation::regclass, a.attname, col_description(h.relation, h.number))]
                  WHERE h.goes AND col_description(h.relation, h.number) IS NOT NULL
                 UNION ALL
                 SELECT 'grants', 'column, nothing', '{}',
                        ARRAY(SELECT format('GRANT %s (%I) ON %s TO %s%s', g.privilege_type, a.attname, h.relation::regclass,
                                            CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
                                            CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                                FROM aclexplode(a.attacl) g ORDER BY g.grantee, g.privilege_type)
                  WHERE h.goes
               ) AS own
      )
      SELECT 17, s.subject || ' ' || s.number, s.subject, format('%s on %s', a.attname, c.relname), c.id, s.columns,
             '[]'::jsonb, '[]'::jsonb, '[]'::jsonb, s."goesWith", s.down, s.up
        FROM setting s JOIN own c ON c.oid = s.relation JOIN pg_attribute a ON a.attrelid = s.relation AND a.attnum = s.number
       WHERE s.up <> '{}'
      UNION ALL
      -- A foreign key may refer to a key of the same table.
      SELECT CASE k.contype WHEN 'f' THEN 16 ELSE 15 END, k.conname,
             CASE k.contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'foreign key' WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique constraint' ELSE 'exclusion' END,
             format('%s on %s', k.conname, c.relname), c.id, jsonb_agg(used.name), '[]', '[]', '[]', 'column, nothing', '{}',
             array_remove(ARRAY[
               format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)),
               (SELECT format('COMMENT ON CONSTRAINT %I ON %s IS %L', k.conname, k.conrelid::regclass, o.description)
                  FROM pg_description o WHERE o.classoid = 'pg_constraint'::regclass AND o.objoid = k.oid)], NULL)
        FROM heir h
        JOIN pg_constraint k ON k.conrelid = h.relation AND h.number = ANY (k.conkey::int[]) AND k.conislocal AND k.coninhcount = 0 AND k.conparentid = 0
        JOIN own c ON c.oid = h.relation
       CROSS JOIN LATERAL jsonb_array_elements(h.columns) AS used(name)
       WHERE h.goes AND k.contype IN ('c', 'f', 'p', 'u', 'x')
       GROUP BY k.oid, k.contype, k.conname, k.conrelid, c.relname, c.id
    ) AS heirs`;
