// information_schema.COLUMNS: columns with their types, defaults and where their values come from.
import type { Column, Generation } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { constant, currentTimestamp } from "../constant";
import { isInteger, isShape, readType } from "../types";
import type { Numeric, Variant } from "../variant";

export interface ColumnRow {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly nullable: "YES" | "NO";
  readonly default: string | null;
  /** `auto_increment`, `DEFAULT_GENERATED on update CURRENT_TIMESTAMP(6)`, `VIRTUAL GENERATED`, `INVISIBLE`, … */
  readonly extra: string;
  readonly expression: string | null;
  readonly collation: string | null;
  readonly comment: string;
  readonly srid: Numeric | null;
  readonly position: Numeric;
}

const columnQuery = (schemas: string, { catalog }: Variant): string => `
  SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`table\`, COLUMN_NAME AS \`name\`, COLUMN_TYPE AS \`type\`,
         IS_NULLABLE AS \`nullable\`, COLUMN_DEFAULT AS \`default\`, EXTRA AS \`extra\`, GENERATION_EXPRESSION AS \`expression\`,
         COLLATION_NAME AS \`collation\`, COLUMN_COMMENT AS \`comment\`, ${catalog.srid} AS \`srid\`, ORDINAL_POSITION AS \`position\`
    FROM information_schema.COLUMNS
   WHERE TABLE_SCHEMA IN (${schemas})`;

type SridRow = Pick<ColumnRow, "schema" | "table" | "name" | "srid">;

/** One query, or two where there are shapes and their reference systems stand apart. */
export async function readColumns(
  database: Database,
  schemas: string,
  variant: Variant,
): Promise<readonly ColumnRow[]> {
  const rows = await database.query<ColumnRow>(columnQuery(schemas, variant));
  const { srids } = variant.catalog;
  if (srids === undefined || !rows.some(({ type }) => isShape(type)))
    return rows;
  const nameOf = ({ schema, table, name }: SridRow): string =>
    JSON.stringify([schema, table, name]);
  const systems = new Map(
    (await database.query<SridRow>(srids(schemas))).map((row) => [
      nameOf(row),
      row.srid,
    ]),
  );
  return rows.map((row) => ({
    ...row,
    srid: systems.get(nameOf(row)) ?? row.srid,
  }));
}

/** A row as a column of a table that has this collation. */
export function columnOf(
  row: ColumnRow,
  tableCollation: string | null,
  variant: Variant,
): Column {
  const { width, ...shown } = readType(row.type);
  const generation = generationOf(row, variant);
  const text =
    generation === undefined ? variant.default(row, shown.type) : undefined;
  const value = text === undefined ? undefined : constant(text, shown.type);
  const onUpdate = onUpdateOf(row.extra);
  return {
    name: row.name,
    ...shown,
    ...(width === undefined || isUsual(width, shown, variant) ? {} : { width }),
    nullable: row.nullable === "YES",
    ...(value === undefined ? {} : { default: value }),
    ...(generation === undefined ? {} : { generation }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    ...(row.collation === null || row.collation === tableCollation
      ? {}
      : { collation: row.collation }),
    ...(row.srid === null ? {} : { srid: Number(row.srid) }),
    ...(row.comment === "" ? {} : { comment: row.comment }),
    ...(/\binvisible\b/i.test(row.extra) ? { invisible: true } : {}),
  };
}

const isUsual = (
  width: number,
  { type, zerofill }: Pick<Column, "type" | "zerofill">,
  variant: Variant,
): boolean =>
  isInteger(type) && zerofill !== true && variant.usualWidth(type) === width;

function generationOf(
  { extra, expression }: ColumnRow,
  variant: Variant,
): Generation | undefined {
  if (/\bauto_increment\b/i.test(extra)) return { kind: "increment" };
  const [, kind] = /\b(virtual|stored|persistent)\b/i.exec(extra) ?? [];
  return kind === undefined || !expression
    ? undefined
    : {
        kind: "expression",
        expression: variant.expression(expression),
        stored: kind.toLowerCase() !== "virtual",
      };
}

function onUpdateOf(extra: string): string | undefined {
  const [, text] = /\bon update (\S+)/i.exec(extra) ?? [];
  return text === undefined ? undefined : (currentTimestamp(text) ?? text);
}
