// Rows of TypeORM's own table, written so that they are right on every database that the migration runs on.
import type { AlterRecord, RecordRow } from "../../../operations/operation";
import type { TableId } from "../../../schema/schema";
import type { Statement } from "../../dialect";
import { list, statement } from "../../layout";
import { identifier, identifiers, literal, qualified } from "../quote";
import { notedName } from "../record";

/** The table comes first: TypeORM's runner makes it, but only where the entities of that day have views or generated columns. */
export function alterRecord({ table, from, to }: AlterRecord): Statement[] {
  const gone = [...from, ...to];
  return [
    recordTable(table),
    ...grouped(gone).map((rows) => forgotten(table, rows)),
    ...(to.length === 0 ? [] : [remembered(table, to)]),
  ];
}

/** As TypeORM makes it. */
function recordTable(table: TableId): Statement {
  return {
    sql: `${list(`CREATE TABLE IF NOT EXISTS ${qualified(table)}`, [
      "`type` varchar(255) NOT NULL",
      "`database` varchar(255) NULL",
      "`schema` varchar(255) NULL",
      "`table` varchar(255) NULL",
      "`name` varchar(255) NULL",
      "`value` text NULL",
    ])} ENGINE=InnoDB`,
    transactional: true,
  };
}

/** Views, and the generated columns of one table. */
function grouped(rows: readonly RecordRow[]): (readonly RecordRow[])[] {
  const groups = new Map<string, RecordRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.type, tableOf(row)]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function forgotten(table: TableId, rows: readonly RecordRow[]): Statement {
  const [first] = rows;
  const inTable = first === undefined ? undefined : tableOf(first);
  const names = [...new Set(rows.map(namedIn))].sort();
  return statement(
    `DELETE FROM ${qualified(table)}`,
    [
      `WHERE ${identifier("type")} = ${literal(first?.type ?? "")}`,
      `${identifier("schema")} = DATABASE()`,
      ...(inTable === undefined
        ? []
        : [`${identifier("table")} = ${literal(inTable)}`]),
    ].join(" AND "),
    `AND ${identifier("name")} IN (${names.map(literal).join(", ")})`,
  );
}

function remembered(table: TableId, rows: readonly RecordRow[]): Statement {
  const columns = ["type", "schema", "table", "name", "value"];
  const tuples = rows.map((row) => {
    const inTable = tableOf(row);
    return [
      literal(row.type),
      "DATABASE()",
      inTable === undefined ? "NULL" : literal(inTable),
      literal(namedIn(row)),
      literal(row.value),
    ].join(", ");
  });
  return {
    sql: `INSERT INTO ${qualified(table)} (${identifiers(columns)})\nVALUES\n${tuples.map((tuple) => `  (${tuple})`).join(",\n")}`,
    transactional: true,
  };
}

/** Of a generated column only. */
const tableOf = ({ schema, table }: RecordRow): string | undefined =>
  table === undefined
    ? undefined
    : notedName({ ...(schema === undefined ? {} : { schema }), name: table });

const namedIn = (row: RecordRow): string =>
  row.table === undefined ? notedName(row) : row.name;
