// pg_class: the relations of the schemas that are looked at, and the server that they are on.
import type { Database, Server } from "../../dialect";
import { DatabaseError } from "../../../schema/errors";
import { literal } from "../quote";
import { partitioned, type PartitionedRow } from "./partitions";
import { moment, stampOf, type State } from "./stamp";
import { reads, type ViewRow } from "./views";

export interface RelationRow {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  /** r table, p partitioned table, v view, m materialized view, f foreign table */
  readonly relkind: "r" | "p" | "v" | "m" | "f";
  /** Has a parent or children: partitions are, and what was made by INHERITS. */
  readonly family: boolean;
  /** Made by CREATE EXTENSION. */
  readonly extension: boolean;
  readonly comment: string | null;
  readonly partitioned: PartitionedRow | null;
}

/** Of a view the row says all there is to it but columns and indexes. */
export type ViewRelationRow = RelationRow & ViewRow;

interface ServerRow {
  readonly version: number;
  readonly defaultSchema: string | null;
  readonly schemas: readonly string[];
  /** Those of them that the role may not use. */
  readonly closed: readonly string[];
  readonly role: string;
  readonly searchPath: string;
  readonly extensions: readonly string[];
  readonly relations: readonly RelationRow[];
  readonly stamp: string;
  readonly moment: string;
}

/** What the role may see. */
export interface SchemaAccess {
  readonly role: string;
  /** Schemas without USAGE. */
  readonly closed: readonly string[];
  readonly searchPath: string;
  /** The search path names a schema that is there and that the role may use. */
  readonly hasOwnSchema: boolean;
}

/** The relations, and what holds for all of them. */
export interface Relations {
  readonly relations: readonly RelationRow[];
  readonly server: Server;
  /** The names of all schemas and extensions in the database. */
  readonly existingSchemas: readonly string[];
  readonly extensions: readonly string[];
  readonly access: SchemaAccess;
  /** The state that they were read in. */
  readonly state: State;
}

// As JSON, for the reason that byTable gives.
const relationQuery = (schemas: string): string => `
  SELECT current_setting('server_version_num')::int AS "version",
         current_schema() AS "defaultSchema",
         to_json(ARRAY(SELECT nspname FROM pg_namespace)) AS "schemas",
         to_json(ARRAY(SELECT nspname FROM pg_namespace WHERE NOT has_schema_privilege(oid, 'USAGE'))) AS "closed",
         current_user AS "role", current_setting('search_path') AS "searchPath", ${stampOf(schemas)} AS "stamp",
         ${moment} AS "moment",
         to_json(ARRAY(SELECT extname FROM pg_extension ORDER BY extname)) AS "extensions",
         (SELECT COALESCE(json_agg(relation), '[]') FROM (
            SELECT c.oid::int8 AS "oid", n.nspname AS "schema", c.relname AS "name", c.relkind,
                   c.oid IN (SELECT inhrelid FROM pg_inherits UNION ALL SELECT inhparent FROM pg_inherits) AS "family",
                   EXISTS (SELECT FROM pg_depend e
                            WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e') AS "extension",
                   d.description AS "comment",${partitioned} AS "partitioned",
                   c.relkind = 'm' AS "materialized", c.relispopulated AS "populated", c.reloptions AS "parameters",
                   CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS "definition",
                   CASE WHEN c.relkind IN ('v', 'm') THEN${reads} END AS "reads"
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
             WHERE c.relnamespace = ANY (${namespaces(schemas)}) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
             ORDER BY n.nspname, c.relname
         ) AS relation) AS "relations"`;

export async function readRelations(
  database: Database,
  schemas: string,
): Promise<Relations> {
  const [row] = await database.query<ServerRow>(relationQuery(schemas));
  if (row === undefined)
    throw new DatabaseError("The server did not say what it has.");
  const { version, defaultSchema, role, closed, searchPath } = row;
  return {
    relations: row.relations,
    existingSchemas: row.schemas,
    extensions: row.extensions,
    access: { role, closed, searchPath, hasOwnSchema: defaultSchema !== null },
    state: { stamp: row.stamp, moment: row.moment },
    server: {
      label: `postgres ${Math.floor(version / 10_000)}`,
      version,
      // NULL where the search path names no schema that exists.
      defaultSchema: defaultSchema ?? "public",
    },
  };
}

/** Names the columns of a table, by its oid and by attnum. */
export type ColumnNames = (tableOid: number) => (attnum: number) => string;

/** The oids of these schemas, as an array of SQL: worked out once, where a join would be taken to leave only a few rows. */
export const namespaces = (schemas: string): string =>
  `ARRAY(SELECT oid FROM pg_namespace WHERE nspname IN (${schemas}))`;

const ownSchema = "current_schema()";

/** Names of schemas as an SQL list; `undefined` is the connection's own. */
export const schemaList = (schemas: readonly (string | undefined)[]): string =>
  schemas.length === 0
    ? "NULL"
    : schemas
        .map((schema) => (schema === undefined ? ownSchema : literal(schema)))
        .join(", ");
