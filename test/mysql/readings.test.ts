// Changes of type whose values the server refuses, or takes for something else: they are asked about or named, and values that fit are not.
import type { ColumnOptions } from "typeorm";
import { autogenerate } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { decorated, entity, type Row } from "../judges/entities";
import { onBoth } from "./onBoth";

interface Change {
  readonly from: ColumnOptions;
  readonly to: ColumnOptions;
  /** Values that do not fit, each by itself. */
  readonly bad: readonly string[];
  /** Values that do, as SQL. */
  readonly good?: readonly string[];
}

const varchar = { type: "varchar", length: 40 } as const;
const letters = ["a", "b"];

const changes: readonly Change[] = [
  {
    from: varchar,
    to: { type: "date" },
    bad: ["'x'", "''", "'2020-02-30'", "'2020-01-02 03:04:05'", "'0000-00-00'"],
    good: ["'2020-01-02'", "'2020/1/2'", "'20200102'"],
  },
  {
    from: varchar,
    to: { type: "datetime" },
    bad: ["'x'", "'10:11:12'", "'2020-01-02 03:04:05.678'"],
    good: ["'2020-01-02 03:04:05'", "'2020-01-02T03:04:05'", "'2020-01-02'"],
  },
  {
    from: varchar,
    to: { type: "timestamp" },
    bad: ["'1960-01-02'", "'2060-01-02 03:04:05'", "'x'"],
    good: ["'2020-01-02 03:04:05'"],
  },
  {
    from: varchar,
    to: { type: "time", precision: 3 },
    bad: ["'x'", "'900:00:00'", "'2020-01-02 03:04:05'", "'1:60:00'"],
    good: ["'10:11:12.678'", "'-100:00:00'", "'10:11'"],
  },
  {
    from: varchar,
    to: { type: "year" },
    bad: ["'x'", "'20'", "'1800'"],
    good: ["'2020'"],
  },
  {
    from: varchar,
    to: { type: "json" },
    bad: ["'x'", "''"],
    good: [`'{"a":1}'`, "'5'"],
  },
  {
    from: varchar,
    to: { type: "enum", enum: letters },
    bad: ["'x'", "'1'", "''"],
    good: ["'a'"],
  },
  {
    from: varchar,
    to: { type: "set", enum: letters },
    bad: ["'x'", "'1'", "'a,x'"],
    good: ["'b'", "''", "'b,a'"],
  },
  { from: varchar, to: { type: "bit" }, bad: ["'1'", "'x'"] },
  {
    from: varchar,
    to: { type: "tinyint" },
    bad: ["'1.7'", "'300'", "'x'"],
    good: ["'17'", "' -5'"],
  },
  {
    from: varchar,
    to: { type: "decimal", precision: 5, scale: 2 },
    bad: ["'1000'", "'x'"],
    good: ["'12.34'", "'1e2'"],
  },
  {
    from: { type: "text" },
    to: { type: "tinyblob" },
    bad: ["REPEAT('a', 300)"],
    good: ["'a'"],
  },
  {
    from: { type: "datetime" },
    to: { type: "timestamp" },
    bad: ["'1960-01-01 00:00:00'", "'2060-01-01 00:00:00'"],
    good: ["'2020-01-01 00:00:00'"],
  },
  {
    from: { type: "datetime" },
    to: { type: "int" },
    bad: ["'2020-01-01 00:00:00'"],
  },
  {
    from: { type: "datetime" },
    to: { type: "bigint" },
    bad: [],
    good: ["'2020-01-01 00:00:00'"],
  },
  {
    from: { type: "datetime" },
    to: { type: "varchar", length: 10 },
    bad: ["'2020-01-01 00:00:00'"],
  },
  {
    from: { type: "datetime" },
    to: { type: "year" },
    bad: ["'2020-01-01 00:00:00'"],
  },
  { from: { type: "date" }, to: { type: "json" }, bad: ["'2020-01-01'"] },
  { from: { type: "time" }, to: { type: "datetime" }, bad: ["'10:11:12'"] },
  { from: { type: "date" }, to: { type: "time" }, bad: ["'2020-01-01'"] },
  {
    from: { type: "int" },
    to: { type: "enum", enum: ["1", "20"] },
    bad: ["2", "300"],
    good: ["1", "20"],
  },
  {
    from: { type: "int" },
    to: { type: "year" },
    bad: ["300", "20"],
    good: ["2020", "0"],
  },
  {
    from: { type: "int" },
    to: { type: "date" },
    bad: ["300", "20200230"],
    good: ["20200102"],
  },
  {
    from: { type: "int" },
    to: { type: "time" },
    bad: ["99", "9000000"],
    good: ["1012"],
  },
  {
    from: { type: "int" },
    to: { type: "bit" },
    bad: ["2", "-1"],
    good: ["1"],
  },
  {
    from: { type: "int" },
    to: { type: "varchar", length: 2 },
    bad: ["300"],
    good: ["30"],
  },
  {
    from: { type: "double" },
    to: { type: "double", unsigned: true },
    bad: ["-1"],
    good: ["1"],
  },
  { from: { type: "double" }, to: { type: "float" }, bad: ["1e300"] },
  {
    from: { type: "json" },
    to: { type: "int" },
    bad: [`'{"a":1}'`, "'true'"],
    good: ["'5'"],
  },
  {
    from: { type: "json" },
    to: { type: "varchar", length: 5 },
    bad: [`'{"a":1}'`],
    good: ["'5'"],
  },
  {
    from: { type: "json" },
    to: { type: "enum", enum: letters },
    bad: [`'"a"'`],
  },
  {
    from: { type: "set", enum: letters },
    to: { type: "enum", enum: letters },
    bad: ["'a,b'", "''"],
    good: ["'a'"],
  },
  {
    from: { type: "set", enum: ["4", "2"] },
    to: { type: "int" },
    bad: ["'4,2'"],
    good: ["'2'"],
  },
  {
    from: { type: "enum", enum: letters },
    to: { type: "boolean" },
    bad: ["'a'"],
  },
  {
    from: { type: "enum", enum: letters },
    to: { type: "bit" },
    bad: ["'a'"],
  },
  { from: { type: "enum", enum: letters }, to: { type: "date" }, bad: ["'a'"] },
  { from: { type: "enum", enum: letters }, to: { type: "json" }, bad: ["'a'"] },
  {
    from: { type: "enum", enum: ["10", "2020"] },
    to: { type: "year" },
    bad: ["'10'"],
    good: ["'2020'"],
  },
  {
    from: { type: "enum", enum: ["10", "20"] },
    to: { type: "boolean" },
    bad: [],
    good: ["'10'"],
  },
  { from: { type: "year" }, to: { type: "date" }, bad: ["2020"] },
  { from: { type: "year" }, to: { type: "tinyint" }, bad: ["2020"] },
  {
    from: { type: "varbinary", length: 5 },
    to: { type: "varchar", length: 5 },
    bad: ["x'ff00'"],
    good: ["'ab'"],
  },
  {
    from: { type: "varbinary", length: 5 },
    to: { type: "text" },
    bad: ["x'ff00'"],
    good: ["'ab'"],
  },
  {
    from: { type: "varbinary", length: 5 },
    to: { type: "int" },
    bad: ["x'ff00'"],
    good: ["'12'"],
  },
  {
    from: { type: "bit" },
    to: { type: "enum", enum: ["1", "2"] },
    bad: ["0"],
    good: ["1"],
  },
  { from: { type: "bit" }, to: varchar, bad: [], good: ["1"] },
];

