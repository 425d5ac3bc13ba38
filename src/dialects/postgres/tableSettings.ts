// What is set on a table that goes, and comes back with it.
import { list, owner } from "./printedStatements";

/** Rows of the query on what is made by hand, from its `target` and `own`. */
export const tableSettings = `
    SELECT 9, t.relation::text, setting.subject, setting.name, c.id, '[]', '[]', '[]', '[]', 'table', '{}', setting.up
      FROM target t JOIN own c ON c.oid = t.relation,
           LATERAL (
             SELECT 'row-level security' AS subject, c.relname::text AS name,
                    ${list(
                      "CASE WHEN c.relrowsecurity THEN format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', c.oid::regclass) END",
                      "CASE WHEN c.relforcerowsecurity THEN format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', c.oid::regclass) END",
                    )} AS up
             UNION ALL
             SELECT 'settings', c.relname,
                    ${list(
                      "CASE WHEN c.relpersistence = 'u' THEN format('ALTER TABLE %s SET UNLOGGED', c.oid::regclass) END",
                      "CASE WHEN c.reloptions IS NOT NULL THEN format('ALTER TABLE %s SET (%s)', c.oid::regclass, array_to_string(c.reloptions, ', ')) END",
                      "CASE WHEN c.reltablespace <> 0 THEN format('ALTER TABLE %s SET TABLESPACE %I', c.oid::regclass, (SELECT ts.spcname FROM pg_tablespace ts WHERE ts.oid = c.reltablespace)) END",
                      "CASE c.relreplident WHEN 'f' THEN format('ALTER TABLE %s REPLICA IDENTITY FULL', c.oid::regclass) WHEN 'n' THEN format('ALTER TABLE %s REPLICA IDENTITY NOTHING', c.oid::regclass) END",
                    )}
             UNION ALL
             SELECT 'owner', pg_get_userbyid(c.relowner),
                    ${list(owner("'ALTER TABLE ' || c.oid::regclass || ' OWNER TO %I'", "c.relowner"))}
             UNION ALL
             SELECT 'grants', string_agg(DISTINCT CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee) END, ', '),
                    array_agg(format('GRANT %s ON %s TO %s%s', g.privilege_type, c.oid::regclass,
                                     CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END,
                                     CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                              ORDER BY g.grantee, g.privilege_type)
               FROM aclexplode(c.relacl) g WHERE g.grantee <> c.relowner
           ) AS setting
     WHERE t.number = 0 AND setting.up <> '{}'`;
