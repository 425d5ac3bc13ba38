// What an entity is mapped to, and how a migration class remembers it.
import { nameOf } from "./identity";
import type { TableId } from "./schema";

/** An entity with its table, and its properties with their columns. */
export interface Mapping {
  readonly entity: string;
  readonly table: TableId;
  readonly columns: ReadonlyMap<string, string>;
}

/** The same as it was when a migration was written: columns that are called otherwise than their properties. */
export interface RecordedMapping {
  readonly entity: string;
  readonly table: string;
  readonly columns: ReadonlyMap<string, string>;
}

/** `Account account fullName=full_name`: a line an entity, in the order of their names. */
export const mappingLines = (mappings: readonly Mapping[]): string[] =>
  mappings.map((mapping) => lineOf(mapping, nameOf(mapping.table))).sort();

const lineOf = (
  { entity, columns }: Pick<Mapping, "entity" | "columns">,
  table: string,
): string =>
  [
    escaped(entity),
    escaped(table),
    ...[...columns]
      .filter(([property, column]) => property !== column)
      .map((pair) => pair.map(escaped).join("=")),
  ].join(" ");

/** Whether it is what was written down. */
export const isAsRecorded = (
  mapping: Mapping,
  recorded: RecordedMapping,
): boolean =>
  lineOf(mapping, nameOf(mapping.table)) === lineOf(recorded, recorded.table);

/** What `mappingLines` wrote. */
export const recordedMapping = (line: string): RecordedMapping => {
  const [entity = "", table = "", ...columns] = line.split(" ");
  return {
    entity: unescaped(entity),
    table: unescaped(table),
    columns: new Map(
      columns.map((pair) => {
        const [property = "", column = ""] = pair.split("=");
        return [unescaped(property), unescaped(column)];
      }),
    ),
  };
};

/** Nothing is left that means something between the quotes of a string, or in a line. */
const escaped = (name: string): string =>
  name
    .replace(/\p{Cs}/gu, "?")
    .replace(/[^\w$.-]/gu, (sign) =>
      encodeURIComponent(sign).replace(
        /^[^%]$/,
        (plain) => `%${plain.charCodeAt(0).toString(16)}`,
      ),
    );

/** A line that somebody changed may say anything. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
