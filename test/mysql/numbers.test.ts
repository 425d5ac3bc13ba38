// Numbers at the ends of their ranges: what is counted as not fitting is what the server refuses, or makes another number of.
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity, type Row } from "../judges/entities";
import { onBoth } from "./onBoth";

const unsigned = true;
const int = { type: "int" } as const;
const bigint = { type: "bigint" } as const;
const decimal = (precision: number, scale: number) =>
  ({ type: "decimal", precision, scale }) as const;
const fractions = ["-0.4", "-0.5", "-0.6", "-1", "0.4"];
const signed = [
  "9223372036854773760",
  "9223372036854775807",
  "9.3e18",
  "1e20",
  "-9223372036854773760",
  "-1e20",
];
const wide = [
  "9223372036854773760",
  "9.3e18",
  "1.8e19",
  "1.9e19",
  "-0.4",
  "-1",
];
const whole = [
  "9223372036854775807",
  "9223372036854775808",
  "18446744073709551614",
  "18446744073709551615",
];
const texts = (values: readonly string[]): string[] =>
  values.map((value) => `'${value}'`);

/** From, to, and values. */
const changes: readonly (readonly [
  string,
  EntitySchemaColumnOptions,
  readonly string[],
])[] = [
  ["decimal(5,1)", { ...int, unsigned }, fractions],
  ["decimal(5,1)", { ...decimal(5, 0), unsigned }, fractions],
  ["decimal(5,1)", { type: "bit" }, [...fractions, "1.4", "1.5"]],
  ["decimal(5,1)", { type: "double", unsigned }, fractions],
  ["decimal(10,5)", { ...decimal(5, 2), unsigned }, ["-0.004", "-0.006"]],
  [
    "double",
    { ...int, unsigned },
    [...fractions, "4294967295.4", "4294967295.5"],
  ],
  ["double", { ...decimal(5, 2), unsigned }, ["-0.004", "999.994", "999.996"]],
  ["double", { type: "double", unsigned }, ["-0.4", "0.4"]],
  [
    "double",
    { type: "float" },
    ["3.4028234e38", "3.4028236e38", "-1e39", "1e-50"],
  ],
  [
    "double",
    { type: "tinyint" },
    ["127.4", "127.5", "-128.4", "-128.6", "1e300"],
  ],
  ["double", bigint, signed],
  [
    "float",
    bigint,
    ["9.22337e18", "9.223372e18", "9.3e18", "-9.22337e18", "-1e20"],
  ],
  ["double", { ...bigint, unsigned }, wide],
  [
    "float",
    { ...bigint, unsigned },
    ["9.22337e18", "9.3e18", "1.8446744e19", "1.9e19", "-0.4", "-1"],
  ],
  [
    "decimal(20,0)",
    { ...bigint, unsigned },
    [...whole, "18446744073709551616", "-1"],
  ],
  [
    "decimal(21,1)",
    { ...bigint, unsigned },
    [
      "9223372036854775807.4",
      "9223372036854775807.5",
      "18446744073709551615.4",
      "18446744073709551615.5",
    ],
  ],
  [
    "decimal(20,1)",
    bigint,
    [
      "9223372036854775807.4",
      "9223372036854775807.5",
      "-9223372036854775808.4",
      "-9223372036854775808.5",
    ],
  ],
  ["decimal(65,0)", { type: "float" }, ["3.4e38", "1e39", "-1e39"]],
  ["bigint unsigned", bigint, ["9223372036854775807", "9223372036854775808"]],
  ["decimal(6,3)", decimal(4, 2), ["99.994", "99.995", "-99.995"]],
  [
    "varchar(40)",
    int,
    texts(["1 ", " 1", "0x1A", "", " ", "+5", "-0", "1a", "2147483648"]),
  ],
  [
    "varchar(40)",
    { ...int, unsigned },
    texts(["-0", "-1", "4294967295", "4294967296"]),
  ],
  [
    "varchar(40)",
    { ...bigint, unsigned },
    texts([...whole, "18446744073709551616"]),
  ],
  [
    "varchar(40)",
    decimal(5, 2),
    texts(["1 ", "0x1A", "1e2", "999.994", "999.995", "1e-5", "1e400"]),
  ],
  [
    "varchar(40)",
    { ...decimal(5, 2), unsigned },
    texts(["-0", "-0.001", "-0.006"]),
  ],
  [
    "varchar(40)",
    { type: "double" },
    texts(["1e308", "1e309", "-1e400", "0x1A", "inf", "nan", ""]),
  ],
  [
    "varchar(40)",
    { type: "float" },
    texts(["3.4e38", "3.5e38", "-1e400", "1e-50"]),
  ],
  [
    "varchar(40)",
    { type: "year" },
    texts(["2000", "2000 ", "1", "69", "1900", "1901", "2155", "2156", ""]),
  ],
  [
    "int",
    { type: "year" },
    ["0", "1", "69", "100", "1900", "1901", "2155", "2156", "-1"],
  ],
  ["int", { type: "bit" }, ["0", "1", "2", "-1"]],
  ["int", { type: "tinyint" }, ["1", "127", "128", "-129"]],
  ["bit(8)", { type: "tinyint" }, ["b'01111111'", "b'11111111'"]],
  ["bit(8)", decimal(2, 0), ["b'1100011'", "b'1100100'"]],
  ["year", { type: "tinyint", unsigned }, ["0", "2000"]],
  ["time", { ...int, unsigned }, ["'00:00:01'", "'-00:00:01'"]],
];

