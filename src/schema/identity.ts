// How objects are told apart and named to people.
import type { ObjectId, Schema, Table } from "./schema";

/** A map key: no two objects share one, whatever their names hold. */
export function idKey(id: ObjectId): string {
  return `${id.schema ?? ""}\u0000${id.name}`;
}

export function sameId(a: ObjectId, b: ObjectId): boolean {
  return a.name === b.name && a.schema === b.schema;
}

/** The name and nothing else of what may be a whole table, view or enum type. */
export function idOf({ schema, name }: ObjectId): ObjectId {
  return schema === undefined ? { name } : { schema, name };
}

/** As people write it, in flags and messages: `user`, `billing.invoice`. */
export function nameOf(id: ObjectId): string {
  return id.schema === undefined ? id.name : `${id.schema}.${id.name}`;
}

export function columnName(table: ObjectId, column: string): string {
  return `${nameOf(table)}.${column}`;
}

/** Made once for a schema, however often it is looked into. */
export function tableByKey(schema: Schema): ReadonlyMap<string, Table> {
  const known = tablesOf.get(schema);
  if (known !== undefined) return known;
  const tables = new Map(schema.tables.map((table) => [idKey(table), table]));
  tablesOf.set(schema, tables);
  return tables;
}

const tablesOf = new WeakMap<Schema, ReadonlyMap<string, Table>>();
