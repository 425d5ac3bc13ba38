// MariaDB 10.6 and later: MySQL's dialect, but for what is said here.
import type { Session } from "../mysql/session";
import type { Column } from "../../schema/schema";
import type { Dialect } from "../dialect";
import { dialectFor } from "../mysql/family";
import { identifier } from "../mysql/quote";
import { baseOf } from "../mysql/types";
import type { Variant } from "../mysql/variant";
import { addressCasts } from "./addressCasts";
import { keyCasts, needsFunction } from "./keyCasts";

const variant: Variant = {
  name: "mariadb",
  shorthandModes: ["ANSI", "DB2", "MAXDB", "MSSQL", "ORACLE", "POSTGRESQL"],
  followsRenames: true,
  session: {
    only: (sql) => `/*M! ${sql} */`,
    readOnly: "tx_read_only",
    settings: [
      {
        name: "default_tmp_storage_engine",
        isUsual:
          "COALESCE(@@SESSION.default_tmp_storage_engine, @@SESSION.default_storage_engine) = 'InnoDB'",
        instead: "'InnoDB'",
      },
    ],
  },
  catalog: {
    srid: "NULL",
    srids: (schemas) => `
  SELECT G_TABLE_SCHEMA AS \`schema\`, G_TABLE_NAME AS \`table\`, G_GEOMETRY_COLUMN AS \`name\`, SRID AS \`srid\`
    FROM information_schema.GEOMETRY_COLUMNS
   WHERE G_TABLE_SCHEMA IN (${schemas}) AND SRID <> 0`,
    indexExpression: "NULL",
    indexInvisible: "IGNORED = 'YES'",
    viewAlgorithm: "ALGORITHM",
    periodsAmongChecks: true,
    checks: (schemas) => `
  SELECT CONSTRAINT_SCHEMA AS \`schema\`, TABLE_NAME AS \`table\`, CONSTRAINT_NAME AS \`name\`, CHECK_CLAUSE AS \`expression\`,
         LEVEL = 'Column' AS \`ofColumn\`, 1 AS \`enforced\`
    FROM information_schema.CHECK_CONSTRAINTS
   WHERE CONSTRAINT_SCHEMA IN (${schemas})`,
  },
  expression: (printed) => printed,
  // The catalog prints what can stand in SQL, and the word NULL where there is none.
  default: ({ default: text }) => text ?? undefined,
  column: (column, ownCheck) => withOwnCheck(withCompression(column), ownCheck),
  usualWidth: (type) => usualWidths.get(type),
  declaredType: (_, spelled) => spelled,
  fitsCurrentTime: true,
  jsonIsText: true,
  roundsToDays: false,
  generatedNotNull: false,
  jsonCheck,
  invisibleHasDefault: true,
  usualAction: "RESTRICT",
  // InnoDB's only way with it.
  setDefault: "RESTRICT",
  givenCheckMark: undefined,
  dropCheck: (name) => `DROP CONSTRAINT ${name}`,
  checkSuffix: () => "",
  invisibleIndex: "IGNORED",
  partitions: { fulltext: true, engines: true, columnsGo: true },
  refusesZeroDates: false,
  refusesRoundedSign: true,
  bigintAsSigned: "text",
  needsFunction,
  keyCasts: (from, to, key) => [
    ...keyCasts(from, to, key),
    ...addressCasts(from, to),
  ],
  // Worked out once, as it is where the table is not copied, while all others are as new for each row as in an INSERT.
  notByAdd: /\brand\s*\(/i,
  srid: (srid) => `REF_SYSTEM_ID=${srid}`,
  sridByType: true,
  mindsSrid: false,
};

/** "Storage-Engine Independent Column Compression" in the knowledge base. */
function withCompression(column: Column): Column {
  return column.type.endsWith(compression)
    ? {
        ...column,
        type: column.type.slice(0, -compression.length),
        compressed: true,
      }
    : column;
}

const compression = " /*M!100301 COMPRESSED*/";

/** JSON is a LONGTEXT with a check of its own ("JSON Data Type" in the knowledge base). */
function withOwnCheck(column: Column, ownCheck: string | undefined): Column {
  if (ownCheck === undefined) return column;
  if (
    baseOf(column.type) === "longtext" &&
    ownCheck === jsonCheck(column.name)
  ) {
    const { collation: _collation, ...rest } = column;
    return { ...rest, type: "json" };
  }
  return { ...column, check: ownCheck };
}

function jsonCheck(column: string): string {
  return `json_valid(${identifier(column)})`;
}

const usualWidths: ReadonlyMap<string, number> = new Map([
  ["tinyint", 4],
  ["tinyint unsigned", 3],
  ["smallint", 6],
  ["smallint unsigned", 5],
  ["mediumint", 9],
  ["mediumint unsigned", 8],
  ["int", 11],
  ["int unsigned", 10],
  ["bigint", 20],
  ["bigint unsigned", 20],
]);

export const mariadb: Dialect = dialectFor(variant);

export const mariadbSession = variant.session;

export const mariadbUnder = (session: Session): Dialect =>
  dialectFor(variant, session);
