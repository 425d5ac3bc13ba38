// Tables that stand in for real ones, as far as a query can tell them apart, in a transaction that is rolled back.
import type { ObjectId, Table } from "../../schema/schema";
import { identifier, identifiers, qualified } from "./quote";

/** A temporary one, for a table that needs no schema before its name. */
export const temporaryTable = (table: Table): string =>
  `CREATE TEMPORARY TABLE ${identifier(table.name)} ${shapeOf(table)}`;

/** One in a schema that stands in for the real one; its key is called so that it can go with the table to any schema. */
export const tableInPlace = (table: Table, key: string): string =>
  `CREATE TABLE ${qualified(table)} ${shapeOf(table, `CONSTRAINT ${key} `)}`;

/** One with the columns of a table that is not compared. */
export const tableLike = (id: ObjectId, like: ObjectId): string =>
  `CREATE TABLE ${qualified(id)} (LIKE ${qualified(like)})`;

/** Its columns, and the primary key that a GROUP BY may rest on. */
function shapeOf(table: Table, key = ""): string {
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
      : [`${key}PRIMARY KEY (${identifiers(table.primaryKey.columns)})`]),
  ];
  return `(\n  ${items.join(",\n  ")}\n)`;
}
