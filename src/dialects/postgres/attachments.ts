// What hangs on a view, printed by the server as the statements that put it back.
import { statisticsSettings } from "./catalog/columns";

/**
 * For pg_class `c`, as JSON: owner, column defaults, indexes, triggers, rules other than the one that is the view, comments on all of these,
 * privileges, security labels, and what is set on a materialized view for planning and storage. A view that is made anew starts with what default privileges give, and its owner with everything, so that comes off first.
 */
export const attachments = `
         (SELECT COALESCE(json_agg(json_strip_nulls(json_build_object(
                   'sql', sql, 'columns', "columns", 'index', index, 'makesIndex', "makesIndex", 'only', "forKind", 'subject', subject, 'name', item_name)) ORDER BY part, item), '[]')
            FROM (
             SELECT 1 AS part, 1 AS item, NULL::name[] AS "columns", NULL::name AS index, NULL::boolean AS "makesIndex", NULL AS "forKind", NULL AS subject, NULL::name AS item_name,
                    format('ALTER TABLE %s OWNER TO %I', c.oid::regclass, pg_get_userbyid(c.relowner)) AS sql
              WHERE c.relowner <> (SELECT oid FROM pg_roles WHERE rolname = current_user)
             UNION ALL
             SELECT 2, ad.adnum, ARRAY[a.attname], NULL, NULL, 'view', 'default', a.attname,
                    format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', c.oid::regclass, a.attname, pg_get_expr(ad.adbin, ad.adrelid))
               FROM pg_attrdef ad JOIN pg_attribute a ON a.attrelid = ad.adrelid AND a.attnum = ad.adnum
              WHERE ad.adrelid = c.oid
             UNION ALL
             SELECT 3, i.indexrelid::int, NULL, x.relname, true, 'materialized view', 'index', x.relname, pg_get_indexdef(i.indexrelid)
               FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
              WHERE i.indrelid = c.oid
             UNION ALL
             SELECT 4, t.oid::int, NULL, NULL, NULL, 'view', 'trigger', t.tgname, pg_get_triggerdef(t.oid)
               FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
             UNION ALL
             SELECT 5, r.oid::int, NULL, NULL, NULL, 'view', 'rule', r.rulename, rtrim(pg_get_ruledef(r.oid), ';')
               FROM pg_rewrite r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'
             UNION ALL
             SELECT 6, row_number() OVER (ORDER BY commented.name)::int, commented."columns", commented.index, NULL, commented."forKind", NULL, NULL,
                    format('COMMENT ON %s IS %L', commented.name, o.description)
               FROM (
                 SELECT 'pg_class'::regclass AS classoid, c.oid AS objoid, 0 AS objsubid, NULL::name[] AS "columns", NULL::name AS index,
                        kind.word AS "forKind", format('%s %s', upper(kind.word), c.oid::regclass) AS name
                   FROM (VALUES ('view'), ('materialized view')) AS kind(word)
                 UNION ALL
                 SELECT 'pg_class'::regclass, c.oid, a.attnum, ARRAY[a.attname], NULL, NULL, format('COLUMN %s.%I', c.oid::regclass, a.attname)
                   FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
                 UNION ALL
                 SELECT 'pg_class'::regclass, i.indexrelid, 0, NULL, x.relname, 'materialized view', format('INDEX %s', i.indexrelid::regclass)
                   FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                  WHERE i.indrelid = c.oid
                 UNION ALL
                 SELECT 'pg_trigger'::regclass, t.oid, 0, NULL, NULL, 'view', format('TRIGGER %I ON %s', t.tgname, c.oid::regclass)
                   FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal
                 UNION ALL
                 SELECT 'pg_rewrite'::regclass, r.oid, 0, NULL, NULL, 'view', format('RULE %I ON %s', r.rulename, c.oid::regclass)
                   FROM pg_rewrite r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'
               ) AS commented
               JOIN pg_description o USING (classoid, objoid, objsubid)
             UNION ALL
             SELECT 7, row_number() OVER (ORDER BY given.role)::int, NULL, NULL, NULL, NULL, NULL, NULL,
                    format('REVOKE ALL ON %s FROM %s', c.oid::regclass, given.role)
               FROM (
                 SELECT CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END AS role
                   FROM pg_default_acl da, aclexplode(da.defaclacl) g
                  WHERE da.defaclrole = (SELECT oid FROM pg_roles WHERE rolname = current_user)
                    AND da.defaclobjtype = 'r' AND da.defaclnamespace IN (0, c.relnamespace) AND g.grantee <> c.relowner
                 UNION
                 SELECT quote_ident(pg_get_userbyid(c.relowner)) WHERE own.reduced
               ) AS given
             UNION ALL
             SELECT 8, row_number() OVER (ORDER BY g.attname, g.grantee, g.privilege_type)::int, CASE WHEN g.attname IS NOT NULL THEN ARRAY[g.attname] END, NULL, NULL, NULL, NULL, NULL,
                    format('GRANT %s%s ON %s TO %s%s', g.privilege_type, ' (' || quote_ident(g.attname) || ')', c.oid::regclass,
                           CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
                           CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
               FROM (
                 SELECT NULL::name AS attname, g.* FROM aclexplode(c.relacl) g
                 UNION ALL
                 SELECT a.attname, g.* FROM pg_attribute a, aclexplode(a.attacl) g WHERE a.attrelid = c.oid
               ) AS g
              WHERE g.grantee <> c.relowner OR own.reduced
             UNION ALL
             SELECT 9, i.indexrelid::int, NULL, x.relname, NULL, 'materialized view', NULL, NULL,
                    format('ALTER MATERIALIZED VIEW %s CLUSTER ON %I', c.oid::regclass, x.relname)
               FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
              WHERE i.indrelid = c.oid AND i.indisclustered
             UNION ALL
             SELECT 10, a.attnum, ARRAY[a.attname], NULL, NULL, 'materialized view', 'settings', a.attname,
                    format('ALTER MATERIALIZED VIEW %s ALTER COLUMN %I %s', c.oid::regclass, a.attname, setting)
               FROM pg_attribute a
               JOIN pg_type t ON t.oid = a.atttypid,
                    unnest(array_remove(ARRAY[
                      CASE WHEN a.attstorage <> t.typstorage THEN
                        'SET STORAGE ' || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END END], NULL)
                      || ${statisticsSettings}) setting
              WHERE c.relkind = 'm' AND a.attrelid = c.oid AND a.attnum > 0
             UNION ALL
             SELECT 11, s.oid::int,
                    ARRAY(SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = ANY (s.stxkeys::int2[])), NULL, NULL, 'materialized view', 'statistics', s.stxname, statement
               FROM pg_statistic_ext s
               JOIN pg_namespace sn ON sn.oid = s.stxnamespace,
                    unnest(array_remove(ARRAY[
                      pg_get_statisticsobjdef(s.oid),
                      (SELECT format('COMMENT ON STATISTICS %I.%I IS %L', sn.nspname, s.stxname, o.description)
                         FROM pg_description o WHERE o.classoid = 'pg_statistic_ext'::regclass AND o.objoid = s.oid)], NULL)) statement
              WHERE s.stxrelid = c.oid
             UNION ALL
             SELECT 12, row_number() OVER (ORDER BY s.provider, s.objsubid, kind.word)::int, CASE WHEN a.attname IS NOT NULL THEN ARRAY[a.attname] END, NULL, NULL,
                    CASE WHEN a.attname IS NULL THEN kind.word END, NULL, NULL,
                    format('SECURITY LABEL FOR %I ON %s %s%s IS %L', s.provider, CASE WHEN a.attname IS NULL THEN upper(kind.word) ELSE 'COLUMN' END,
                           c.oid::regclass, '.' || quote_ident(a.attname), s.label)
               FROM pg_seclabel s
               LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = s.objsubid AND s.objsubid > 0
               JOIN (VALUES ('view'), ('materialized view')) AS kind(word) ON s.objsubid = 0 OR kind.word = 'view'
              WHERE s.classoid = 'pg_class'::regclass AND s.objoid = c.oid
           ) AS attachment)`;

/** Whether the owner of `c` gave up a privilege of their own: stands beside it in FROM. */
export const ownPrivileges = `
    CROSS JOIN LATERAL (
      SELECT EXISTS (SELECT FROM aclexplode(acldefault('r', c.relowner)) usual
                      WHERE c.relacl IS NOT NULL
                        AND NOT EXISTS (SELECT FROM aclexplode(c.relacl) g
                                         WHERE g.grantee = c.relowner AND g.privilege_type = usual.privilege_type)) AS reduced
    ) AS own`;
