// Who depends on columns, tables and enum types, printed by the server as the statements that take it down and put it back.
import type { Affected } from "../../dialect";
import { indexDefinition } from "../indexDefinition";
import { ownOfHeirs } from "./ownOfHeirs";
import { comment, list, owner } from "../printedStatements";
import { literal, qualified } from "../quote";
import { nameOf, sequenceUsers } from "./sequenceUsers";
import { tableSettings } from "../tableSettings";

/** tgparentid tells since 13 which triggers came from a partitioned table; before, those are internal. */
const ownTrigger = (version: number): string =>
  version >= 130000
    ? "NOT t.tgisinternal AND t.tgparentid = 0"
    : "NOT t.tgisinternal";

/** Column lists and row filters are there since 15. */
const publishedPart = (version: number): string =>
  version >= 150000
    ? `|| COALESCE((SELECT ' (' || string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) || ')'
                                  FROM pg_attribute a WHERE a.attrelid = pr.prrelid AND a.attnum = ANY (pr.prattrs::int2[])), '')
                    || COALESCE(' WHERE (' || pg_get_expr(pr.prqual, pr.prrelid) || ')', '')`
    : "";

/** A target of extended statistics can be set since 13; -1 is none until 16, NULL from then on. */
const statisticsTarget = (version: number): string =>
  version >= 130000
    ? "CASE WHEN s.stxstattarget >= 0 THEN format('ALTER STATISTICS %I.%I SET STATISTICS %s', sn.nspname, s.stxname, s.stxstattarget) END"
    : "NULL";

/**
 * Dependencies as "pg_depend" in the manual describes them. Views are left out, and so are constraints, defaults and
 * sequences: all of these are seen to elsewhere.
 */
