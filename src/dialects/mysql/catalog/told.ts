// What is set by hand on columns, indexes and a whole table, and stands in no catalog or in others on each server: SHOW CREATE TABLE has all of it.
import type { Column, Index, Table } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { identifier } from "../quote";
import { definitionLines } from "./definition";

/** The tables with that, one query for each. */
export async function withTold(
  database: Database,
  tables: readonly Table[],
): Promise<readonly Table[]> {
  const told: Table[] = [];
  for (const table of tables)
    told.push(toldIn(await definitionLines(database, table), table));
  return told;
}

function toldIn(lines: readonly string[], table: Table): Table {
  const texts = lines.map((line) => line.trimStart());
  const ofColumn = (column: Column): Column => {
    const start = `${identifier(column.name)} `;
    const options = settingsIn(texts.find((text) => text.startsWith(start)));
    return options.length === 0 ? column : { ...column, options };
  };
  const ofIndex = (index: Index): Index => {
    const start = `KEY ${identifier(index.name)} (`;
    const parameters = settingsIn(
      texts.find((text) => text.replace(kindOfKey, "").startsWith(start)),
    );
    return parameters.length === 0 ? index : { ...index, parameters };
  };
  const options = optionsIn(texts.find((text) => text.startsWith(") ")));
  return {
    ...table,
    ...(options === undefined ? {} : { options }),
    columns: table.columns.map(ofColumn),
    indexes: table.indexes.map(ofIndex),
    ...(table.handmadeIndexes === undefined
      ? {}
      : { handmadeIndexes: table.handmadeIndexes.map(ofIndex) }),
  };
}

const kindOfKey = /^(?:UNIQUE|FULLTEXT|SPATIAL) /;

const string = String.raw`'(?:[^'\\]|\\.|'')*'`;
const name = "`(?:[^`]|``)*`";
/** Only servers from some version on read what is in it. */
const comment = String.raw`/\*!\d+ ((?:${string}|[^'])*?) \*/`;

/** In the line of a column or index, past whatever is in quotes. */
const inLine = new RegExp(
  `${string}|${name}|${comment}|(NOT SECONDARY|KEY_BLOCK_SIZE=\\d+)`,
  "g",
);

const isSetting = (text: string): boolean =>
  /^(?:COLUMN_FORMAT|STORAGE|(?:SECONDARY_)?ENGINE_ATTRIBUTE|NOT SECONDARY|KEY_BLOCK_SIZE)\b/.test(
    text,
  );

const settingsIn = (line = ""): string[] =>
  [...line.matchAll(inLine)]
    .flatMap(([, inComment, bare]) => inComment ?? bare ?? [])
    .filter(isSetting);

/** In the line that closes the columns: `ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 STATS_PERSISTENT=1`. */
const inLastLine = new RegExp(
  String.raw`${comment}|((?:DATA DIRECTORY|INDEX DIRECTORY|\w+|${name})=(?:${string}|\([^)]*\)|[^\s']+))`,
  "g",
);

/** Without what is kept elsewhere, and how far the table has counted. */
const isKeptElsewhere = (text: string): boolean =>
  /^(?:ENGINE|AUTO_INCREMENT|CHARSET|COLLATE|COMMENT)=/.test(text);

function optionsIn(line: string | undefined): string | undefined {
  if (line === undefined) return undefined;
  return [...line.matchAll(inLastLine)]
    .flatMap(([, inComment, bare]) => inComment ?? bare ?? [])
    .filter((text) => !isKeptElsewhere(text))
    .join(" ");
}
