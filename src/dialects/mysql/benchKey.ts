// A primary key for a temporary table that needs none: under `sql_require_primary_key` the server makes no table without, and elsewhere it may add one of its own.
import { identifier } from "./quote";

const name = identifier("typeorm_autogenerate_key");

/** A column like any other, where nobody minds one more. */
export const benchKey = `${name} int PRIMARY KEY`;

/** How the server prints the key, after all columns. */
export const benchKeyLine = "\n  PRIMARY KEY (";

const hidden = `${name} int DEFAULT 0 INVISIBLE PRIMARY KEY`;

/** The versions that know columns which a star does not select: MySQL 8.0.23, and all of MariaDB. */
const whereHidden = (sql: string): string =>
  `/*!80023 ${sql} */ /*M!100303 ${sql} */`;

/** Before the columns of a table that is to be taken for another. */
export const hiddenKeyBefore = (columns: string): string =>
  `${whereHidden(`${hidden},`)} ${columns}`;

/** The columns that a table has beside those of its query. */
export const hiddenKeyAlone = whereHidden(`(${hidden})`);

/** Whether a column that the server shows is such a key. */
export const isBenchKey = (column: string): boolean =>
  identifier(column) === name;
