// From every type to every other, with the server as the judge: of what it makes another value, there is a word before, and what it refuses is counted.
import { mariadb } from "../../src/dialects/mariadb";
import { mysql } from "../../src/dialects/mysql";
import type { Database } from "../../src/dialects/dialect";
import { readType } from "../../src/dialects/mysql/types";
import type { Column } from "../../src/schema/schema";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { onBoth, type Kind } from "./onBoth";
import { valuesOfTypes } from "./valuesOfTypes";

interface Held {
  readonly id: string;
  readonly v: string;
}

const columnOf = (type: string): Column => ({
  name: "v",
  nullable: true,
  ...readType(type),
});

const isBytes = (type: string): boolean => /binary|blob/.test(type);
const isLabelled = (type: string): boolean => /^(enum|set)/.test(type);
const isAddress = (type: string): boolean => /^(uuid|inet)/.test(type);

/** The value in words. A float has more digits than the servers show of it. */
function wordsOf(type: string): string {
  if (type.startsWith("bit")) return "CAST(v + 0 AS CHAR)";
  if (type === "float") return "CAST(CAST(v AS DOUBLE) AS CHAR)";
  return isBytes(type) ? "HEX(v)" : "CAST(v AS CHAR)";
}

const read = (database: Database, type: string): Promise<readonly Held[]> =>
  database.query(
    `SELECT CAST(id AS CHAR) AS id, ${wordsOf(type)} AS v FROM judged ORDER BY judged.id`,
  );

/** A table with a row for each of the values. */
async function hold(
  database: Database,
  type: string,
  values: readonly (readonly [id: string, value: string])[],
): Promise<void> {
  await database.query("DROP TEMPORARY TABLE IF EXISTS judged");
  await database.query(
    `CREATE TEMPORARY TABLE judged (id int PRIMARY KEY, v ${type} NULL)`,
  );
  await database.query(
    `INSERT INTO judged VALUES ${values.map((row) => `(${row.join(", ")})`).join(", ")}`,
  );
}

/** What was not said of a change: values of which the server makes others, and values that it refuses. */
async function unsaid(
  database: Database,
  kind: Kind,
  fromType: string,
  toType: string,
  values: readonly string[],
): Promise<string[]> {
  const dialect = kind === "mysql" ? mysql : mariadb;
  const table = { name: "judged" };
  const [from, to] = [columnOf(fromType), columnOf(toType)];
  const operation = { kind: "alterColumn", table, from, to } as const;
  const [castable = false] = await dialect.castable(database, [{ from, to }]);
  if (!castable || dialect.castChoices(from, to).length > 0) return [];
  const rows = values.map((value, id) => [String(id), value] as const);
  await hold(database, fromType, rows);
  const before = new Map(
    (await read(database, fromType)).map(({ id, v }) => [id, v]),
  );
  const condition = dialect.misfit("v", from, to);
  const counted = new Set(
    condition === undefined
      ? []
      : (
          await database.query<Held>(
            `SELECT CAST(id AS CHAR) AS id FROM judged WHERE ${condition}`,
          )
        ).map(({ id }) => id),
  );
  const isLossy = dialect.silentLoss(from, to) !== undefined;
  const inWords = (id: string): string =>
    `${fromType} → ${toType}: ${values[Number(id)] ?? ""}`;

  /** All at once, and one by one where one of them is refused. */
  const judged = async (fitting: typeof rows): Promise<string[]> => {
    const [first] = fitting;
    if (first === undefined) return [];
    if (fitting.length < rows.length) await hold(database, fromType, fitting);
    try {
      for (const { statements } of dialect.compile([operation]))
        for (const { sql } of statements) await database.query(sql);
    } catch (error) {
      if (fitting.length === 1)
        return [`${inWords(first[0])}: ${String(error)}`];
      const each: string[] = [];
      for (const row of fitting) each.push(...(await judged([row])));
      return each;
    }
    return (await read(database, toType)).flatMap(({ id, v }) => {
      const was = before.get(id) ?? "";
      return isLossy || isAlike([was, fromType], [v, toType])
        ? []
        : [`${inWords(id)}: ${was} becomes ${v}`];
    });
  };
  return judged(rows.filter(([id]) => !counted.has(id)));
}

/** Whether nothing is lost: the same text, number or moment. */
function isAlike(
  [was, from]: readonly [text: string, type: string],
  [is, to]: readonly [text: string, type: string],
): boolean {
  const plain = (text: string, type: string): string =>
    isBytes(type) ? Buffer.from(text, "hex").toString() : text;
  // Its bytes are no text.
  if (isAddress(from) || isAddress(to))
    return isBytes(from) || isBytes(to) || was === is;
  const [a, b] = [plain(was, from), plain(is, to)];
  const number = numberIn(a);
  if (a === b || (number !== undefined && number === numberIn(b))) return true;
  const moments = [digitsOf(a), digitsOf(b)];
  return (
    /date|time/.test(`${from} ${to}`) &&
    (moments[0] === moments[1] || isMidnight(moments))
  );
}

const isMidnight = ([a = "", b = ""]: readonly string[]): boolean =>
  `${a}000000` === b || a === `${b}000000`;

const digitsOf = (text: string): string =>
  text
    .replace(/\.0*$/, "")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\D/g, "")
    .replace(/^0+/, "");

/** All digits of a number, and where the point is; `undefined` for what is none. */
function numberIn(text: string): string | undefined {
  const [, sign = "", whole = "", part = "", exponent = "0"] =
    /^ *([-+]?)(\d*)\.?(\d*)(?:e([-+]?\d+))? *$/i.exec(text) ?? [];
  const digits = `${whole}${part}`.replace(/^0+/, "");
  const shortest = digits.replace(/0+$/, "");
  if (`${whole}${part}` === "") return undefined;
  const power =
    Number(exponent) - part.length + digits.length - shortest.length;
  return shortest === ""
    ? "0"
    : `${sign === "-" ? "-" : ""}${shortest}e${power}`;
}

onBoth((_, kind) => {
  it(
    "says beforehand what values lose, and counts what is refused",
    () =>
      onDatabase(
        { from: [] },
        async (url) => {
          const values = Object.entries(valuesOfTypes(kind));
          const found = await withSource(
            dataSourceOf(url, [], { poolSize: 1 }),
            async (source) => {
              const database: Database = { query: (sql) => source.query(sql) };
              await source.query(
                "SET SESSION time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE'",
              );
              const each: string[] = [];
              for (const [from, held] of values)
                for (const [to] of values)
                  if (from !== to && !(isLabelled(from) && isLabelled(to)))
                    each.push(
                      ...(await unsaid(database, kind, from, to, held)),
                    );
              return each;
            },
          );
          expect(found).toEqual([]);
        },
        kind,
      ),
    300_000,
  );
});
