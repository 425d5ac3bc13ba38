// What no row would make possible is an error beforehand: the server says so of a temporary table.
import { mentionedIn } from "../../operations/mentions";
import { equal } from "../../schema/equal";
import { ExpressionError } from "../../schema/errors";
import { idKey, nameOf } from "../../schema/identity";
import type { Column, Schema, Table } from "../../schema/schema";
import type { Database } from "../dialect";
import { benchKey } from "./benchKey";
import {
  columnDefinition,
  indexDefinition,
  primaryKeyDefinition,
} from "./compile/definitions";
import { benchName, isForbidden } from "./probe";
import type { Variant } from "./variant";

interface Doubt {
  readonly subject: string;
  readonly columns: readonly Column[];
  /** Other definitions of a table with these columns. */
  readonly items: readonly string[];
  readonly remedy: string;
}

/**
 * Asked only of what is new or has changed, and only where the server is known to refuse some of its kind.
 * @throws ExpressionError that names what the server refuses.
 */
export async function requirePossible(
  database: Database,
  desired: Schema,
  live: ReadonlyMap<string, Table>,
  variant: Variant,
): Promise<void> {
  for (const table of desired.tables)
    for (const doubt of doubtsOf(table, live.get(idKey(table)), variant))
      await settle(database, doubt, table, variant);
}

const doubtsOf = (
  table: Table,
  before: Table | undefined,
  variant: Variant,
): Doubt[] => [
  ...compressedIn(table, before, variant),
  ...table.columns
    .filter((column) => !isKnown(column, before))
    .flatMap((column) => [
      ...readingIncrement(column, table),
      ...unseen(column),
    ]),
];

const isKnown = (column: Column, before: Table | undefined): boolean =>
  before?.columns.some((known) => equal(known, column)) ?? false;

/** New indexes on columns that are compressed by hand. */
function compressedIn(
  { columns, indexes }: Table,
  before: Table | undefined,
  variant: Variant,
): Doubt[] {
  const compressed = new Set(
    columns.filter((column) => column.compressed).map(({ name }) => name),
  );
  return indexes
    .filter(
      ({ keys }) =>
        keys.some(({ column = "" }) => compressed.has(column)) &&
        before?.indexes.some((known) => equal(known.keys, keys)) !== true,
    )
    .map((index) => ({
      subject: `Index "${index.name}"`,
      columns: columns
        .filter(({ name }) => index.keys.some(({ column }) => column === name))
        .map(bareOf),
      items: [benchKey, indexDefinition(index, variant)],
      remedy:
        "Leave the index out, or make the column an uncompressed one by hand.",
    }));
}

/** A default that may speak of the column that counts. */
function readingIncrement(column: Column, { columns }: Table): Doubt[] {
  const counting = columns.find(
    ({ generation }) => generation?.kind === "increment",
  );
  if (counting === undefined || column.default === undefined) return [];
  const isMentioned = mentionedIn(column.default);
  if (!isMentioned(counting.name)) return [];
  return [
    {
      subject: `Column "${column.name}"`,
      columns: columns
        .filter((other) => other === column || isMentioned(other.name))
        .map((other) => ({
          ...bareOf(other),
          ...(other === column ? { default: column.default } : {}),
          ...(other === counting ? { generation: counting.generation } : {}),
        })),
      items: [primaryKeyDefinition({ columns: [counting.name] })],
      remedy: "Correct its default.",
    },
  ];
}

/** A column that nobody sees, and that rows have to be given a value for. */
const unseen = (column: Column): Doubt[] =>
  column.invisible &&
  !column.nullable &&
  column.default === undefined &&
  column.generation === undefined
    ? [
        {
          subject: `Column "${column.name}"`,
          columns: [{ ...bareOf(column), invisible: true }],
          items: [benchKey],
          remedy: "Give it a default, or make it visible by hand.",
        },
      ]
    : [];

/** Without what may speak of other columns. */
function bareOf({
  default: _default,
  generation: _generation,
  onUpdate: _onUpdate,
  check: _check,
  invisible: _invisible,
  ...column
}: Column): Column {
  return column;
}

async function settle(
  database: Database,
  { subject, columns, items, remedy }: Doubt,
  table: Table,
  variant: Variant,
): Promise<void> {
  const definitions = [
    ...columns.map((column) => columnDefinition(column, variant)),
    ...items,
  ];
  try {
    await database.query(
      `CREATE TEMPORARY TABLE ${benchName} (${definitions.join(", ")})`,
    );
  } catch (error) {
    if (isForbidden(error)) throw error;
    throw new ExpressionError(
      `${subject} of table "${nameOf(table)}": the server does not accept it (${error instanceof Error ? error.message : String(error)}). ${remedy}`,
      { cause: error },
    );
  } finally {
    await database.query(`DROP TEMPORARY TABLE IF EXISTS ${benchName}`);
  }
}
