// Which extensions the entities need: TypeORM installs the same ones when it connects (`checkMetadataForExtensions` of its driver).
import type { Schema } from "../../schema/schema";
import type { DeclaredConnection, DeclaredTable } from "../declared";
import { identifier } from "./quote";

/** By the name of a type that is an extension's. */
const extensionOf: ReadonlyMap<string, string> = new Map([
  ["citext", "citext"],
  ["hstore", "hstore"],
  ["cube", "cube"],
  ["ltree", "ltree"],
  ["geometry", "postgis"],
  ["geography", "postgis"],
  ["vector", "vector"],
  ["halfvec", "vector"],
]);

/** The extensions that have to be there, each once. */
export function wanted(
  tables: readonly DeclaredTable[],
  { uuid = "uuid-ossp", more }: NonNullable<DeclaredConnection["extensions"]>,
): string[] {
  const columns = tables.flatMap((table) => table.columns);
  return [
    ...new Set([
      ...(columns.some(({ generated }) => generated === "uuid") ? [uuid] : []),
      ...columns.flatMap(({ type }) => extensionOf.get(type) ?? []),
      // An exclusion often compares plain values beside ranges, which GiST can do only with its help.
      ...(tables.some(({ exclusions }) => exclusions.length > 0)
        ? ["btree_gist"]
        : []),
      ...more,
    ]),
  ].sort();
}

export function missingExtensions(desired: Schema, found: Schema): string[] {
  const there = new Set(found.extensions);
  return (desired.extensions ?? []).filter((name) => !there.has(name));
}

export const createExtensions = (extensions: readonly string[]): string[] =>
  extensions.map(
    (name) => `CREATE EXTENSION IF NOT EXISTS ${identifier(name)}`,
  );
