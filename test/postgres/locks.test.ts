// Whether a table is written anew is what the server does, told by the file that its rows are in; so is which lock a step takes.
import { autogenerate, upgrade } from "../../src";
import { onDatabase } from "../judges/cases";
import { dataSourceOf, withSource } from "../judges/database";
import { entity } from "../judges/entities";
import { migrationClass } from "../judges/migrationClass";

type Columns = Parameters<typeof entity>[1];
type Column = Columns[string];

const thing = (columns: Columns, rest: Parameters<typeof entity>[2] = {}) =>
  entity("thing", columns, rest);

const fileOf = (url: string): Promise<string> =>
  withSource(dataSourceOf(url, []), async (source) => {
    const [row] = await source.query<{ file: string }[]>(
      `SELECT pg_relation_filenode('thing')::text AS "file"`,
    );
    return row?.file ?? "";
  });

/** The hazards of going from one to the other, and whether the table was written anew. */
async function gone(
  from: ReturnType<typeof entity>,
  to: ReturnType<typeof entity>,
): Promise<{ readonly codes: readonly string[]; readonly rewritten: boolean }> {
  let told: { codes: string[]; rewritten: boolean } | undefined;
  await onDatabase({ from: [from] }, async (url, directory) => {
    const before = await fileOf(url);
    const { hazards, file } = await autogenerate(dataSourceOf(url, [to]), {
      directory,
    });
    await upgrade(
      dataSourceOf(url, [to], {
        migrations: [migrationClass(file?.source ?? "")],
      }),
    );
    told = {
      codes: hazards.map(({ code }) => code),
      rewritten: (await fileOf(url)) !== before,
    };
  });
  return told ?? { codes: [], rewritten: false };
}

const nullable = (column: Column): Column => ({ ...column, nullable: true });

const types: Readonly<Record<string, Column>> = {
  short: { type: "varchar", length: 20 },
  longer: { type: "varchar", length: 30 },
  unlimited: { type: "varchar" },
  text: { type: "text" },
  char5: { type: "char", length: 5 },
  char9: { type: "char", length: 9 },
  smallint: { type: "smallint" },
  integer: { type: "integer" },
  bigint: { type: "bigint" },
  small: { type: "numeric", precision: 6, scale: 2 },
  wide: { type: "numeric", precision: 9, scale: 2 },
  precise: { type: "numeric", precision: 9, scale: 4 },
  numeric: { type: "numeric" },
  seconds: { type: "timestamp", precision: 0 },
  millis: { type: "timestamp", precision: 3 },
  timestamp: { type: "timestamp" },
  cidr: { type: "cidr" },
  inet: { type: "inet" },
  json: { type: "json" },
  jsonb: { type: "jsonb" },
};

const changes: readonly (readonly [string, string])[] = [
  ["short", "longer"],
  ["longer", "short"],
  ["short", "unlimited"],
  ["unlimited", "short"],
  ["short", "text"],
  ["text", "unlimited"],
  ["text", "short"],
  ["char5", "char9"],
  ["smallint", "integer"],
  ["integer", "bigint"],
  ["bigint", "integer"],
  ["small", "wide"],
  ["wide", "small"],
  ["wide", "precise"],
  ["wide", "numeric"],
  ["numeric", "wide"],
  ["seconds", "millis"],
  ["millis", "seconds"],
  ["millis", "timestamp"],
  ["timestamp", "millis"],
  ["cidr", "inet"],
  ["inet", "cidr"],
  ["json", "jsonb"],
];

describe("a type that becomes another one", () => {
  it.each(changes)("%s → %s", async (before, after) => {
    const [from, to] = [before, after].map((name) =>
      thing({ value: nullable(types[name] ?? { type: "text" }) }),
    );
    if (from === undefined || to === undefined) throw new Error("No type.");
    const { codes, rewritten } = await gone(from, to);
    expect(codes.includes("TABLE_REWRITE")).toBe(rewritten);
  });
});

const added: Readonly<Record<string, Column>> = {
  "without a default": { type: "integer", nullable: true },
  "with a constant": { type: "integer", default: 3 },
  "with the moment": { type: "timestamptz", default: () => "now()" },
  "with a moment of its own": {
    type: "timestamptz",
    default: () => "clock_timestamp()",
  },
  "with a uuid": { type: "uuid", default: () => "gen_random_uuid()" },
  "with a serial": { type: "integer", generated: "increment" },
  "worked out from another": {
    type: "integer",
    generatedType: "STORED",
    asExpression: "id * 2",
    nullable: true,
  },
};

describe("a new column", () => {
  it.each(Object.entries(added))("%s", async (_name, column) => {
    const { codes, rewritten } = await gone(
      thing({}),
      thing({ id: { type: "integer", primary: true }, more: column }),
    );
    expect(codes.includes("TABLE_REWRITE")).toBe(rewritten);
  });
});

describe("what others wait for", () => {
  const plain = { name: { type: "varchar" as const } };
  it.each([
    [
      "an index",
      { indices: [{ name: "i", columns: ["name"] }] },
      "INDEX_BUILD",
    ],
    [
      "a unique",
      { uniques: [{ name: "u", columns: ["name"] }] },
      "INDEX_BUILD",
    ],
    [
      "a check",
      { checks: [{ name: "c", expression: "name <> ''" }] },
      "VALIDATION",
    ],
  ])("%s", async (_name, rest, code) => {
    const { codes } = await gone(thing(plain), thing(plain, rest));
    expect(codes).toContain(code);
  });

  it("is not said of a table that the same file creates", async () => {
    await onDatabase({ from: [] }, async (url) => {
      const made = thing(
        { ...plain, id: { type: "integer", primary: true, generated: true } },
        {
          indices: [{ name: "i", columns: ["name"] }],
          checks: [{ name: "c", expression: "name <> ''" }],
        },
      );
      const { hazards } = await autogenerate(dataSourceOf(url, [made]), {
        write: false,
      });
      expect(hazards).toEqual([]);
    });
  });
});