/** One table for each value, so that each is judged by itself. */
const cases = changes.flatMap(([from, to, values]) =>
  values.map((value) => ({ from, to, value })),
);
const named = (position: number): string => `t${position}`;

function sqlOf({
  type,
  precision,
  scale,
  unsigned: isUnsigned,
}: EntitySchemaColumnOptions): string {
  const digits = precision == null ? undefined : `${precision},${scale ?? 0}`;
  return `${String(type)}${digits === undefined ? "" : `(${digits})`}${isUnsigned ? " unsigned" : ""}`;
}

/** Whether it is another number, and not only rounded or written with fewer digits. */
const isAnother = (from: string, before: unknown, after: unknown): boolean => {
  const [was, is] = [Number(before), Number(after)];
  return (
    Math.abs(was - is) > 0.5 + Math.abs(was) * 1e-5 ||
    // The last number of a bigint, in place of the next, which is a double.
    (/^(float|double)$/.test(from) &&
      before === 2 ** 63 &&
      after === String(2n ** 63n - 1n))
  );
};

const number = "IF(v + 0 = 0, 0, v + 0)";

onBoth((_, kind) => {
  it("counts what the server refuses, or makes another number of", () =>
    onDatabase(
      {
        from: [],
        handmade: cases.flatMap(({ from, value }, position) => [
          `CREATE TABLE ${named(position)} (id int PRIMARY KEY, v ${from} NULL)`,
          `INSERT INTO ${named(position)} VALUES (1, ${value})`,
        ]),
      },
      async (url) => {
        const { questions, hazards } = await autogenerate(
          dataSourceOf(
            url,
            cases.map(({ to }, position) =>
              entity(named(position), {
                id: { type: "int", primary: true },
                v: { ...to, nullable: true },
              }),
            ),
          ),
          { message: "Numbers", write: false },
        );
        const counted = new Set([
          ...questions.map(({ subject }) => subject.split(".")[0]),
          ...hazards.flatMap(({ code, operation, message }) =>
            code === "DOES_NOT_FIT" &&
            operation.kind === "alterColumn" &&
            message.includes("1 row in this database")
              ? [operation.table.name]
              : [],
          ),
        ]);
        const refused = new Set<string>();
        await withSource(
          dataSourceOf(url, [], { poolSize: 1 }),
          async (source) => {
            await source.query(
              "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
            );
            for (const [position, { from, to }] of cases.entries()) {
              const table = named(position);
              const read = async (): Promise<unknown> => {
                const [row] = await source.query<Row[]>(
                  `SELECT ${number} AS v FROM ${table}`,
                );
                return row?.v;
              };
              try {
                const before = await read();
                await source.query(
                  `ALTER TABLE ${table} MODIFY v ${sqlOf(to)} NULL`,
                );
                if (isAnother(from, before, await read())) refused.add(table);
              } catch {
                refused.add(table);
              }
            }
          },
        );
        const inWords = (tables: ReadonlySet<string | undefined>) =>
          cases.flatMap(({ from, to, value }, position) =>
            tables.has(named(position))
              ? [`${value}: ${from} → ${sqlOf(to)}`]
              : [],
          );
        expect(inWords(counted)).toEqual(inWords(refused));
      },
      kind,
    ));
});
