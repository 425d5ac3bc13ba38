// Texts that information_schema cannot hold: it knows no characters of four bytes, and shows question marks in their place.
import type { Column, Table } from "../../../schema/schema";
import type { Database } from "../../dialect";
import { identifier } from "../quote";
import { definitionLines } from "./definition";
import { withExactValues } from "./exactValues";

/** The tables with their texts as they are. Nothing is asked where all of them can be what is shown. */
export async function withExactTexts(
  database: Database,
  tables: readonly Table[],
): Promise<readonly Table[]> {
  const exact: Table[] = [];
  for (const table of await withExactValues(database, tables))
    exact.push(await exactExpressions(database, table));
  return exact;
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
  const lines = await definitionLines(database, table);
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
