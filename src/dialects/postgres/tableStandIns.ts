// Tables that stand in for real ones, as far as a query can tell them apart, in a transaction that is rolled back.
import type { Table } from "../../schema/schema";
import { identifier, identifiers, qualified } from "./quote";

/** A temporary one, for a table that needs no schema before its name. */
export const temporaryTable = (table: Table): string =>
  `CREATE TEMPORARY TABLE ${identifier(table.name)} ${shapeOf(table)}`;

/** One in a schema that stands in for the real one. */
export const tableInPlace = (table: Table): string =>
  `CREATE TABLE ${qualified(table)} ${shapeOf(table)}`;

/** Its columns, and the primary key that a GROUP BY may rest on. */
function shapeOf(table: Table): string {
  const items = [
    ...table.columns.map(({ name, type, collation }) =>
      [
        identifier(name),
        type,
        ...(collation === undefined
          ? []
          : [`COLLATE ${identifier(collation)}`]),
      ].join(" "),
    ),
    ...(table.primaryKey === undefined
      ? []
      : [`PRIMARY KEY (${identifiers(table.primaryKey.columns)})`]),
  ];
  return `(\n  ${items.join(",\n  ")}\n)`;
}
