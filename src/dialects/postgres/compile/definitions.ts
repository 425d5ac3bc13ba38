// Columns, constraints and indexes as they are written in DDL.
import type {
  Column,
  Constraint,
  Deferrable,
  Index,
  IndexKey,
  IndexMarks,
  TableId,
} from "../../../schema/schema";
import { unreachable } from "../../../schema/unreachable";
import type { Statement } from "../../dialect";
import { collate } from "../collations";
import { identifier, identifiers, qualified } from "../quote";
import { statement } from "../../layout";
import { createdIndexMarks, includeClause, parametersClause } from "./marks";

/** `"name" type …` as in CREATE TABLE and ADD COLUMN. */
export function columnDefinition(column: Column): string {
  return [
    identifier(column.name),
    column.generation?.kind === "serial"
      ? serialType(column.type)
      : column.type,
    collate(column).trimStart(),
    generationClause(column),
    column.nullable ? "" : "NOT NULL",
    column.default === undefined ? "" : `DEFAULT ${column.default}`,
  ]
    .filter((clause) => clause !== "")
    .join(" ");
}

function generationClause({ generation }: Column): string {
  switch (generation?.kind) {
    case undefined:
    case "serial":
    case "increment": // no column here has it
      return "";
    case "identity":
      return `GENERATED ${generation.mode} AS IDENTITY`;
    case "expression":
      return `GENERATED ALWAYS AS (${generation.expression}) ${generation.stored ? "STORED" : "VIRTUAL"}`;
    default:
      return unreachable(generation);
  }
}

function serialType(type: string): string {
  switch (type) {
    case "bigint":
      return "BIGSERIAL";
    case "smallint":
      return "SMALLSERIAL";
    default:
      return "SERIAL";
  }
}

/** `CONSTRAINT "name" …` */
export function constraintDefinition(constraint: Constraint): string {
  return constraintClauses(constraint).join(" ");
}

/** The same in clauses that may stand on lines of their own. */
export function constraintClauses(constraint: Constraint): string[] {
  const name = `CONSTRAINT ${identifier(constraint.name)}`;
  switch (constraint.kind) {
    case "primaryKey":
      return [
        `${name} PRIMARY KEY (${identifiers(constraint.columns)})${indexClauses(constraint)}${deferral(constraint.deferrable)}`,
      ];
    case "unique":
      return [
        `${name} UNIQUE${constraint.nullsNotDistinct ? " NULLS NOT DISTINCT" : ""} (${identifiers(constraint.columns)})${indexClauses(constraint)}${deferral(constraint.deferrable)}`,
      ];
    case "check":
      return [
        `${name} CHECK (${constraint.expression})${constraint.noInherit ? " NO INHERIT" : ""}${constraint.notValid ? " NOT VALID" : ""}`,
      ];
    case "exclusion":
      return [
        `${name} EXCLUDE ${constraint.expression}${deferral(constraint.deferrable)}`,
      ];
    case "foreignKey":
      return [
        `${name} FOREIGN KEY (${identifiers(constraint.columns)})`,
        `REFERENCES ${qualified(constraint.references)} (${identifiers(constraint.referencedColumns)})`,
        [
          constraint.matchFull ? "MATCH FULL" : "",
          constraint.onDelete === "NO ACTION"
            ? ""
            : `ON DELETE ${constraint.onDelete}${setColumns(constraint.setColumns)}`,
          constraint.onUpdate === "NO ACTION"
            ? ""
            : `ON UPDATE ${constraint.onUpdate}`,
          deferral(constraint.deferrable).trimStart(),
          constraint.notValid ? "NOT VALID" : "",
        ]
          .filter((clause) => clause !== "")
          .join(" "),
      ].filter((clause) => clause !== "");
    default:
      return unreachable(constraint);
  }
}

/** What may follow the columns of a key. */
const indexClauses = (marks: IndexMarks): string =>
  [includeClause(marks), parametersClause(marks), tablespaceClause(marks)]
    .map((clause) => (clause === "" ? "" : ` ${clause.trimStart()}`))
    .join("");

/** As it stands in a constraint. */
const tablespaceClause = ({ tablespace }: IndexMarks): string =>
  tablespace === undefined
    ? ""
    : ` USING INDEX TABLESPACE ${identifier(tablespace)}`;

const setColumns = (columns: readonly string[] | undefined): string =>
  columns === undefined ? "" : ` (${identifiers(columns)})`;

const deferral = (deferrable: Deferrable | undefined): string =>
  deferrable === undefined ? "" : ` DEFERRABLE INITIALLY ${deferrable}`;

/** One that was half built is not brought back: nothing could use it. */
export function createIndex(table: TableId, index: Index): Statement[] {
  if (index.invalid) return [];
  const method = index.method === "btree" ? "" : ` USING ${index.method}`;
  const nulls = index.nullsNotDistinct ? " NULLS NOT DISTINCT" : "";
  const created = statement(
    `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${identifier(index.name)}`,
    `ON ${qualified(table)}${method} (${index.keys.map(indexKey).join(", ")})${includeClause(index)}${nulls}`,
    parametersClause(index),
    index.tablespace === undefined
      ? ""
      : `TABLESPACE ${identifier(index.tablespace)}`,
    index.predicate === undefined ? "" : `WHERE ${index.predicate}`,
  );
  return [created, ...createdIndexMarks(table, index)];
}

function indexKey(key: IndexKey): string {
  return [
    key.column === undefined
      ? `(${key.expression ?? ""})`
      : identifier(key.column),
    key.collation === undefined ? "" : `COLLATE ${key.collation}`,
    key.operatorClass ?? "",
    key.descending ? "DESC" : "",
    key.nulls === undefined ? "" : `NULLS ${key.nulls}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}
