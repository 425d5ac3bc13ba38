// Rows that are filled in batches: by a procedure that goes along the primary key, which is the order in which they are stored.
import type { Batch } from "../../../operations/columnOperation";
import type { Table } from "../../../schema/schema";
import type { Statement } from "../../dialect";
import { statement } from "../../layout";
import { identifier, qualified } from "../quote";
import { baseOf, isInteger } from "../types";
import { fill, setting, type Rows } from "./update";

/** What every such procedure is called: it is gone when its rows are filled. */
export const procedureName = "typeorm_autogenerate_fill";

/** The first column of the primary key, where values of its type are in one order wherever they stand. */
export function walkedBy({ primaryKey, columns }: Table): string | undefined {
  const first = primaryKey?.columns[0];
  const column = columns.find(({ name }) => name === first);
  return column !== undefined && isOrdered(column.type)
    ? column.name
    : undefined;
}

/** An enum is sorted by its numbers and compared by its labels, and a variable has neither its type nor the precision of a float. */
const isOrdered = (type: string): boolean =>
  isInteger(type) || orderedTypes.has(baseOf(type));

const orderedTypes: ReadonlySet<string> = new Set([
  "decimal",
  "char",
  "varchar",
  "binary",
  "varbinary",
  "uuid",
]);

/** The statements that fill all rows; with batches, the last of them fills what came meanwhile. */
export function filled(
  rows: Rows,
  column: string,
  value: string,
  batch: Batch | undefined,
): Statement[] {
  const all = fill(rows, column, value);
  if (batch?.along === undefined) return [all];
  const procedure = qualified({ ...rows.table, name: procedureName });
  const dropped = statement(`DROP PROCEDURE IF EXISTS ${procedure}`);
  return [
    dropped,
    {
      sql: `CREATE PROCEDURE ${procedure}()\n${walk(rows, column, value, batch.rows, batch.along)}`,
      transactional: true,
    },
    statement(`CALL ${procedure}()`),
    dropped,
    all,
  ];
}

/** Variables of the session, since those of a procedure would hide columns of their names from the expression. */
function walk(
  rows: Rows,
  column: string,
  value: string,
  size: number,
  along: string,
): string {
  const [table, key] = [qualified(rows.table), identifier(along)];
  const [update, set] = setting(rows, column, value);
  return `BEGIN
  SET @batch_first = (SELECT MIN(${key}) FROM ${table});
  WHILE @batch_first IS NOT NULL DO
    SET @batch_last = (
      SELECT MAX(${key}) FROM (
        SELECT ${key} FROM ${table}
        WHERE ${key} >= @batch_first ORDER BY ${key} LIMIT ${size}
      ) AS batch
    );
    ${update}
      ${set}
      WHERE ${identifier(column)} IS NULL
        AND ${key} BETWEEN @batch_first AND @batch_last;
    COMMIT;
    SET @batch_first = (
      SELECT MIN(${key}) FROM ${table} WHERE ${key} > @batch_last
    );
  END WHILE;
END`;
}
