// Rows that are filled in batches: by where they lie, so that the table is looked through once and needs no key.
import type { BatchedFill } from "../../../operations/batchedFill";
import { unreachable } from "../../../schema/unreachable";
import type { Statement } from "../../dialect";
import { dollarQuoted, identifier, qualified } from "../quote";
import { addUnfilled } from "./column";

/** Can be run again: the column may be there, and rows that have a value keep it. */
export function ahead(operation: BatchedFill): Statement[] {
  switch (operation.kind) {
    case "addColumn":
      return [
        ...addUnfilled(
          operation.table,
          operation.column,
          "ADD COLUMN IF NOT EXISTS",
        ),
        fill(operation, operation.column.name),
      ];
    case "alterColumn":
      return [fill(operation, operation.to.name)];
    default:
      return unreachable(operation);
  }
}

/**
 * A block that commits cannot be in a transaction ("Transaction Management" in the manual of PL/pgSQL), and its cursor holds the places of all rows from the
 * first commit on. A row that moves meanwhile is left for the statement that fills what is left.
 */
function fill(
  { table, backfill, batch }: BatchedFill,
  column: string,
): Statement {
  const [target, name] = [qualified(table), identifier(column)];
  const block = `
#variable_conflict use_column
DECLARE
  batch record;
BEGIN
  FOR batch IN
    SELECT its_table, array_agg(its_place) AS its_places
      FROM (
        SELECT tableoid AS its_table, ctid AS its_place,
               (row_number() OVER () - 1) / ${batch.rows} AS its_number
          FROM ${target}
         WHERE ${name} IS NULL
      ) AS numbered
     GROUP BY its_table, its_number
     ORDER BY its_table, its_number
  LOOP
    UPDATE ${target} SET ${name} = ${backfill}
     WHERE tableoid = batch.its_table
       AND ctid = ANY (batch.its_places)
       AND ${name} IS NULL;
    COMMIT;
  END LOOP;
END
`;
  return { sql: `DO ${dollarQuoted(block)}`, transactional: false };
}