const id = { type: "int", primary: true } as const;
const named = (position: number): string => `c${position}`;
const table = (side: "from" | "to") => [
  decorated("thing", {
    id,
    ...Object.fromEntries(
      changes.map((change, position) => [
        named(position),
        { ...change[side], nullable: true },
      ]),
    ),
  }),
];

onBoth(({ asked }, kind) => {
  /** What is said of each column when the table holds these values of them, and whether the server changes the type without more ado. */
  const said = async (
    values: (change: Change) => readonly string[],
    work: (
      findings: ReadonlyMap<string, readonly string[]>,
      url: string,
    ) => Promise<void>,
  ): Promise<void> =>
    onDatabase(
      { from: table("from") },
      async (url) => {
        await withSource(dataSourceOf(url, []), async (source) => {
          await source.query("SET SESSION sql_mode = ''");
          for (const [position, change] of changes.entries())
            for (const [number, value] of values(change).entries()) {
              const column = named(position);
              await source.query(
                `INSERT INTO thing (id, ${column}) VALUES (${number}, ${value}) ON DUPLICATE KEY UPDATE ${column} = VALUES(${column})`,
              );
            }
        });
        const { questions, hazards } = await autogenerate(
          dataSourceOf(url, table("to")),
          { message: "Read", write: false },
        );
        const findings = new Map(
          changes.map((_change, position) => {
            const column = named(position);
            return [
              column,
              [
                ...questions
                  .filter(({ subject }) => subject === `thing.${column}`)
                  .map((question) => question.kind),
                ...hazards.flatMap(({ operation, code }) =>
                  operation.kind === "alterColumn" &&
                  operation.to.name === column &&
                  code === "CAST_LOSSY"
                    ? [code]
                    : [],
                ),
              ],
            ] as const;
          }),
        );
        await work(findings, url);
      },
      kind,
    );

  const inWords = ({ from, to }: Change): string =>
    `${JSON.stringify(from)} → ${JSON.stringify(to)}`;

  it.each([0, 1, 2, 3, 4])("says what does not fit (%i)", (number) =>
    said(
      ({ bad }) => bad.slice(number, number + 1),
      (findings) => {
        const silent = changes.filter(
          ({ bad }, position) =>
            bad[number] !== undefined &&
            findings.get(named(position))?.length === 0,
        );
        expect(silent.map(inWords)).toEqual([]);
        return Promise.resolve();
      },
    ),
  );

  it("says nothing of what fits, which keeps its text", () =>
    said(
      ({ good = [] }) => good,
      async (findings, url) => {
        const asked = changes.filter(
          ({ good }, position) =>
            good !== undefined &&
            findings.get(named(position))?.includes("cast"),
        );
        expect(asked.map(inWords)).toEqual([]);
        const { upgrade } = await autogenerate(
          dataSourceOf(url, [
            decorated("thing", {
              id,
              ...Object.fromEntries(
                changes.map(({ from, to, good }, position) => [
                  named(position),
                  { ...(good === undefined ? from : to), nullable: true },
                ]),
              ),
            }),
          ]),
          { message: "Read", write: false },
        );
        const count = await withSource(
          dataSourceOf(url, []),
          async (source) => {
            for (const { sql } of upgrade) await source.query(sql);
            return source.query<Row[]>("SELECT COUNT(*) AS n FROM thing");
          },
        );
        expect(count).toEqual([{ n: "3" }]);
      },
    ));

  asked("a number that is shown with zeros before it, as JSON", ["cast"], {
    from: [entity("thing", { id, v: { type: "int" } })],
    to: [entity("thing", { id, v: { type: "json" } })],
    handmade: ["ALTER TABLE thing MODIFY v int(5) zerofill NOT NULL"],
    rows: { thing: [{ id: 1, v: 7 }] },
  });
});
