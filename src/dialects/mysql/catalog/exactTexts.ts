// Texts that information_schema cannot hold: it knows no characters of four bytes, shows question marks in their place, and ends binary values at a zero.
import { idKey } from "../../../schema/identity";
import type { Column, Table } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { binaryConstant, bytesOf } from "../binary";
import { benchName, isForbidden } from "../probe";
import {
  identifier,
  identifiers,
  literal,
  literalValue,
  qualified,
} from "../quote";
import { isBinary, isText } from "../types";

/** The tables with their texts as they are. Nothing is asked where all of them can be what is shown. */
export async function withExactTexts(
  database: Database,
  tables: readonly Table[],
): Promise<readonly Table[]> {
  const exact = new Map<string, Table>();
  for (const table of tables) {
    const constants = await exactConstants(database, table);
    const told = await exactExpressions(database, constants);
    if (told !== table) exact.set(idKey(table), told);
  }
  return exact.size === 0
    ? tables
    : tables.map((table) => exact.get(idKey(table)) ?? table);
}

/** A default that is a constant is a value, which the server gives to a row of a temporary table with such columns. */
async function exactConstants(
  database: Database,
  table: Table,
): Promise<Table> {
  const doubtful = table.columns.filter(isDoubtful);
  if (doubtful.length === 0) return table;
  const row = await unlessForbidden(() =>
    defaultRow(database, table, doubtful),
  );
  if (row === undefined) return table;
  return {
    ...table,
    columns: table.columns.map((column) => {
      const hex = row[column.name];
      if (hex === undefined) return column;
      const bytes = Buffer.from(hex, "hex");
      return {
        ...column,
        default: isBinary(column.type)
          ? binaryConstant(bytes, column.type)
          : literal(bytes.toString("utf8")),
      };
    }),
  };
}

type HexRow = Readonly<Record<string, string>>;

async function defaultRow(
  database: Database,
  table: Table,
  columns: readonly Column[],
): Promise<HexRow | undefined> {
  const names = columns.map(({ name }) => name);
  const values = columns.map(({ name, type }) => {
    const value = identifier(name);
    return `HEX(${isBinary(type) ? value : `CONVERT(${value} USING utf8mb4)`}) AS ${value}`;
  });
  await database.query(
    `CREATE TEMPORARY TABLE ${benchName} AS SELECT ${identifiers(names)} FROM ${qualified(table)} LIMIT 0`,
  );
  try {
    await database.query(`INSERT INTO ${benchName} () VALUES ()`);
    const [row] = await database.query<HexRow>(
      `SELECT ${values.join(", ")} FROM ${benchName}`,
    );
    return row;
  } finally {
    await database.query(`DROP TEMPORARY TABLE IF EXISTS ${benchName}`);
  }
}

function isDoubtful({ type, default: text }: Column): boolean {
  if (text === undefined) return false;
  return isBinary(type)
    ? bytesOf(text) !== undefined
    : isText(type) && text.includes("?") && literalValue(text) !== undefined;
}

interface CreateTableRow {
  readonly "Create Table": string;
}

const shown = "????";

/** An expression stands in the line of its column or check, where every such character is in the place of four question marks. */
async function exactExpressions(
  database: Database,
  table: Table,
): Promise<Table> {
  const isAnyDoubtful =
    table.checks.some(({ expression }) => expression.includes(shown)) ||
    table.columns.some((column) =>
      expressionsOf(column).some((text) => text.includes(shown)),
    );
  if (!isAnyDoubtful) return table;
  const rows = await unlessForbidden(() =>
    database.query<CreateTableRow>(`SHOW CREATE TABLE ${qualified(table)}`),
  );
  const lines = (rows?.[0]?.["Create Table"] ?? "").split("\n");
  const exact = (start: string, text: string): string => {
    const line = lines.find((printed) => printed.trimStart().startsWith(start));
    return line === undefined ? text : (shownAs(text, line) ?? text);
  };
  return {
    ...table,
    columns: table.columns.map((column) => {
      const { name, default: value, check, generation } = column;
      const start = `${identifier(name)} `;
      return {
        ...column,
        ...(value === undefined ? {} : { default: exact(start, value) }),
        ...(check === undefined ? {} : { check: exact(start, check) }),
        ...(generation?.kind === "expression"
          ? {
              generation: {
                ...generation,
                expression: exact(start, generation.expression),
              },
            }
          : {}),
      };
    }),
    checks: table.checks.map((check) => ({
      ...check,
      expression: exact(
        `CONSTRAINT ${identifier(check.name)} `,
        check.expression,
      ),
    })),
  };
}

const expressionsOf = ({
  default: value,
  check,
  generation,
}: Column): string[] =>
  [
    value,
    check,
    generation?.kind === "expression" ? generation.expression : undefined,
  ].filter((text) => text !== undefined);

/** The part of the line that is shown as this text. */
function shownAs(text: string, line: string): string | undefined {
  const characters = Array.from(line);
  const masked = characters.map((character) =>
    character.length > 1 ? shown : character,
  );
  const at = masked.join("").indexOf(text);
  if (at < 0) return undefined;
  let [passed, found] = [0, ""];
  masked.forEach((mask, position) => {
    if (passed >= at && passed < at + text.length)
      found += characters[position] ?? "";
    passed += mask.length;
  });
  return found;
}

/** Who may see a table need not be one who may read it, or make another. */
async function unlessForbidden<Answer>(
  ask: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}
