// A column added, or altered in place: no statement here lets go of a value that a gentler one would keep.
import type { AddColumn, AlterColumn } from "../../../operations/operation";
import type { Column, TableId } from "../../../schema/schema";
import type { Statement } from "../../dialect";
import { sequenceOf } from "../desire";
import { identifier, literal, qualified } from "../quote";
import { elementType, isArray, sameBase, withoutModifiers } from "../types";
import { columnDefinition, sequenceRename } from "./definitions";
import { statement } from "./layout";
import { columnMarks } from "./marks";

export function addColumn({ table, column, backfill }: AddColumn): Statement[] {
  const alter = `ALTER TABLE ${qualified(table)}`;
  const name = identifier(column.name);
  const filled = backfill !== undefined && !column.nullable;
  return [
    statement(
      alter,
      `ADD COLUMN ${columnDefinition(filled ? { ...column, nullable: true } : column)}`,
    ),
    ...(backfill === undefined ? [] : [update(table, name, backfill)]),
    ...(filled ? [statement(alter, `ALTER COLUMN ${name} SET NOT NULL`)] : []),
    ...sequenceRename(table, column),
    ...(column.comment === undefined ? [] : [columnComment(table, column)]),
    ...columnMarks(table, column),
  ];
}

export function alterColumn(operation: AlterColumn): Statement[] {
  const { table, from, to, backfill } = operation;
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
          ...(to.storage ?? []).map((setting) => alter(setting)),
        ]
      : []),
    ...sequenceType(from, to),
    // On the way back NULL is welcome, and the values that were filled in stay.
    ...(backfill === undefined || to.nullable
      ? []
      : [update(table, name, backfill)]),
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

type Alter = (action: string, ...more: readonly string[]) => Statement;

/** Whether values come from elsewhere than before; another name of the sequence is nothing. */
function regenerated({ from, to }: AlterColumn): boolean {
  const before = from.generation;
  const after = to.generation;
  if (before?.kind !== after?.kind) return true;
  return (
    before?.kind === "identity" &&
    after?.kind === "identity" &&
    before.mode !== after.mode
  );
}

/** A sequence keeps its place: it is set aside under this name until its successor has been told where to go on. */
const asideName = (table: TableId, column: Column) => ({
  ...sequenceOf(table, column.name),
  name: `${sequenceOf(table, column.name).name.slice(0, 58)}_old`,
});

function leaveGeneration(operation: AlterColumn, alter: Alter): Statement[] {
  const { table, from, to } = operation;
  const { generation } = from;
  if (!regenerated(operation) || generation === undefined) return [];
  switch (generation.kind) {
    case "serial": {
      const sequence = qualified(generation.sequence);
      if (to.generation?.kind !== "identity")
        return [alter("DROP DEFAULT"), statement(`DROP SEQUENCE ${sequence}`)];
      return [
        alter("DROP DEFAULT"),
        statement(`ALTER SEQUENCE ${sequence} OWNED BY NONE`),
        statement(
          `ALTER SEQUENCE ${sequence} RENAME TO ${identifier(asideName(table, from).name)}`,
        ),
      ];
    }
    case "identity": {
      if (to.generation?.kind === "identity") return [];
      if (to.generation?.kind !== "serial") return [alter("DROP IDENTITY")];
      const own = qualified(
        generation.sequence ?? sequenceOf(table, from.name),
      );
      const aside = qualified(asideName(table, from));
      return [
        statement(`CREATE SEQUENCE ${aside}`),
        goOn(aside, own),
        alter("DROP IDENTITY"),
      ];
    }
    case "expression":
      return [alter("DROP EXPRESSION")];
  }
}

