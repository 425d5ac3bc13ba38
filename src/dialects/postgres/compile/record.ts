// Rows of TypeORM's own table, written so that they are right on every database that the migration runs on.
import type { AlterRecord, RecordRow } from "../../../operations/operation";
import type { TableId } from "../../../schema/schema";
import type { Statement } from "../../dialect";
import { identifiers, literal, qualified } from "../quote";
import { list, statement } from "../../layout";

/** The table comes first: TypeORM's runner makes it, but only where the entities of that day have views or generated columns. */
export function alterRecord({ table, from, to }: AlterRecord): Statement[] {
  return [
    recordTable(table),
    ...grouped([...from, ...to]).map((rows) => forgotten(table, rows)),
    ...grouped(to).map((rows) => remembered(table, rows)),
  ];
}

function recordTable(table: TableId): Statement {
  return {
    sql: list(`CREATE TABLE IF NOT EXISTS ${qualified(table)}`, [
      `"type" character varying NOT NULL`,
      `"database" character varying`,
      `"schema" character varying`,
      `"table" character varying`,
      `"name" character varying`,
      `"value" text`,
    ]),
    transactional: true,
  };
}

/** Views of one schema, and generated columns of one table. */
function grouped(rows: readonly RecordRow[]): (readonly RecordRow[])[] {
  const groups = new Map<string, RecordRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([isColumn(row), row.schema, row.table]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

/** A view and a materialized view of one name are one object. */
function forgotten(table: TableId, rows: readonly RecordRow[]): Statement {
  const [first] = rows;
  const names = [...new Set(rows.map(({ name }) => name))].sort();
  const conditions =
    first !== undefined && isColumn(first)
      ? [
          `"type" = ${literal(first.type)}`,
          `"database" = current_database()`,
          `"schema" = ${schemaOf(first)}`,
          `"table" = ${literal(first.table ?? "")}`,
        ]
      : [
          `"type" IN ('VIEW', 'MATERIALIZED_VIEW')`,
          `"schema" = ${first === undefined ? "NULL" : schemaOf(first)}`,
        ];
  return statement(
    `DELETE FROM ${qualified(table)}`,
    `WHERE ${conditions.join(" AND ")}`,
    `AND "name" IN (${names.map(literal).join(", ")})`,
  );
}

/** TypeORM notes the database of generated columns only. */
function remembered(table: TableId, rows: readonly RecordRow[]): Statement {
  const columns = rows.some(isColumn)
    ? ["type", "database", "schema", "table", "name", "value"]
    : ["type", "schema", "name", "value"];
  const tuples = rows.map((row) =>
    [
      literal(row.type),
      ...(isColumn(row) ? ["current_database()"] : []),
      schemaOf(row),
      ...(isColumn(row) ? [literal(row.table ?? "")] : []),
      literal(row.name),
      literal(row.value),
    ].join(", "),
  );
  return {
    sql: `INSERT INTO ${qualified(table)} (${identifiers(columns)})\nVALUES\n${tuples.map((tuple) => `  (${tuple})`).join(",\n")}`,
    transactional: true,
  };
}

const isColumn = ({ type }: RecordRow): boolean => type === "GENERATED_COLUMN";

const schemaOf = ({ schema }: RecordRow): string =>
  schema === undefined ? "current_schema()" : literal(schema);
