// A column added, or altered in place: no statement here lets go of a value that a gentler one would keep.
import type { AddColumn, AlterColumn } from "../../../operations/operation";
import type { Column, TableId } from "../../../schema/schema";
import type { Place, Statement } from "../../dialect";
import { collate } from "../collations";
import { losesExpressionByCopy } from "../generated";
import { cut, identifier, literal, qualified } from "../quote";
import { sameBase } from "../types";
import { using } from "./conversion";
import { columnDefinition } from "./definitions";
import { statement } from "../../layout";
import { columnMarks, columnSetting } from "./marks";
import {
  enterGeneration,
  leaveGeneration,
  ownSequence,
  sequenceType,
  type Alter,
} from "./sequence";

export function addColumn({
  table,
  column,
  backfill,
  batch,
}: AddColumn): Statement[] {
  const alter = `ALTER TABLE ${qualified(table)}`;
  const name = identifier(column.name);
  const filled = backfill !== undefined && !column.nullable;
  return [
    ...(backfill === undefined
      ? [statement(alter, `ADD COLUMN ${columnDefinition(column)}`)]
      : batch === undefined
        ? addUnfilled(table, column)
        : [locked(table)]),
    ...(backfill === undefined ? [] : [update(table, name, backfill)]),
    ...(filled ? [statement(alter, `ALTER COLUMN ${name} SET NOT NULL`)] : []),
    ...ownSequence(table, column),
    ...(column.comment === undefined ? [] : [columnComment(table, column)]),
    ...columnMarks(table, column),
  ];
}

/** What was filled in batches is there by now, and rows still come: none does between the last of them and NOT NULL. */
const locked = (table: TableId): Statement =>
  statement(`LOCK TABLE ${qualified(table)} IN ACCESS EXCLUSIVE MODE`);

/** Without a value in any row that is there: a default is for rows to come. */
export function addUnfilled(
  table: TableId,
  { default: value, ...column }: Column,
  add = "ADD COLUMN",
): Statement[] {
  const alter = `ALTER TABLE ${qualified(table)}`;
  return [
    statement(
      alter,
      `${add} ${columnDefinition({ ...column, nullable: true })}`,
    ),
    ...(value === undefined
      ? []
      : [
          statement(
            alter,
            `ALTER COLUMN ${identifier(column.name)} SET DEFAULT ${value}`,
          ),
        ]),
  ];
}

export function alterColumn(
  operation: AlterColumn,
  { version = Infinity }: Place,
): Statement[] {
  if (losesExpressionByCopy(operation, version)) {
    const { table, from } = operation;
    const { generation: _, comment: __, ...copied } = from;
    const plain = { ...copied, nullable: true };
    return [
      ...copy(table, plain),
      ...alterColumn({ ...operation, from: plain }, { defaultSchema: "" }),
    ];
  }
  const { table, from, to, backfill, batch } = operation;
  const name = identifier(to.name);
  const alter = (action: string, ...more: readonly string[]): Statement =>
    statement(
      `ALTER TABLE ${qualified(table)}`,
      `ALTER COLUMN ${name} ${action}`,
      ...more,
    );
  const retyped = from.type !== to.type || from.collation !== to.collation;
  // A default is of the old type until it is dropped, and may have no cast to the new one.
  const defaultAside =
    from.default !== undefined && (retyped ? !sameBase(from, to) : false);
  return [
    ...leaveGeneration(operation, alter),
    ...(from.default !== undefined && (defaultAside || to.default === undefined)
      ? [alter("DROP DEFAULT")]
      : []),
    ...(retyped
      ? [
          alter(`TYPE ${to.type}${collate(to)}`, using(operation)),
          // A new type brings its own storage.
          ...(to.storage ?? []).map((setting) =>
            columnSetting(table, to, setting),
          ),
        ]
      : []),
    ...sequenceType(from, to),
    // On the way back NULL is welcome, and the values that were filled in stay.
    ...(backfill === undefined || to.nullable
      ? []
      : [
          ...(batch === undefined ? [] : [locked(table)]),
          update(table, name, backfill),
        ]),
    ...(from.nullable === to.nullable
      ? []
      : [alter(to.nullable ? "DROP NOT NULL" : "SET NOT NULL")]),
    ...enterGeneration(operation, alter),
    ...reexpressed(operation, alter),
    ...(to.default !== undefined &&
    (defaultAside || to.default !== from.default)
      ? [alter(`SET DEFAULT ${to.default}`)]
      : []),
    ...(from.comment === to.comment ? [] : [columnComment(table, to)]),
  ];
}

/** The values of a generated column move to a plain one that takes its place. */
function copy(table: TableId, column: Column): Statement[] {
  const alter = `ALTER TABLE ${qualified(table)}`;
  const aside = `${cut(column.name, 59)}_new`;
  return [
    statement(
      alter,
      `ADD COLUMN ${columnDefinition({ ...column, name: aside })}`,
    ),
    statement(
      `UPDATE ${qualified(table)} SET ${identifier(aside)} = ${identifier(column.name)}`,
    ),
    statement(alter, `DROP COLUMN ${identifier(column.name)}`),
    statement(
      alter,
      `RENAME COLUMN ${identifier(aside)} TO ${identifier(column.name)}`,
    ),
  ];
}

/** Only PostgreSQL 17 and later come here: before, the column is replaced. */
function reexpressed({ from, to }: AlterColumn, alter: Alter): Statement[] {
  return from.generation?.kind === "expression" &&
    to.generation?.kind === "expression" &&
    from.generation.expression !== to.generation.expression
    ? [alter(`SET EXPRESSION AS (${to.generation.expression})`)]
    : [];
}

function update(table: TableId, name: string, expression: string): Statement {
  return statement(
    `UPDATE ${qualified(table)} SET ${name} = ${expression}`,
    `WHERE ${name} IS NULL`,
  );
}

export function columnComment(table: TableId, column: Column): Statement {
  return statement(
    `COMMENT ON COLUMN ${qualified(table)}.${identifier(column.name)}`,
    `IS ${column.comment === undefined ? "NULL" : literal(column.comment)}`,
  );
}
