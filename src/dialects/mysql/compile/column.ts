// A column added or altered: what has to happen before, and the clause that does it.
import type { AddColumn, AlterColumn } from "../../../operations/operation";
import type { Column, TableId } from "../../../schema/schema";
import type { Statement } from "../../dialect";
import { statement } from "../../layout";
import { identifier, qualified } from "../quote";
import type { Variant } from "../variant";
import { filled } from "./batches";
import { columnDefinition } from "./definitions";
import {
  movedValue,
  movesByExpression,
  nameBeside,
  wayThrough,
} from "./detour";
import { relabelled, update, withoutZeros, type Rows } from "./update";

/** One operation's part in the ALTER TABLE of its table, and the statements that come first. */
export interface Part {
  readonly before: readonly Statement[];
  readonly clauses: readonly string[];
}

export function addColumn(
  operation: AddColumn,
  rows: Rows,
  place: string,
  variant: Variant,
): Part {
  const { table, column, backfill, batch } = operation;
  const add = (definition: Column): string =>
    `ADD COLUMN ${columnDefinition(definition, variant)}${place}`;
  if (backfill === undefined) return { before: [], clauses: [add(column)] };
  return {
    before: [
      alter(table, add(unfilled(column))),
      ...filled(rows, column.name, backfill, batch),
    ],
    clauses:
      column.nullable && column.default === undefined
        ? []
        : [`MODIFY COLUMN ${columnDefinition(column, variant)}`],
  };
}

/** Without a value in any row that is there: a default is for rows to come. */
function unfilled({ default: _, onUpdate: __, ...column }: Column): Column {
  return { ...column, nullable: true };
}

export function alterColumn(
  operation: AlterColumn,
  rows: Rows,
  variant: Variant,
): Part {
  const { table, from, to } = operation;
  if (movesByExpression(operation))
    return byExpression(operation, rows, variant);
  const way = wayThrough(operation);
  const modify = (column: Column): string =>
    `MODIFY COLUMN ${columnDefinition(column, variant)}`;
  return {
    before: [
      ...(way === undefined
        ? []
        : [
            alter(table, modify(way)),
            ...relabelled(rows, operation),
            ...withoutZeros(rows, operation),
          ]),
      ...backfilled(operation, rows, way ?? from, modify),
    ],
    clauses: [modify(to)],
  };
}

/** Rows that hold NULL are given a value of the new type, before NULL is no longer one. */
function backfilled(
  { table, from, to, backfill, batch }: AlterColumn,
  rows: Rows,
  present: Column,
  modify: (column: Column) => string,
): Statement[] {
  if (backfill === undefined || to.nullable) return [];
  return [
    ...(present.type === to.type && from.type === to.type
      ? []
      : [alter(table, modify({ ...to, nullable: true }))]),
    ...filled(rows, to.name, backfill, batch),
  ];
}

/** The values move to a column beside, which then takes the old one's place and name. */
function byExpression(
  operation: AlterColumn,
  rows: Rows,
  variant: Variant,
): Part {
  const { table, from, to, backfill, batch } = operation;
  const name = identifier(from.name);
  const beside = besideOf(to);
  return {
    before: [
      alter(
        table,
        `ADD COLUMN ${columnDefinition(beside, variant)} AFTER ${name}`,
      ),
      update(rows, beside.name, movedValue(operation)),
      ...(backfill === undefined || to.nullable
        ? []
        : filled(rows, beside.name, backfill, batch)),
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

export const alter = (table: TableId, clause: string): Statement =>
  statement(`ALTER TABLE ${qualified(table)}`, clause);