export const handmadeQuery = ({
  columns,
  defaults,
  tables,
  views,
  enumTypes,
  sequencesOf,
  filled,
  serverVersion: version,
}: Affected): string => `
  WITH RECURSIVE wanted(relation, name) AS (VALUES ${[
    ...[...columns, ...defaults].map(
      ({ table, column }) =>
        `(to_regclass(${literal(qualified(table))}), ${literal(column)})`,
    ),
    ...[...tables, ...views].map(
      (relation) => `(to_regclass(${literal(qualified(relation))}), NULL)`,
    ),
    "(NULL::regclass, NULL)",
  ].join(", ")}
  ), family(root, relation) AS (
    SELECT relation, relation FROM wanted WHERE relation IS NOT NULL
    UNION
    SELECT family.root, i.inhrelid::regclass FROM family JOIN pg_inherits i ON i.inhparent = family.relation
  ), target AS (
    -- A column of a partition changes with that of its table.
    SELECT family.root, a.attrelid AS relation, a.attnum::int AS number
      FROM wanted
      JOIN family ON family.root = wanted.relation
      JOIN pg_attribute a ON a.attrelid = family.relation AND a.attnum > 0 AND NOT a.attisdropped
                         AND COALESCE(wanted.name, a.attname) = a.attname
    UNION
    -- With a table that goes, so do its partitions.
    SELECT family.root, family.relation, 0 FROM family JOIN wanted ON wanted.relation = family.root AND wanted.name IS NULL
  ), used AS (
    SELECT d.classid, d.objid, d.objsubid, t.root, t.relation, t.number, NULL::oid AS type
      FROM target t
      JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = t.relation AND d.refobjsubid = t.number
    UNION
    SELECT d.classid, d.objid, d.objsubid, NULL, NULL, NULL, e.oid
      FROM pg_type e
      JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (e.oid, e.typarray) AND d.deptype <> 'i'
     WHERE e.oid = ANY (ARRAY[${enumTypes.map(({ enumType }) => `to_regtype(${literal(qualified(enumType))})`).join(", ")}]::regtype[])
    UNION
    -- The type of a table's or view's rows: a column that has it is in the way of other types, a function or domain of what goes.
    SELECT d.classid, d.objid, d.objsubid, t.root, t.relation, t.number, NULL
      FROM target t
      JOIN pg_class c ON c.oid = t.relation
      JOIN pg_type y ON y.oid = c.reltype
      JOIN pg_depend d ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (y.oid, y.typarray) AND d.deptype = 'n'
     WHERE d.classid IN ('pg_proc'::regclass, 'pg_type'::regclass) AND t.number = 0
        OR d.classid = 'pg_class'::regclass AND d.objsubid > 0
  ), object AS (
    SELECT u.classid, u.objid, max(u.objsubid) AS objsubid,
           COALESCE(jsonb_agg(${nameOf("n.nspname", "c.relname", "a.attname")}) FILTER (WHERE u.number > 0 AND c.relkind NOT IN ('v', 'm')), '[]') AS columns,
           -- The server notes a whole relation only where it notes none of its columns.
           COALESCE(jsonb_agg(DISTINCT ${nameOf("n.nspname", "c.relname")}) FILTER (WHERE u.number = 0 OR c.relkind IN ('v', 'm')), '[]') AS tables,
           COALESCE(jsonb_agg(${nameOf("en.nspname", "e.typname")}) FILTER (WHERE u.type IS NOT NULL), '[]') AS types,
           COALESCE((SELECT jsonb_agg(${nameOf("rn.nspname", "rc.relname")})
                       FROM pg_depend r JOIN pg_class rc ON rc.oid = r.refobjid JOIN pg_namespace rn ON rn.oid = rc.relnamespace
                      WHERE r.classid = u.classid AND r.objid = u.objid AND r.refclassid = 'pg_class'::regclass), '[]') AS relations
      FROM used u
      LEFT JOIN pg_class c ON c.oid = u.root
      LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attribute a ON a.attrelid = u.relation AND a.attnum = u.number AND u.number > 0
      LEFT JOIN pg_type e ON e.oid = u.type
      LEFT JOIN pg_namespace en ON en.oid = e.typnamespace
     GROUP BY u.classid, u.objid
  ), own AS (
    -- What is on a partition of a table that goes comes back with the table.
    SELECT c.*, ${nameOf("n.nspname", "COALESCE(root.relname, c.relname)")} AS id
      FROM pg_class c
      LEFT JOIN (family JOIN wanted ON wanted.relation = family.root AND wanted.name IS NULL) ON family.relation = c.oid
      LEFT JOIN pg_class root ON root.oid = family.root
      JOIN pg_namespace n ON n.oid = COALESCE(root.relnamespace, c.relnamespace)
     WHERE c.relkind IN ('r', 'p')
  ), holder AS (
    -- What a rule on a view does may speak of columns that the view does not read.
    SELECT c.oid, c.relname, ${nameOf("n.nspname", "c.relname")} AS id
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v')
  ), found AS (
    SELECT 1 AS part, t.tgname::text AS object, 'trigger' AS subject, format('%s on %s', t.tgname, c.relname) AS name, c.id AS "table",
           o.columns, o.tables, o.types, o.relations, 'table' AS "goesWith",
           ${list("format('DROP TRIGGER %I ON %s', t.tgname, c.oid::regclass)")} AS down,
           ${list(
             "pg_get_triggerdef(t.oid, true)",
             "CASE WHEN t.tgenabled <> 'O' THEN format('ALTER TABLE %s %s TRIGGER %I', c.oid::regclass, CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, t.tgname) END",
             comment(
               "TRIGGER ' || quote_ident(t.tgname) || ' ON ' || c.oid::regclass || '",
               "pg_trigger",
               "t.oid",
             ),
           )} AS up
      FROM object o JOIN pg_trigger t ON o.classid = 'pg_trigger'::regclass AND t.oid = o.objid AND ${ownTrigger(version)} JOIN own c ON c.oid = t.tgrelid
    UNION ALL
    SELECT 2, p.polname, 'policy', format('%s on %s', p.polname, c.relname), c.id, o.columns, o.tables, o.types, o.relations, 'table',
           ${list("format('DROP POLICY %I ON %s', p.polname, c.oid::regclass)")},
           ${list(
             `format('CREATE POLICY %I ON %s%s%s TO %s%s%s', p.polname, c.oid::regclass,
                  CASE WHEN p.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END,
                  CASE p.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE' WHEN 'd' THEN ' FOR DELETE' ELSE '' END,
                  (SELECT string_agg(CASE role WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(role)) END, ', ') FROM unnest(p.polroles) role),
                  ' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')`,
             comment(
               "POLICY ' || quote_ident(p.polname) || ' ON ' || c.oid::regclass || '",
               "pg_policy",
               "p.oid",
             ),
           )}
      FROM object o JOIN pg_policy p ON o.classid = 'pg_policy'::regclass AND p.oid = o.objid JOIN own c ON c.oid = p.polrelid
    UNION ALL
    SELECT 3, r.rulename, 'rule', format('%s on %s', r.rulename, c.relname), c.id, o.columns, o.tables, o.types, o.relations, 'table',
           ${list("format('DROP RULE %I ON %s', r.rulename, c.oid::regclass)")},
           ${list(
             "rtrim(pg_get_ruledef(r.oid, true), ';')",
             "CASE WHEN r.ev_enabled <> 'O' THEN format('ALTER TABLE %s %s RULE %I', c.oid::regclass, CASE r.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, r.rulename) END",
             comment(
               "RULE ' || quote_ident(r.rulename) || ' ON ' || c.oid::regclass || '",
               "pg_rewrite",
               "r.oid",
             ),
           )}
      FROM object o JOIN pg_rewrite r ON o.classid = 'pg_rewrite'::regclass AND r.oid = o.objid JOIN holder c ON c.oid = r.ev_class AND r.rulename <> '_RETURN'
    UNION ALL
    SELECT 4, s.stxname, 'statistics', format('%s on %s', s.stxname, c.relname), c.id, o.columns, o.tables, o.types, o.relations, 'column',
           ${list("format('DROP STATISTICS %I.%I', sn.nspname, s.stxname)")},
           ${list(
             "pg_get_statisticsobjdef(s.oid)",
             owner(
               "'ALTER STATISTICS ' || quote_ident(sn.nspname) || '.' || quote_ident(s.stxname) || ' OWNER TO %I'",
               "s.stxowner",
             ),
             statisticsTarget(version),
             comment(
               "STATISTICS ' || quote_ident(sn.nspname) || '.' || quote_ident(s.stxname) || '",
               "pg_statistic_ext",
               "s.oid",
             ),
           )}
      FROM object o JOIN pg_statistic_ext s ON o.classid = 'pg_statistic_ext'::regclass AND s.oid = o.objid
      JOIN pg_namespace sn ON sn.oid = s.stxnamespace JOIN own c ON c.oid = s.stxrelid
    UNION ALL
    SELECT 5, pb.pubname, 'publication', pb.pubname, c.id, o.columns, o.tables, o.types, o.relations, 'table',
           ${list("format('ALTER PUBLICATION %I DROP TABLE ONLY %s', pb.pubname, c.oid::regclass)")},
           ${list(`format('ALTER PUBLICATION %I ADD TABLE ONLY %s', pb.pubname, c.oid::regclass) ${publishedPart(version)}`)}
      FROM object o JOIN pg_publication_rel pr ON o.classid = 'pg_publication_rel'::regclass AND pr.oid = o.objid
      JOIN pg_publication pb ON pb.oid = pr.prpubid JOIN own c ON c.oid = pr.prrelid
    UNION ALL
    SELECT 6, o.objid::text, CASE o.classid WHEN 'pg_class'::regclass THEN 'column' WHEN 'pg_type'::regclass THEN 'domain' ELSE 'function' END,
           CASE o.classid
                WHEN 'pg_class'::regclass
                THEN (SELECT format('%s.%s', o.objid::regclass, a.attname) FROM pg_attribute a WHERE a.attrelid = o.objid AND a.attnum = o.objsubid)
                WHEN 'pg_type'::regclass THEN o.objid::regtype::text
                ELSE o.objid::regprocedure::text END,
           NULL, o.columns, o.tables, '[]', o.relations,
           CASE WHEN o.classid = 'pg_class'::regclass THEN 'rowType' ELSE 'nothing' END, '{}', '{}'
      FROM object o
     -- What uses an enum type by itself is told with the type.
     WHERE (o.classid = 'pg_proc'::regclass OR o.classid = 'pg_type'::regclass AND EXISTS (SELECT FROM pg_type y WHERE y.oid = o.objid AND y.typtype = 'd'))
           AND (o.columns <> '[]' OR o.tables <> '[]')
        OR o.classid = 'pg_class'::regclass AND o.objsubid > 0 AND jsonb_array_length(o.types) = 0
           AND EXISTS (SELECT FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                        WHERE c.oid = o.objid AND a.attnum = o.objsubid AND c.relkind IN ('r', 'p', 'f', 'c') AND a.attgenerated = '')
    UNION ALL
    -- Those of the tables that are compared are seen to elsewhere. Before 15 it is the column that depends, and not its expression.
    SELECT 8, a.attrelid::text || ' ' || a.attnum, 'generated column', format('%s.%s', a.attrelid::regclass, a.attname), NULL,
           jsonb_agg(DISTINCT ${nameOf("n.nspname", "c.relname", "ra.attname")}), '[]', '[]', '[]', 'nothing', '{}', '{}'
      FROM used u
      LEFT JOIN pg_attrdef ad ON u.classid = 'pg_attrdef'::regclass AND ad.oid = u.objid
      JOIN pg_attribute a ON a.attrelid = COALESCE(ad.adrelid, CASE WHEN u.classid = 'pg_class'::regclass THEN u.objid END)
                         AND a.attnum = COALESCE(ad.adnum, u.objsubid) AND a.attgenerated <> '' AND a.attinhcount = 0
      JOIN pg_class c ON c.oid = u.root JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute ra ON ra.attrelid = u.relation AND ra.attnum = u.number
     WHERE u.relation <> u.root AND a.attrelid = u.relation AND a.attnum <> u.number
     GROUP BY a.attrelid, a.attnum, a.attname
    UNION ALL
    SELECT 7, t.relation::text, 'partition key', c.relname::text, c.id,
           jsonb_agg(${nameOf("n.nspname", "c.relname", "a.attname")}), '[]', '[]', '[]', 'nothing', '{}', '{}'
      FROM target t JOIN own c ON c.oid = t.relation JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_attribute a ON a.attrelid = t.relation AND a.attnum = t.number
      JOIN pg_partitioned_table pt ON pt.partrelid = t.relation
     WHERE t.number = ANY (pt.partattrs::int2[])
        OR EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = t.relation AND d.objsubid = 0
                      AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.relation AND d.refobjsubid = t.number)
     GROUP BY t.relation, c.relname, c.id
    UNION ALL
    ${sequenceUsers(sequencesOf)}
    UNION ALL
    ${ownOfHeirs(version)}
    UNION ALL
    SELECT 10, x.relname, 'index', format('%s on %s', x.relname, c.relname), c.id, o.columns, o.tables, o.types, o.relations, 'column',
           ${list("format('DROP INDEX %s', x.oid::regclass)")},
           ${list(
             indexDefinition,
             comment("INDEX ' || x.oid::regclass || '", "pg_class", "x.oid"),
           )}
      FROM object o JOIN pg_class x ON o.classid = 'pg_class'::regclass AND x.oid = o.objid AND x.relkind IN ('i', 'I') AND NOT x.relispartition
                        AND NOT EXISTS (SELECT FROM pg_constraint con WHERE con.conindid = x.oid AND con.contype IN ('p', 'u', 'x'))
      JOIN pg_index i ON i.indexrelid = x.oid JOIN own c ON c.oid = i.indrelid
    UNION ALL
    -- The server makes an index anew for another type, and forgets these; columns of an index have no name to speak of.
    SELECT 11, x.relname, 'statistics targets', format('%s on %s', x.relname, c.relname), c.id, o.columns, o.tables, o.types, o.relations, 'column',
           '{}', targets.up
      FROM object o JOIN pg_class x ON o.classid = 'pg_class'::regclass AND x.oid = o.objid AND x.relkind IN ('i', 'I')
      JOIN pg_index i ON i.indexrelid = x.oid JOIN own c ON c.oid = i.indrelid
      JOIN LATERAL (
        SELECT array_agg(format('ALTER INDEX %s ALTER COLUMN %s SET STATISTICS %s', x.oid::regclass, xa.attnum, xa.attstattarget) ORDER BY xa.attnum) AS up
          FROM pg_attribute xa WHERE xa.attrelid = x.oid AND xa.attstattarget >= 0
      ) AS targets ON targets.up IS NOT NULL
    UNION ALL
    SELECT 12, x.relname, 'index settings', format('%s on %s', x.relname, c.relname), c.id, o.columns, o.tables, o.types, o.relations, 'column',
           '{}',
           ${list(
             "CASE WHEN i.indisclustered THEN format('ALTER TABLE %s CLUSTER ON %I', c.oid::regclass, x.relname) END",
             "CASE WHEN i.indisreplident THEN format('ALTER TABLE %s REPLICA IDENTITY USING INDEX %I', c.oid::regclass, x.relname) END",
           )}
      FROM object o JOIN pg_class x ON o.classid = 'pg_class'::regclass AND x.oid = o.objid AND x.relkind IN ('i', 'I')
      JOIN pg_index i ON i.indexrelid = x.oid AND (i.indisclustered OR i.indisreplident) JOIN own c ON c.oid = i.indrelid
    UNION ALL
    SELECT 14, format('%s %s', t.relation::oid, t.number), 'security label', concat_ws(' on ', a.attname, c.relname), c.id,
           CASE WHEN t.number > 0 THEN jsonb_build_array(${nameOf("n.nspname", "c.relname", "a.attname")}) ELSE '[]' END, '[]', '[]', '[]',
           CASE WHEN t.number > 0 THEN 'column' ELSE 'table' END, '{}',
           ${list("format('SECURITY LABEL FOR %I ON %s %s%s IS %L', s.provider, CASE WHEN t.number > 0 THEN 'COLUMN' ELSE 'TABLE' END, c.oid::regclass, '.' || quote_ident(a.attname), s.label)")}
      FROM target t JOIN own c ON c.oid = t.relation JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_seclabel s ON s.classoid = 'pg_class'::regclass AND s.objoid = t.relation AND s.objsubid = t.number
      LEFT JOIN pg_attribute a ON a.attrelid = t.relation AND a.attnum = t.number AND t.number > 0
    UNION ALL
    -- ALTER TABLE refuses while events of a deferred trigger are pending.
    SELECT 0, t.tgname, 'deferred trigger', format('%s on %s', t.tgname, c.relname), c.id, '[]', '[]', '[]', '[]', 'fill',
           ARRAY['SET CONSTRAINTS ALL IMMEDIATE'], '{}'
      FROM pg_trigger t JOIN own c ON c.oid = t.tgrelid
     WHERE t.tginitdeferred AND ${ownTrigger(version)}
       AND t.tgrelid = ANY (ARRAY[${filled.map((table) => `to_regclass(${literal(qualified(table))})`).join(", ")}]::regclass[])
    UNION ALL
    ${tableSettings}
  )
  SELECT subject, name, "table", columns, tables, types, relations, "goesWith", down, up
    FROM found
   ORDER BY part, object, name`;
