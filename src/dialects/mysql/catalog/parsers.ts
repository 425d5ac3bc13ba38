// Which parser a full-text index has: no catalog says so, only SHOW CREATE TABLE.
import { idKey } from "../../../schema/identity";
import type { Index, Table } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { identifier, qualified } from "../quote";

interface CreateTableRow {
  readonly "Create Table": string;
}

/** The tables with the parsers of their full-text indexes. Nothing is asked where there is no such index. */
export async function withParsers(
  database: Database,
  tables: readonly Table[],
): Promise<readonly Table[]> {
  const parsed = new Map<string, Table>();
  for (const table of tables) {
    const { indexes, handmadeIndexes = [] } = table;
    if (![...indexes, ...handmadeIndexes].some(isFulltext)) continue;
    const [row] = await database.query<CreateTableRow>(
      `SHOW CREATE TABLE ${qualified(table)}`,
    );
    const lines = (row?.["Create Table"] ?? "").split("\n");
    const read = (index: Index): Index =>
      isFulltext(index) ? withParser(index, lines) : index;
    parsed.set(idKey(table), {
      ...table,
      indexes: indexes.map(read),
      ...(handmadeIndexes.length === 0
        ? {}
        : { handmadeIndexes: handmadeIndexes.map(read) }),
    });
  }
  return parsed.size === 0
    ? tables
    : tables.map((table) => parsed.get(idKey(table)) ?? table);
}

const isFulltext = ({ method }: Index): boolean => method === "fulltext";

/** The server prints a line an index, the parser in a comment that only servers read. */
function withParser(index: Index, lines: readonly string[]): Index {
  const start = `FULLTEXT KEY ${identifier(index.name)} (`;
  const line = lines.find((text) => text.trimStart().startsWith(start));
  const [, parser] = /\bWITH PARSER `([^`]+)`/.exec(line ?? "") ?? [];
  return parser === undefined ? index : { ...index, parser };
}
