// A column added or altered: what has to happen before, and the clause that does it.
import type { AddColumn, AlterColumn } from "../../../operations/operation";
import type { Column, TableId } from "../../../schema/schema";
import type { Statement } from "../../dialect";
import { statement } from "../../layout";
import { identifier, literal, qualified } from "../quote";
import { baseOf } from "../types";
import type { Variant } from "../variant";
import { columnDefinition } from "./definitions";
import { movesByExpression, nameBeside, wayThrough } from "./detour";

/** One operation's part in the ALTER TABLE of its table, and the statements that come first. */
export interface Part {
  readonly before: readonly Statement[];
  readonly clauses: readonly string[];
}

export function addColumn(operation: AddColumn, variant: Variant): Part {
  const { table, column, backfill } = operation;
  if (backfill === undefined)
    return {
      before: [],
      clauses: [`ADD COLUMN ${columnDefinition(column, variant)}`],
    };
  return {
    before: [
      alter(
        table,
        `ADD COLUMN ${columnDefinition({ ...column, nullable: true }, variant)}`,
      ),
      fill(table, column.name, backfill),
    ],
    clauses: column.nullable
      ? []
      : [`MODIFY COLUMN ${columnDefinition(column, variant)}`],
  };
}

export function alterColumn(operation: AlterColumn, variant: Variant): Part {
  const { table, from, to } = operation;
  if (movesByExpression(operation)) return byExpression(operation, variant);
  const way = wayThrough(operation);
  const modify = (column: Column): string =>
    `MODIFY COLUMN ${columnDefinition(column, variant)}`;
  return {
    before: [
      ...(way === undefined
        ? []
        : [alter(table, modify(way)), ...relabelled(operation)]),
      ...backfilled(operation, way ?? from, modify),
    ],
    clauses: [modify(to)],
  };
}

/** Rows that hold NULL are given a value of the new type, before NULL is no longer one. */
function backfilled(
  { table, from, to, backfill }: AlterColumn,
  present: Column,
  modify: (column: Column) => string,
): Statement[] {
  if (backfill === undefined || to.nullable) return [];
  return [
    ...(present.type === to.type && from.type === to.type
      ? []
      : [alter(table, modify({ ...to, nullable: true }))]),
    fill(table, to.name, backfill),
  ];
}

/** The values move to a column beside, which then takes the old one's place and name. */
function byExpression(
  { table, from, to, cast, backfill }: AlterColumn,
  variant: Variant,
): Part {
  const name = identifier(from.name);
  const beside = besideOf(to);
  return {
    before: [
      alter(
        table,
        `ADD COLUMN ${columnDefinition(beside, variant)} AFTER ${name}`,
      ),
      statement(
        `UPDATE ${qualified(table)}`,
        `SET ${identifier(beside.name)} = ${cast ?? name}`,
      ),
      ...(backfill === undefined || to.nullable
        ? []
        : [fill(table, beside.name, backfill)]),
    ],
    clauses: [
      `DROP COLUMN ${name}`,
      `CHANGE COLUMN ${identifier(beside.name)} ${columnDefinition(to, variant)}`,
    ],
  };
}

function besideOf(to: Column): Column {
  const {
    default: _default,
    onUpdate: _onUpdate,
    generation: _generation,
    comment: _comment,
    check: _check,
    ...rest
  } = to;
  return { ...rest, name: nameBeside(to.name), nullable: true };
}

function relabelled({
  table,
  from,
  to,
  labels = {},
}: AlterColumn): Statement[] {
  const name = identifier(to.name);
  const isSet = baseOf(from.type) === "set";
  return Object.entries(labels).map(([label, other]) =>
    isSet
      ? statement(
          `UPDATE ${qualified(table)}`,
          `SET ${name} = TRIM(BOTH ',' FROM REPLACE(CONCAT(',', ${name}, ','), ${literal(`,${label},`)}, ${literal(`,${other},`)}))`,
          `WHERE FIND_IN_SET(${literal(label)}, ${name})`,
        )
      : statement(
          `UPDATE ${qualified(table)}`,
          `SET ${name} = ${literal(other)}`,
          `WHERE ${name} = ${literal(label)}`,
        ),
  );
}

export const alter = (table: TableId, clause: string): Statement =>
  statement(`ALTER TABLE ${qualified(table)}`, clause);

function fill(table: TableId, column: string, expression: string): Statement {
  const name = identifier(column);
  return statement(
    `UPDATE ${qualified(table)} SET ${name} = ${expression}`,
    `WHERE ${name} IS NULL`,
  );
}
