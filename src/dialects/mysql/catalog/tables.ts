// information_schema.SCHEMATA and TABLES: the server, its databases, and the tables of those that are looked at.
import type { Database, Server } from "../../dialect";
import { literal } from "../quote";
import {
  majorVersion,
  versionNumber,
  type Numeric,
  type Variant,
} from "../variant";

export interface TableRow {
  readonly schema: string;
  readonly name: string;
  /** BASE TABLE, VIEW; MariaDB also SEQUENCE and SYSTEM VERSIONED */
  readonly type: string;
  readonly engine: string | null;
  readonly collation: string | null;
  readonly comment: string;
  /** `row_format=COMPRESSED partitioned` */
  readonly options: string | null;
}

interface ServerRow {
  readonly version: string;
  readonly defaultSchema: string | null;
  readonly lowerCase: Numeric;
  readonly schema: string;
}

export interface FoundServer extends Server {
  /** Whether table names differ in case without being different. */
  readonly caseless: boolean;
  /** The names of all databases. */
  readonly schemas: readonly string[];
}

const serverQuery = `
  SELECT VERSION() AS \`version\`, DATABASE() AS \`defaultSchema\`, @@lower_case_table_names AS \`lowerCase\`,
         SCHEMA_NAME AS \`schema\`, DEFAULT_COLLATION_NAME AS \`collation\`
    FROM information_schema.SCHEMATA`;

export async function readServer(
  database: Database,
  variant: Variant,
): Promise<FoundServer> {
  const rows = await database.query<ServerRow>(serverQuery);
  const version = versionNumber(rows[0]?.version ?? "");
  return {
    label: `${variant.name} ${majorVersion(version)}`,
    version,
    defaultSchema: rows[0]?.defaultSchema ?? "",
    caseless: Number(rows[0]?.lowerCase ?? 0) !== 0,
    schemas: rows.map(({ schema }) => schema),
  };
}

// The columns of TABLES that come from a storage engine's statistics are left out: they open every table.
const tableQuery = (schemas: string): string => `
  SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`name\`, TABLE_TYPE AS \`type\`, ENGINE AS \`engine\`,
         TABLE_COLLATION AS \`collation\`, TABLE_COMMENT AS \`comment\`, CREATE_OPTIONS AS \`options\`
    FROM information_schema.TABLES
   WHERE TABLE_SCHEMA IN (${schemas})
   ORDER BY TABLE_SCHEMA, TABLE_NAME`;

export const readTables = (
  database: Database,
  schemas: string,
): Promise<readonly TableRow[]> =>
  database.query<TableRow>(tableQuery(schemas));

/** Names of databases as an SQL list; `undefined` is the connection's own. */
export const schemaList = (
  schemas: readonly (string | undefined)[],
  own: string,
): string =>
  schemas.length === 0
    ? "NULL"
    : schemas.map((schema) => literal(schema ?? own)).join(", ");
