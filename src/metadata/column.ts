// One ColumnMetadata → what it declares, its default as SQL.
import type { DataSource, TableColumn } from "typeorm";
import type { ColumnMetadata } from "typeorm/metadata/ColumnMetadata";
import type { DeclaredColumn } from "../dialects/dialect";
import type { EnumTypeId, TableId } from "../schema/schema";
import { unreachable } from "../schema/unreachable";
import { isMysql } from "./family";

/** What is read of TypeORM's driver, beyond its public type. */
interface NamingDriver {
  /** PostgreSQL: the call that generated uuid columns have as their default. */
  readonly uuidGenerator?: string;
}

export function declareColumn(
  dataSource: DataSource,
  table: TableId,
  column: ColumnMetadata,
): DeclaredColumn {
  const { driver } = dataSource;
  const type = driver.normalizeType(column);
  const sqlDefault = defaultOf(dataSource, column);
  return {
    name: column.databaseName,
    type,
    fullType: fullTypeOf(dataSource, column, type),
    array: column.isArray,
    primary: column.isPrimary,
    nullable: column.isNullable,
    stored: column.generatedType === "STORED",
    ...(sqlDefault === undefined ? nothing : { default: sqlDefault }),
    ...enumOf(dataSource, table, column, type),
    ...generatedOf(column),
    ...rarelySaid(column),
  };
}

/** What is spread into most columns: making an object of its own for each costs time where there are many. */
const nothing = {};

function rarelySaid(column: ColumnMetadata): Partial<DeclaredColumn> {
  const { asExpression, onUpdate, unsigned, charset, srid, collation } = column;
  const { comment } = column;
  return asExpression ||
    onUpdate ||
    unsigned ||
    charset ||
    srid != null ||
    collation ||
    comment
    ? {
        ...(asExpression ? { expression: asExpression } : {}),
        ...(onUpdate ? { onUpdate } : {}),
        ...(unsigned ? { unsigned: true } : {}),
        ...(charset ? { charset } : {}),
        ...(srid == null ? {} : { srid }),
        ...(collation ? { collation } : {}),
        ...(comment ? { comment } : {}),
      }
    : nothing;
}

function fullTypeOf(
  { driver }: DataSource,
  column: ColumnMetadata,
  type: string,
): string {
  // TypeORM's createFullType takes a TableColumn and reads nothing but these fields of it.
  const { isArray, scale, spatialFeatureType, srid, unsigned } = column;
  return driver.createFullType({
    type,
    length: driver.getColumnLength(column),
    isArray,
    precision: column.precision ?? undefined,
    scale,
    spatialFeatureType,
    srid,
    unsigned,
  } as TableColumn);
}

/** An enum type is named as TypeORM names it: after the table and the column in lower case. MySQL and MariaDB have the labels in the column, of a set too. */
function enumOf(
  { driver }: DataSource,
  table: TableId,
  column: ColumnMetadata,
  type: string,
): Pick<DeclaredColumn, "enumType" | "enumLabels"> {
  if (isMysql(driver))
    return column.enum === undefined || (type !== "enum" && type !== "set")
      ? nothing
      : { enumLabels: column.enum.map(String) };
  if (type !== "enum") return nothing;
  const name =
    column.enumName ??
    `${table.name}_${column.databaseName.toLowerCase()}_enum`;
  const enumType: EnumTypeId =
    table.schema === undefined ? { name } : { schema: table.schema, name };
  return column.enum === undefined
    ? { enumType }
    : { enumType, enumLabels: column.enum.map(String) };
}

function generatedOf(
  column: ColumnMetadata,
): Pick<DeclaredColumn, "generated" | "identityMode"> {
  if (!column.isGenerated) return nothing;
  // TypeORM's type of the field leaves out one of its values.
  const strategy = column.generationStrategy as
    "increment" | "identity" | "uuid" | "rowid" | undefined;
  switch (strategy) {
    case "identity":
      return {
        generated: "identity",
        identityMode: column.generatedIdentity ?? "BY DEFAULT",
      };
    case "uuid":
      return { generated: "uuid" };
    case "increment":
      return { generated: "increment" };
    case "rowid": // CockroachDB's
    case undefined:
      return {};
    default:
      return unreachable(strategy);
  }
}

function defaultOf(
  dataSource: DataSource,
  column: ColumnMetadata,
): string | undefined {
  const { driver } = dataSource;
  const value: unknown = column.default;
  if (value === undefined || value === null) {
    const { uuidGenerator } = driver as NamingDriver;
    return column.isGenerated && column.generationStrategy === "uuid"
      ? uuidGenerator
      : undefined;
  }
  if (typeof value === "string") return quotedAsTypeOrm(value, isMysql(driver));
  if (column.isArray && Array.isArray(value)) return arrayLiteral(value);
  // TypeORM before 1.1 puts the function's source between quotes (#12492).
  if (column.enum !== undefined && typeof value === "function")
    return String((value as () => unknown)());
  return driver.normalizeDefault(column);
}

/**
 * TypeORM puts a string between quotes as it is, so people double the quotes in it themselves, or put a backslash before them where the server minds those.
 * Where they did not, TypeORM's SQL is broken, and doubling them is what was meant.
 */
function quotedAsTypeOrm(value: string, escapes: boolean): string {
  const rest = value.replace(escapes ? /''|\\[^]/g : /''/g, "");
  return `'${rest.includes("'") ? value.replaceAll("'", "''") : value}'`;
}

function arrayLiteral(values: readonly unknown[]): string {
  const literal = `{${values.map(arrayItem).join(",")}}`;
  return `'${literal.replaceAll("'", "''")}'`;
}

/** "Array Input and Output Syntax" in PostgreSQL's manual: what needs quotes inside braces. */
function arrayItem(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (Array.isArray(value)) return `{${value.map(arrayItem).join(",")}}`;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const plain = /^[^\s{}",\\]+$/.test(text) && text.toUpperCase() !== "NULL";
  return plain
    ? text
    : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
