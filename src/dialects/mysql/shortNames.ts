// Names that are longer than the servers take, half way through a file.
import { MetadataError } from "../../schema/errors";
import { nameOf } from "../../schema/identity";
import type { Schema, Table } from "../../schema/schema";

/** "Identifier Length Limits" in the manual. Nothing is cut, as it is elsewhere. */
const most = 64;

/** @throws MetadataError that says which name it is. */
export function requireShortNames(schema: Schema): void {
  const names = [
    ...schema.schemas.map((name) => ({ name, what: "The database" })),
    ...schema.tables.flatMap(namesIn),
    ...schema.views.map(({ name }) => ({ name, what: "The view" })),
  ];
  for (const { name, what } of names) {
    const { length } = Array.from(name);
    if (length > most)
      throw new MetadataError(
        `${what} "${name}": its name has ${length} characters, and the server takes ${most}. Give it a shorter one in its entity.`,
      );
  }
}

function namesIn(
  table: Table,
): { readonly name: string; readonly what: string }[] {
  const of = (what: string, named: readonly { readonly name: string }[]) =>
    named.map(({ name }) => ({
      name,
      what: `The ${what} of table "${nameOf(table)}"`,
    }));
  return [
    { name: table.name, what: "The table" },
    ...of("column", table.columns),
    ...of("foreign key", table.foreignKeys),
    ...of("index", table.indexes),
    ...of("check", table.checks),
  ];
}
