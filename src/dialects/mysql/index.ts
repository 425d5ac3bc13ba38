// MySQL 8.0 and later.
import type { Session } from "./session";
import type { Dialect } from "../dialect";
import { dialectFor } from "./family";
import { literal, unescaped } from "./quote";
import { sameCoordinates } from "./values/referenceSystems";
import { baseOf, isBinary, isNumber } from "./types";
import type { Variant } from "./variant";

const variant: Variant = {
  name: "mysql",
  shorthandModes: ["ANSI"],
  // "Check constraint uses column, hence column cannot be dropped or renamed."
  followsRenames: false,
  session: {
    only: (sql) => `/*!80013 ${sql} */`,
    readOnly: "transaction_read_only",
    settings: [
      {
        name: "default_tmp_storage_engine",
        isUsual: "@@SESSION.default_tmp_storage_engine = 'InnoDB'",
        instead: "'InnoDB'",
      },
      {
        name: "use_secondary_engine",
        isUsual: "@@SESSION.use_secondary_engine <> 'FORCED'",
        instead: "'ON'",
      },
      {
        name: "show_create_table_verbosity",
        isUsual: "NOT @@SESSION.show_create_table_verbosity",
        instead: "0",
      },
    ],
  },
  catalog: {
    srid: "SRS_ID",
    indexExpression: "EXPRESSION",
    indexInvisible: "IS_VISIBLE = 'NO'",
    viewAlgorithm: "NULL",
    // Only TABLE_CONSTRAINTS knows the table. The server would join the two a row at a time, or by way of copies of both.
    periodsAmongChecks: false,
    checks: (schemas, { version }) =>
      version < checksSince
        ? undefined
        : `
  SELECT CONSTRAINT_SCHEMA AS \`schema\`, NULL AS \`table\`, CONSTRAINT_NAME AS \`name\`, CHECK_CLAUSE AS \`expression\`, 0 AS \`ofColumn\`, NULL AS \`enforced\`
    FROM information_schema.CHECK_CONSTRAINTS
   WHERE CONSTRAINT_SCHEMA IN (${schemas})
   UNION ALL
  SELECT CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, NULL, 0, ENFORCED = 'YES'
    FROM information_schema.TABLE_CONSTRAINTS
   WHERE CONSTRAINT_SCHEMA IN (${schemas}) AND CONSTRAINT_TYPE = 'CHECK'`,
  },
  expression,
  default: ({ default: text, extra }, type) => {
    if (text === null) return undefined;
    if (/\bDEFAULT_GENERATED\b/i.test(extra))
      return /^CURRENT_TIMESTAMP(\(\d+\))?$/i.test(text)
        ? text
        : `(${expression(text)})`;
    if (isNumber(type) || baseOf(type) === "bit") return text;
    if (isBinary(type) && text.startsWith("0x")) return text;
    return literal(text);
  },
  column: (column) => column,
  // A width that is printed at all is an unusual one, since 8.0.19.
  usualWidth: () => undefined,
  declaredType: (_, spelled) =>
    baseOf(spelled) === "geometrycollection" ? "geomcollection" : spelled,
  fitsCurrentTime: false,
  jsonIsText: false,
  roundsToDays: true,
  generatedNotNull: true,
  invisibleHasDefault: false,
  usualAction: "NO ACTION",
  setDefault: "SET DEFAULT",
  givenCheckMark: "_chk_",
  dropCheck: (name) => `DROP CHECK ${name}`,
  checkSuffix: ({ notEnforced }) => (notEnforced ? " NOT ENFORCED" : ""),
  invisibleIndex: "INVISIBLE",
  partitions: { fulltext: false, engines: false, columnsGo: false },
  refusesZeroDates: true,
  refusesRoundedSign: false,
  bigintAsSigned: "decimal",
  needsFunction: () => false,
  // A uuid is a text here, which has a cast.
  keyCasts: sameCoordinates,
  // "Statement is unsafe because it uses a system function that may return a different value on the replica", unless binlog_format is STATEMENT.
  notByAdd:
    /\b(?:uuid|uuid_short|rand|random_bytes|sysdate|user|current_user|session_user|system_user|aes_encrypt|wait_for_executed_gtid_set)\s*\(|\bcurrent_user\b/i,
  srid: (srid) => `SRID ${srid}`,
  sridByType: false,
  mindsSrid: true,
};

/** The catalogs print expressions as they would stand inside quotes, and take the bytes of UTF-8 for letters of Latin-1. */
function expression(printed: string): string {
  const text = unescaped(printed);
  if (!/[^\0-\x7f]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  try {
    return utf8.decode(Buffer.from(text, "latin1"));
  } catch {
    return text;
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** CHECK is enforced since MySQL 8.0.16; before it was read and forgotten. */
const checksSince = 80_016;

export const mysql: Dialect = dialectFor(variant);

export const mysqlSession = variant.session;

export const mysqlUnder = (session: Session): Dialect =>
  dialectFor(variant, session);
