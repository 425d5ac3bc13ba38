// The few things in which MySQL and MariaDB differ: each says them in its own folder, and nobody else asks which of the two it is.
import type { Check, Column, ReferentialAction } from "../../schema/schema";
import type { DeclaredColumn, Dialect, DialectName, Server } from "../dialect";
import type { ColumnRow } from "./catalog/columns";
import type { Reading } from "./session";

/** A number as the driver gives it: as text, where the DataSource says `bigNumberStrings`. */
export type Numeric = number | string;

export interface Variant {
  readonly name: DialectName;
  /** How the sessions read SQL for which it is typed; absent where none was asked. */
  readonly reading?: Reading;
  /** Modes that stand for several others, ANSI_QUOTES and PIPES_AS_CONCAT among them. */
  readonly shorthandModes: readonly string[];
  /** Whether checks, generated columns and indexes follow the renames of columns that they speak of. */
  readonly followsRenames: boolean;
  /** Expressions for what one of the catalogs has under another name, or has not. */
  readonly catalog: {
    readonly srid: string;
    /** Rows of `SridRow`, where COLUMNS has no reference systems. */
    readonly srids?: (schemas: string) => string;
    readonly indexExpression: string;
    readonly indexInvisible: string;
    readonly viewAlgorithm: string;
    /** Whether periods of a table are shown as checks. */
    readonly periodsAmongChecks: boolean;
    /** Rows of `FoundCheckRow`; `undefined` where the server knows none. */
    checks(schemas: string, server: Server): string | undefined;
  };
  /** An expression as it can stand in SQL, from how the catalog prints it. */
  expression(printed: string): string;
  /** A default as it can stand in SQL, from how the catalog prints it. */
  default(row: ColumnRow, type: string): string | undefined;
  /** A live column with what its own checks say about it. */
  column(column: Column, ownCheck: string | undefined): Column;
  /** The digits that an integer type shows where nobody asked for another number. */
  usualWidth(type: string): number | undefined;
  /** The type that a declared column gets. */
  declaredType(declared: DeclaredColumn, spelled: string): string;
  /** Whether the current time as a default has as many digits as its column, whatever is written. */
  readonly fitsCurrentTime: boolean;
  /** Whether JSON is a text that is looked at, and so stays as it is written. */
  readonly jsonIsText: boolean;
  /** Whether a time of day that is rounded takes the day along. */
  readonly roundsToDays: boolean;
  /** Whether a generated column can be NOT NULL. */
  readonly generatedNotNull: boolean;
  /** Whether an invisible column that is NOT NULL has to have a default. */
  readonly invisibleHasDefault: boolean;
  /** The action of a foreign key for which none is written. */
  readonly usualAction: ReferentialAction;
  /** What stands between the table's name and a number in the name that the server gives to a check, where it names it anew with the table. */
  readonly givenCheckMark: string | undefined;
  dropCheck(name: string): string;
  /** What follows a check in its definition. */
  checkSuffix(check: Check): string;
  readonly invisibleIndex: string;
  /** What a table with partitions can have, or can lose: full-text indexes, other engines, a column that they go by for another of its name. */
  readonly partitions: {
    readonly fulltext: boolean;
    readonly engines: boolean;
    readonly columnsGo: boolean;
  };
  /** Whether strict mode minds dates of zeros in rows that are only copied. */
  readonly refusesZeroDates: boolean;
  /** Whether a decimal less than zero is out of range for an unsigned integer even where it is rounded to zero. */
  readonly refusesRoundedSign: boolean;
  /** Values of which a `bigint unsigned` takes no more than a signed one holds, besides those of `float` and `double`. */
  readonly bigintAsSigned: "decimal" | "text";
  /** Whether MODIFY has no way from the one to the other for any value, where that is not so on both servers. */
  needsFunction(from: Column, to: Column): boolean;
  readonly keyCasts: Dialect["keyCasts"];
  /** Finds what of a default ADD COLUMN does not give to the rows that are there as it should: what is new for each of them. */
  readonly notByAdd: RegExp;
  /** What a column definition says of its reference system, and whether next to the type. */
  srid(srid: number): string;
  readonly sridByType: boolean;
  /** Whether the server refuses values of another one: where it does not, no entity asks for one. */
  readonly mindsSrid: boolean;
}

/** 80036 is MySQL 8.0.36, 101119 is MariaDB 10.11.19. */
export function versionNumber(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version
    .split(/[^\d.]/, 1)
    .join("")
    .split(".")
    .map(Number);
  return major * 10_000 + minor * 100 + patch;
}

/** `8.0`, `10.11` */
export const majorVersion = (version: number): string =>
  `${Math.floor(version / 10_000)}.${Math.floor(version / 100) % 100}`;
