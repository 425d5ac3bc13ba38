// What goes or gets another name, and the texts that speak of it under the name that it had.
import { namedIn } from "../../../operations/mentions";
import {
  originalNames,
  type NewNames,
  type Rename,
} from "../../../operations/rename";
import { columnName, idKey, sameId } from "../../../schema/identity";
import type { Handmade, ObjectId } from "../../../schema/schema";
import type { Affected, ColumnRef } from "../../dialect";
import { literal } from "../quote";

/** By the names before the renames. */
export interface Lost {
  /** Tables and views. */
  readonly relations: readonly ObjectId[];
  readonly columns: readonly ColumnRef[];
}

export function lostNames(
  { tables, dropped }: Affected,
  renames: readonly Rename[],
): Lost {
  return {
    relations: [
      ...tables,
      ...dropped.views,
      ...renames.flatMap((rename) =>
        rename.kind === "renameTable" || rename.kind === "renameView"
          ? [rename.from]
          : [],
      ),
    ],
    columns: [...dropped.columns, ...renamedColumns(renames)],
  };
}

/** As they are called before. */
export function renamedColumns(renames: readonly Rename[]): ColumnRef[] {
  const original = originalNames(renames);
  return renames.flatMap((rename) =>
    rename.kind === "renameColumn"
      ? [{ table: original.table(rename.table), column: rename.from }]
      : [],
  );
}

export const isNothing = ({ relations, columns }: Lost): boolean =>
  relations.length + columns.length === 0;

/** A condition on rows with such a text, which holds wherever the text speaks of any of these: of a column nothing does without its table. */
export function maySpeakOf(text: string, { relations, columns }: Lost): string {
  const tables = [...relations, ...columns.map(({ table }) => table)];
  const names = [...new Set(tables.map(({ name }) => name))];
  if (names.length === 0) return "FALSE";
  if (names.length > many) return "TRUE";
  return names
    .map((name) => `(${partsOf(name).map(isIn(text)).join(" AND ")})`)
    .join(" OR ");
}

/** From here on, the server takes longer to search the texts than to send them. */
const many = 50;

/** A quote in a name may be doubled in the text. */
const partsOf = (name: string): string[] => name.split(/["`]/);

/** In MySQL's catalogs, texts are told apart by upper and lower case. */
const isIn =
  (text: string) =>
  (part: string): string =>
    `LOCATE(LOWER(${literal(part)}), LOWER(${text})) > 0`;

/** A text in SQL, and where it stands. */
export interface Spoken {
  readonly text: string | null;
  readonly schema: string;
  /** The database of the connection. */
  readonly own: string | null;
  /** Of a trigger, the table that it is on: its columns are spoken of without it. */
  readonly on?: ObjectId;
}

/** By the names after the renames. Nothing is told of a text that the user may not see. A table of another database is meant only where that is named too. */
export function usedIn(
  { text, schema, own, on }: Spoken,
  { relations, columns }: Lost,
  names: NewNames,
): Pick<Handmade, "uses" | "usesTables"> {
  if (text === null) return { uses: [], usesTables: [] };
  const mentions = namedIn(text);
  const isNamed = (table: ObjectId): boolean => {
    const database = table.schema ?? own;
    return (
      mentions(table.name) &&
      (database === null || database === schema || mentions(database))
    );
  };
  const used = columns.filter(
    ({ table, column }) =>
      mentions(column) &&
      ((on !== undefined && sameId(on, table)) || isNamed(table)),
  );
  return {
    uses: distinct(
      used.map(({ table, column }) => {
        const id = names.relation(table);
        return { table: id, column: names.column(id, column) };
      }),
      ({ table, column }) => columnName(table, column),
    ),
    usesTables: distinct(
      relations.filter(isNamed).map((id) => names.relation(id)),
      idKey,
    ),
  };
}

const distinct = <T>(items: readonly T[], key: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];
