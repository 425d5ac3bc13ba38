// The values that rows get: each UPDATE sets one column, and leaves those alone that the server would set because of it.
import type { AlterColumn } from "../../../operations/operation";
import type { TableId } from "../../../schema/schema";
import type { Statement } from "../../dialect";
import { statement } from "../../layout";
import { identifier, literal, qualified } from "../quote";
import { baseOf } from "../types";
import { zerosCut } from "./detour";

/** A table, and the columns that are set whenever a row of it changes. */
export interface Rows {
  readonly table: TableId;
  readonly touched: readonly string[];
}

export const update = (
  rows: Rows,
  column: string,
  value: string,
  condition?: string,
): Statement =>
  statement(
    ...setting(rows, column, value),
    condition === undefined ? "" : `WHERE ${condition}`,
  );

/** The UPDATE and the SET of one, without its condition. */
export function setting(
  { table, touched }: Rows,
  column: string,
  value: string,
): readonly [update: string, set: string] {
  const name = identifier(column);
  const kept = touched
    .map(identifier)
    .filter((other) => other !== name)
    .map((other) => `${other} = ${other}`);
  return [
    `UPDATE ${qualified(table)}`,
    `SET ${[`${name} = ${value}`, ...kept].join(", ")}`,
  ];
}

export const fill = (rows: Rows, column: string, value: string): Statement =>
  update(rows, column, value, `${identifier(column)} IS NULL`);

/** What is not all zeros behind the new length stays, for the server to refuse. */
export function withoutZeros(rows: Rows, operation: AlterColumn): Statement[] {
  const zeros = zerosCut(operation);
  if (zeros === undefined) return [];
  const name = identifier(operation.to.name);
  return [
    update(
      rows,
      operation.to.name,
      `LEFT(${name}, ${zeros.kept})`,
      `RIGHT(${name}, ${zeros.cut}) = REPEAT(x'00', ${zeros.cut})`,
    ),
  ];
}

export function relabelled(
  rows: Rows,
  { from, to, labels = {} }: AlterColumn,
): Statement[] {
  const name = identifier(to.name);
  const isSet = baseOf(from.type) === "set";
  return Object.entries(labels).map(([label, other]) =>
    isSet
      ? update(
          rows,
          to.name,
          `TRIM(BOTH ',' FROM REPLACE(CONCAT(',', ${name}, ','), ${literal(`,${label},`)}, ${literal(`,${other},`)}))`,
          `FIND_IN_SET(${literal(label)}, ${name})`,
        )
      : update(rows, to.name, literal(other), `${name} = ${literal(label)}`),
  );
}