function enterGeneration(operation: AlterColumn, alter: Alter): Statement[] {
  const { table, from, to } = operation;
  const { generation } = to;
  if (!regenerated(operation) || generation === undefined) return [];
  switch (generation.kind) {
    case "serial": {
      const sequence = qualified(sequenceOf(table, to.name));
      return [
        statement(
          `CREATE SEQUENCE ${sequence} AS ${to.type}`,
          `OWNED BY ${qualified(table)}.${identifier(to.name)}`,
        ),
        ...(from.generation?.kind === "identity"
          ? takeOver(sequence, qualified(asideName(table, from)))
          : [restart(table, to, sequence)]),
        alter(`SET DEFAULT nextval(${literal(sequence)})`),
        ...sequenceRename(table, to),
      ];
    }
    case "identity": {
      if (from.generation?.kind === "identity")
        return [alter(`SET GENERATED ${generation.mode}`)];
      const add = alter(`ADD GENERATED ${generation.mode} AS IDENTITY`);
      const made = qualified(sequenceOf(table, to.name));
      if (from.generation?.kind !== "serial")
        return [add, restart(table, to, made), ...sequenceRename(table, to)];
      return [
        add,
        ...takeOver(made, qualified(asideName(table, from))),
        ...sequenceRename(table, to),
      ];
    }
    // A plain column cannot become generated in place: `needsReplacement` says so, and it is dropped and added.
    case "expression":
      return [];
  }
}

/** Only PostgreSQL 17 and later come here: before, the column is replaced. */
function reexpressed({ from, to }: AlterColumn, alter: Alter): Statement[] {
  return from.generation?.kind === "expression" &&
    to.generation?.kind === "expression" &&
    from.generation.expression !== to.generation.expression
    ? [alter(`SET EXPRESSION AS (${to.generation.expression})`)]
    : [];
}

/** One sequence goes on where the other is. */
const goOn = (sequence: string, other: string): Statement =>
  statement(
    `SELECT setval(${literal(sequence)},`,
    `nextval(${literal(other)}), false)`,
  );

const takeOver = (sequence: string, aside: string): Statement[] => [
  goOn(sequence, aside),
  statement(`DROP SEQUENCE ${aside}`),
];

/** The next value is the one after the largest that there is. */
function restart(table: TableId, column: Column, sequence: string): Statement {
  return statement(
    `SELECT setval(${literal(sequence)},`,
    `(SELECT COALESCE(MAX(${identifier(column.name)}), 0) + 1 FROM ${qualified(table)}), false)`,
  );
}

/** The sequence of a SERIAL has the column's type; that of an identity follows by itself. */
function sequenceType(from: Column, to: Column): Statement[] {
  return from.generation?.kind === "serial" &&
    to.generation?.kind === "serial" &&
    from.type !== to.type
    ? [
        statement(
          `ALTER SEQUENCE ${qualified(from.generation.sequence)} AS ${to.type}`,
        ),
      ]
    : [];
}

const collate = ({ collation }: Column): string =>
  collation === undefined ? "" : ` COLLATE ${identifier(collation)}`;

/**
 * Only between different kinds of value is a cast written, and then to the type without its modifiers: an explicit cast to
 * `varchar(n)` cuts what is too long in silence, while the assignment that follows refuses it.
 */
function using({ from, to, cast }: AlterColumn): string {
  if (cast !== undefined) return `USING ${cast}`;
  const name = identifier(to.name);
  if (sameBase(from, to)) return "";
  if (isArray(to.type) && !isArray(from.type))
    return `USING CASE WHEN ${name} IS NULL THEN NULL ELSE ARRAY[${converted(name, { ...to, type: elementType(to.type) }, from)}] END`;
  if (isArray(from.type) && !isArray(to.type)) {
    // No element, or more than one, does not fit. The array's text is no number, so the server refuses it and shows it; as text or JSON it
    // might pass, and would not come back.
    const first = converted(`(${name})[1]`, to, {
      ...from,
      type: elementType(from.type),
    });
    const refused =
      castType(to) === "text"
        ? `${name}::text::integer::text`
        : `${name}::text::integer::text::${castType(to)}`;
    return `USING CASE WHEN cardinality(${name}) = 1 THEN ${first} ELSE ${refused} END`;
  }
  return `USING ${converted(name, to, from)}`;
}

/** From and to an enum type, values go by way of their labels. */
function converted(expression: string, to: Column, from: Column): string {
  const byLabel = to.enumType !== undefined && from.enumType !== undefined;
  if (!byLabel) return `${expression}::${castType(to)}`;
  const text = isArray(to.type) ? "text[]" : "text";
  return `${expression}::${text}::${to.type}`;
}

/** Without modifiers `character` and `bit` would mean a length of one. */
export function castType(column: Column): string {
  const base = withoutModifiers(column.type);
  const [element, suffix] = isArray(base)
    ? [elementType(base), "[]"]
    : [base, ""];
  switch (element) {
    case "character":
      return `text${suffix}`;
    case "bit":
      return column.type;
    default:
      return base;
  }
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
