// Conditions that are a part of their column: they stay with it where the server accepts them of what it becomes.
import { idKey } from "../../schema/identity";
import type { Column, Schema, Table } from "../../schema/schema";
import type { Database } from "../dialect";
import { isForbidden, printed, probeName, type Probe } from "./probe";
import { passed } from "./scan";
import { baseOf } from "./types";
import type { Variant } from "./variant";

/** The check that a live column has goes on with it. One that becomes JSON by a check of the server's own has that one too: the server adds it to none. */
export function checkAs(
  desired: Column,
  live: Column,
  table: Table,
  { jsonCheck }: Variant,
): Partial<Pick<Column, "type" | "collation" | "check">> {
  const { check } = live;
  if (check === undefined) return {};
  const valid = desired.type === "json" ? jsonCheck?.(desired.name) : undefined;
  if (valid === undefined) return { check };
  if (!demands(check, valid)) return { check: `${valid} and (${check})` };
  return baseOf(live.type) === "longtext" &&
    (live.collation ?? table.collation) === jsonCollation
    ? asIs(live)
    : { check };
}

/** What a JSON column has where JSON is a text ("JSON Data Type" in MariaDB's knowledge base). */
const jsonCollation = "utf8mb4_bin";

const asIs = ({
  type,
  collation,
  check,
}: Column): Pick<Column, "type" | "collation" | "check"> => ({
  type,
  ...(collation === undefined ? {} : { collation }),
  ...(check === undefined ? {} : { check }),
});

/** Whether a check, as the server prints it, is one of several conditions that all have to hold, and this is another. */
const demands = (check: string, condition: string): boolean =>
  conditionsOf(check).includes(condition);

/** What AND joins, where nothing but AND joins it. */
function conditionsOf(check: string): string[] {
  const conditions: string[] = [];
  let condition: string[] = [];
  let cases = 0;
  let ranges = 0;
  for (const word of wordsOf(check)) {
    if (word === "case") cases += 1;
    else if (word === "end") cases -= 1;
    const isOutside = cases === 0;
    if (isOutside && alternatives.has(word)) return [];
    if (isOutside && word === "between") ranges += 1;
    if (isOutside && word === "and" && ranges === 0) {
      conditions.push(condition.join(" "));
      condition = [];
      continue;
    }
    if (isOutside && word === "and") ranges -= 1;
    condition.push(word);
  }
  return [...conditions, condition.join(" ")];
}

const alternatives: ReadonlySet<string> = new Set(["or", "xor", "||", ":="]);

/** What stands between blanks, outside of parentheses and quotes. */
function wordsOf(sql: string): string[] {
  const words: string[] = [];
  let word = "";
  let depth = 0;
  for (let at = 0; at < sql.length;) {
    const end = passed(sql, at) ?? at + 1;
    const piece = sql.slice(at, end);
    if (piece === "(") depth += 1;
    if (piece === ")") depth -= 1;
    if (piece === " " && depth === 0) {
      words.push(word);
      word = "";
    } else word += piece;
    at = end;
  }
  return [...words, word];
}

/** Without those that the server refuses of what their column becomes. It is asked only where that is another type. */
export async function withAcceptedChecks(
  database: Database,
  desired: Schema,
  live: ReadonlyMap<string, Table>,
): Promise<Schema> {
  const refused = new Set<Column>();
  for (const [column, probe] of probesOf(desired, live))
    if (!(await isAccepted(database, probe))) refused.add(column);
  return refused.size === 0
    ? desired
    : {
        ...desired,
        tables: desired.tables.map((table) => ({
          ...table,
          columns: table.columns.map((column) =>
            refused.has(column) ? withoutCheck(column) : column,
          ),
        })),
      };
}

const probesOf = (
  { tables }: Schema,
  live: ReadonlyMap<string, Table>,
): (readonly [Column, Probe])[] =>
  tables.flatMap((table) => {
    const before = live.get(idKey(table))?.columns ?? [];
    return table.columns.flatMap((column) => {
      const { check, name } = column;
      const known = before.find((other) => other.name === name);
      return check === undefined || known === undefined || isSame(column, known)
        ? []
        : [
            [
              column,
              { name: probeName(0), kind: "check", definition: check, table },
            ] as const,
          ];
    });
  });

const isSame = (column: Column, known: Column): boolean =>
  column.type === known.type &&
  column.collation === known.collation &&
  column.check === known.check;

async function isAccepted(database: Database, probe: Probe): Promise<boolean> {
  try {
    await printed(database, [probe]);
    return true;
  } catch (error) {
    if (isForbidden(error)) throw error;
    return false;
  }
}

function withoutCheck({ check: _check, ...column }: Column): Column {
  return column;
}
