// Columns, keys, indexes and foreign keys as they are written in DDL.
import type {
  Check,
  Column,
  ForeignKey,
  Generation,
  Index,
  IndexKey,
  Table,
} from "../../../schema/schema";
import { unreachable } from "../../../schema/unreachable";
import { identifier, identifiers, literal, qualified } from "../quote";
import { isMoment, shownType } from "../types";
import type { Variant } from "../variant";

/** The whole definition of a column, as in CREATE TABLE, ADD and MODIFY: what it leaves out, the server resets. */
export function columnDefinition(column: Column, variant: Variant): string {
  const { srid } = column;
  const system = srid === undefined ? "" : variant.srid(srid);
  return [
    identifier(column.name),
    shownType(column),
    variant.sridByType ? system : "",
    column.compressed ? "COMPRESSED" : "",
    column.charset === undefined ? "" : `CHARACTER SET ${column.charset}`,
    column.collation === undefined ? "" : `COLLATE ${column.collation}`,
    expressionClause(column.generation),
    nullClause(column, variant),
    variant.sridByType ? "" : system,
    column.invisible ? "INVISIBLE" : "",
    column.default === undefined ? "" : `DEFAULT ${column.default}`,
    column.onUpdate === undefined ? "" : `ON UPDATE ${column.onUpdate}`,
    column.generation?.kind === "increment" ? "AUTO_INCREMENT" : "",
    column.comment === undefined ? "" : `COMMENT ${literal(column.comment)}`,
    ...(column.options ?? []),
    column.check === undefined ? "" : `CHECK (${column.check})`,
  ]
    .filter((clause) => clause !== "")
    .join(" ");
}

function expressionClause(generation: Generation | undefined): string {
  switch (generation?.kind) {
    case undefined:
    case "increment":
    case "serial": // PostgreSQL's, as the next
    case "identity":
      return "";
    case "expression":
      return `GENERATED ALWAYS AS (${generation.expression}) ${generation.stored ? "STORED" : "VIRTUAL"}`;
    default:
      return unreachable(generation);
  }
}

/** A timestamp is NOT NULL where nothing is said, on servers without explicit_defaults_for_timestamp. */
function nullClause(
  { nullable, type, generation }: Column,
  { generatedNotNull }: Variant,
): string {
  if (generation?.kind === "expression" && !generatedNotNull) return "";
  if (!nullable) return "NOT NULL";
  return isMoment(type) && generation === undefined ? "NULL" : "";
}

export function indexDefinition(index: Index, variant: Variant): string {
  return [
    index.unique ? "UNIQUE" : "",
    index.method === "fulltext" || index.method === "spatial"
      ? index.method.toUpperCase()
      : "",
    `INDEX ${identifier(index.name)}`,
    `(${index.keys.map(keyDefinition).join(", ")})`,
    index.method === "hash" ? "USING HASH" : "",
    index.parser === undefined ? "" : `WITH PARSER ${identifier(index.parser)}`,
    index.comment === undefined ? "" : `COMMENT ${literal(index.comment)}`,
    ...(index.parameters ?? []),
    index.invisible ? variant.invisibleIndex : "",
  ]
    .filter((clause) => clause !== "")
    .join(" ");
}

function keyDefinition(key: IndexKey): string {
  const name =
    key.column === undefined
      ? `(${key.expression ?? ""})`
      : identifier(key.column);
  const length = key.length === undefined ? "" : `(${key.length})`;
  return `${name}${length}${key.descending ? " DESC" : ""}`;
}

export const checkDefinition = (check: Check, variant: Variant): string =>
  `CONSTRAINT ${identifier(check.name)} CHECK (${check.expression})${variant.checkSuffix(check)}`;

export const primaryKeyDefinition = (columns: readonly string[]): string =>
  `PRIMARY KEY (${identifiers(columns)})`;

/** In clauses that may stand on lines of their own. */
export function foreignKeyClauses(
  key: ForeignKey,
  { usualAction }: Variant,
): string[] {
  return [
    `CONSTRAINT ${identifier(key.name)} FOREIGN KEY (${identifiers(key.columns)})`,
    [
      `REFERENCES ${qualified(key.references)} (${identifiers(key.referencedColumns)})`,
      key.onDelete === usualAction ? "" : `ON DELETE ${key.onDelete}`,
      key.onUpdate === usualAction ? "" : `ON UPDATE ${key.onUpdate}`,
    ]
      .filter((clause) => clause !== "")
      .join(" "),
  ];
}

/** What follows the parenthesis of CREATE TABLE. */
export function tableOptions(table: Table): string {
  const options = [
    `ENGINE=${table.engine ?? "InnoDB"}`,
    table.collation === undefined ? "" : `COLLATE=${table.collation}`,
    table.options ?? "",
    table.comment === undefined ? "" : `COMMENT=${literal(table.comment)}`,
  ]
    .filter((option) => option !== "")
    .join(" ");
  return table.partitioned === undefined
    ? options
    : `${options}\n${table.partitioned.by}`;
}
