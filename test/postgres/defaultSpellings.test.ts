// Defaults as TypeORM's users write them, type by type: none of them is a difference on a database that TypeORM has built, and each may change.
import type { EntitySchemaColumnOptions } from "typeorm";
import { alike, both } from "../judges/cases";
import { entity } from "../judges/entities";

type Options = EntitySchemaColumnOptions;
type Default = unknown;

/** Columns of one type, by their defaults. */
const of = (options: Options, ...defaults: readonly Default[]): Options[] =>
  defaults.map((value) => ({ ...options, default: value }));

const kinds = ["open", "it's", 'say "so"', "a,b", "a\\b", "NULL", ""];

const spellings: Readonly<Record<string, readonly Options[]>> = {
  amounts: [
    ...of(
      { type: "int" },
      0,
      -1,
      "7",
      "-7",
      () => "42",
      () => "(-1)",
    ),
    ...of({ type: "smallint" }, 1, "1"),
    ...of({ type: "bigint" }, 1, "-9223372036854775808", () => "1e3::int8"),
    ...of({ type: "numeric" }, 0, 1.1, "1.10", -0.5, () => "0.00"),
    ...of({ type: "decimal", precision: 10, scale: 2 }, 0, 1.5, "1.50", "0.0"),
    ...of(
      { type: "real" },
      0.1,
      "0.1",
      () => "'NaN'",
      () => "random()",
    ),
    ...of(
      { type: "float" },
      1e21,
      1e-7,
      () => "pi()",
      () => "-1.5",
    ),
    ...of({ type: "money" }, 0, 1.5, "12.34", "$1,000.00", () => "0::money"),
  ],
  texts: [
    ...of({ type: "text" }, "a", "a b", "a::b", "x::text", "''", "a''b", "\\n"),
    ...of({ type: "text" }, "tab\tand\nline", "NULL", "true", "1", "{}", "()"),
    ...of({ type: "text" }, "CURRENT_TIMESTAMP", "Ünïcödé", "$1", "%s", "?"),
    ...of(
      { type: "text" },
      () => "E'a\\nb'",
      () => "$$it's$$",
      () => "'a'",
    ),
    ...of(
      { type: "text" },
      () => "'a'::varchar",
      () => "CAST('a' AS text)",
    ),
    ...of(
      { type: "text" },
      () => "md5(random()::text)",
      () => "user",
    ),
    ...of(
      { type: "text" },
      () => "current_user",
      () => "session_user",
    ),
    ...of(
      { type: "varchar", length: 20 },
      "a",
      "",
      () => "'a'",
      () => "left('abc', 2)",
    ),
    ...of({ type: "char", length: 4 }, "a", "abcd", "a   ", () => "'b'"),
    ...of({ type: "char" }, "a", () => "'b'"),
    ...of({ type: "xml" }, "<a/>", () => "'<a/>'"),
    ...of({ type: "simple-array" }, "a,b", ""),
    ...of({ type: "simple-json" }, "{}", "[]"),
    ...of({ type: "citext" }, "A", () => "'b'"),
  ],
  booleans: of(
    { type: "boolean" },
    true,
    false,
    "t",
    "f",
    "true",
    "FALSE",
    "yes",
    "0",
    () => "TRUE",
    () => "false",
    () => "'t'",
    () => "(NOT true)",
  ),
  moments: [
    ...of(
      { type: "timestamp" },
      () => "now()",
      () => "Now()",
      () => " now() ",
    ),
    ...of(
      { type: "timestamp" },
      () => "CURRENT_TIMESTAMP",
      () => "LOCALTIMESTAMP",
    ),
    ...of(
      { type: "timestamp" },
      () => "current_timestamp",
      () => "localtimestamp",
    ),
    ...of(
      { type: "timestamp" },
      () => "transaction_timestamp()",
      () => "statement_timestamp()",
    ),
    ...of(
      { type: "timestamp" },
      () => "clock_timestamp()",
      () => "timezone('utc', now())",
    ),
    ...of({ type: "timestamp" }, () => "(now() at time zone 'utc')"),
    ...of(
      { type: "timestamp" },
      () => "timezone('utc'::text, now())",
      () => "('now'::text)::timestamp",
    ),
    ...of(
      { type: "timestamp" },
      () => "now() + interval '1 day'",
      () => "NOW() + INTERVAL '30 days'",
    ),
    ...of(
      { type: "timestamp" },
      () => "now() - '1 hour'::interval",
      () => "date_trunc('day', now())",
    ),
    ...of(
      { type: "timestamp" },
      () => "to_timestamp(0)",
      () => "'infinity'",
      "infinity",
      "epoch",
    ),
    ...of(
      { type: "timestamp" },
      "1970-01-01",
      "2024-05-06 07:08:09.123456",
      "2024-05-06T07:08:09Z",
    ),
    ...of(
      { type: "timestamp", precision: 3 },
      () => "now()",
      () => "CURRENT_TIMESTAMP(3)",
    ),
    ...of(
      { type: "timestamp", precision: 0 },
      () => "LOCALTIMESTAMP(0)",
      () => "CURRENT_TIMESTAMP(0)",
    ),
    ...of(
      { type: "timestamp", precision: 6 },
      () => "CURRENT_TIMESTAMP(6)",
      () => "now()::timestamp(6)",
    ),
    ...of(
      { type: "timestamptz" },
      () => "now()",
      () => "CURRENT_TIMESTAMP",
      "infinity",
      "-infinity",
    ),
    ...of(
      { type: "timestamptz" },
      "2024-05-06T07:08:09Z",
      "2024-05-06 07:08:09+02",
      () => "CURRENT_TIMESTAMP(6)",
    ),
    ...of(
      { type: "timestamptz" },
      () => "now() + '01:00:00'::interval",
      () => "make_timestamptz(2024, 5, 6, 7, 8, 9)",
    ),
    ...of(
      { type: "date" },
      () => "CURRENT_DATE",
      () => "current_date",
      () => "now()",
      () => "('now'::text)::date",
    ),
    ...of(
      { type: "date" },
      "2024-05-06",
      () => "'2024-05-06'::date",
      () => "CURRENT_DATE + 7",
      "infinity",
    ),
    ...of(
      { type: "time" },
      "07:08",
      "07:08:09.5",
      () => "LOCALTIME",
      () => "CURRENT_TIME",
      () => "now()",
    ),
    ...of(
      { type: "timetz" },
      "07:08+02",
      () => "CURRENT_TIME",
      () => "CURRENT_TIME(3)",
      () => "('now'::text)::time with time zone",
    ),
    ...of(
      { type: "interval" },
      "1 day",
      "P1D",
      "1 year 2 mons",
      "00:15",
      () => "'15 minutes'::interval",
      () => "make_interval(days => 1)",
    ),
    ...of({ type: "interval", precision: 3 }, "1.5 seconds", () => "'1 hour'"),
  ],
  identifiers: [
    ...of(
      { type: "uuid" },
      () => "uuid_generate_v4()",
      () => "gen_random_uuid()",
      () => "public.uuid_generate_v4()",
    ),
    ...of(
      { type: "uuid" },
      "7F6C1B9E-7A55-4B4E-9D8E-0C8F1C1F0001",
      () => "uuid_nil()",
      () => "uuid_generate_v1mc()",
    ),
    ...of(
      { type: "int" },
      () => "nextval('numbers')",
      () => `nextval('"Odd Numbers"'::regclass)`,
    ),
    ...of(
      { type: "bigint" },
      () => "nextval('public.numbers'::regclass)",
      () => "nextval('other.numbers')",
    ),
    ...of(
      { type: "text" },
      () => "'N-' || nextval('numbers')",
      () => "'N-' || lpad(nextval('numbers')::text, 6, '0')",
    ),
  ],
  documents: [
    ...of(
      { type: "json" },
      {},
      [],
      { a: 1 },
      { a: "it's" },
      "{}",
      '{"a": 1}',
      () => "'{}'",
      () => "'[]'::json",
    ),
    ...of(
      { type: "jsonb" },
      {},
      [],
      { b: 1, a: [1, { c: null }] },
      "{}",
      '{"b":1,"a":2}',
      () => "'{}'::jsonb",
    ),
    ...of(
      { type: "jsonb" },
      "null",
      "1",
      '"text"',
      () => "jsonb_build_object('a', 1)",
      () => `'{"a":   1}'`,
    ),
    ...of({ type: "jsonpath" }, "$.a", "$.a[*] ? (@ > 1)"),
    ...of({ type: "hstore" }, "a=>1, b=>NULL", "", () => "hstore('a', 'b')"),
  ],
  lists: [
    ...of(
      { type: "int", array: true },
      [],
      [1, 2],
      "{}",
      "{1,2}",
      () => "'{}'",
      () => "ARRAY[]::integer[]",
      () => "ARRAY[1, 2]",
    ),
    ...of(
      { type: "text", array: true },
      [],
      ["a"],
      "{}",
      '{"a b"}',
      () => "ARRAY['a'::text, 'b']",
      () => "array[]::text[]",
      () => "'{}'::text[]",
    ),
    ...of(
      { type: "varchar", array: true },
      [],
      "{a}",
      () => "ARRAY['a']",
      () => "'{}'::varchar[]",
    ),
    ...of(
      { type: "varchar", length: 5, array: true },
      [],
      "{a}",
      () => "ARRAY['a']",
      () => "ARRAY[]::varchar[]",
    ),
    ...of(
      { type: "boolean", array: true },
      "{t,f}",
      [true, false],
      () => "ARRAY[true]",
    ),
    ...of({ type: "numeric", array: true }, "{1.5}", [1.5, 2]),
    ...of(
      { type: "jsonb", array: true },
      "{}",
      () => "'{}'",
      () => "ARRAY[]::jsonb[]",
      () => `ARRAY['{"a": 1}'::jsonb]`,
    ),
    ...of(
      { type: "uuid", array: true },
      "{}",
      [],
      () => "ARRAY[gen_random_uuid()]",
    ),
    ...of({ type: "timestamptz", array: true }, "{}", () => "ARRAY[now()]"),
    ...of({ type: "date", array: true }, "{2024-05-06}", ["2024-05-06"]),
  ],
  enums: [
    ...of(
      { type: "enum", enum: ["open", "closed"] },
      "open",
      () => "'closed'",
      () => "lower('OPEN')::enums_c2_enum",
    ),
    ...of(
      { type: "enum", enum: kinds },
      "open",
      "it''s",
      'say "so"',
      "a,b",
      "a\\b",
      "NULL",
      "",
    ),
    ...of({ type: "enum", enum: [1, 2] }, 1, "2"),
    ...of(
      { type: "enum", enum: ["a", "b c"], array: true },
      [],
      ["a"],
      "{}",
      '{"b c"}',
      ["b c", "a"],
    ),
    ...of({ type: "simple-enum", enum: ["x", "y"] }, "x"),
  ],
  ranges: [
    ...of(
      { type: "int4range" },
      "[1,5)",
      "[1,5]",
      "empty",
      () => "int4range(1, 5)",
      () => "'(,)'",
    ),
    ...of({ type: "numrange" }, "[1.5,2.5]", "(,)"),
    ...of(
      { type: "daterange" },
      "[2024-01-01,2024-12-31]",
      () => "daterange(CURRENT_DATE, NULL)",
    ),
    ...of(
      { type: "tstzrange" },
      () => "tstzrange(now(), NULL)",
      "(,)",
      () => "tstzrange(now(), 'infinity', '[]')",
    ),
    ...of(
      { type: "int4multirange" },
      "{}",
      "{[1,3),[5,8]}",
      () => "int4multirange(int4range(1, 3))",
    ),
    ...of({ type: "datemultirange" }, "{}", "{[2024-01-01,2024-01-31]}"),
  ],
  bits: [
    ...of(
      { type: "bit" },
      "1",
      () => "B'0'",
      () => "0::bit",
    ),
    ...of(
      { type: "bit", length: 4 },
      "0101",
      () => "B'1111'",
      () => "'1010'",
      () => "5::bit(4)",
      () => "x'a'",
    ),
    ...of({ type: "varbit" }, "", "01", () => "B'01'"),
    ...of({ type: "varbit", length: 8 }, "01", () => "B'01'"),
    ...of(
      { type: "bytea" },
      "\\x0102",
      "abc",
      () => "'\\x0102'",
      () => "decode('00ff', 'hex')",
      () => "''::bytea",
    ),
  ],
  places: [
    ...of({ type: "point" }, "(0,0)", "1,2", () => "point(1, 2)"),
    ...of({ type: "circle" }, "<(0,0),1>"),
    ...of({ type: "box" }, "(1,1),(0,0)", "(0,0),(1,1)"),
    ...of({ type: "polygon" }, "((0,0),(1,1),(1,0))"),
    ...of({ type: "path" }, "[(0,0),(1,1)]"),
    ...of({ type: "line" }, "{1,-1,0}"),
    ...of({ type: "lseg" }, "[(0,0),(1,1)]"),
    ...of(
      { type: "inet" },
      "127.0.0.1",
      "10.0.0.0/8",
      () => "'::1'",
      () => "inet_client_addr()",
    ),
    ...of({ type: "cidr" }, "10.0.0.0/8", "10"),
    ...of({ type: "macaddr" }, "08002b010203"),
    ...of({ type: "macaddr8" }, "08:00:2b:01:02:03:04:05"),
    ...of(
      { type: "tsvector" },
      "",
      "a b",
      () => "to_tsvector('simple', 'a fat cat')",
    ),
    ...of({ type: "tsquery" }, "a & b"),
    ...of({ type: "ltree" }, "a.b"),
    ...of({ type: "cube" }, "(1,2)"),
  ],
  nothing: [
    ...of(
      { type: "text", nullable: true },
      null,
      undefined,
      () => "NULL",
      () => "NULL::text",
      () => "null",
    ),
    ...of({ type: "int", nullable: true }, null, () => "NULL"),
    ...of({ type: "jsonb", nullable: true }, null, () => "NULL"),
  ],
};

const groundwork = [
  `CREATE SEQUENCE numbers`,
  `CREATE SEQUENCE "Odd Numbers"`,
  `CREATE SCHEMA other`,
  `CREATE SEQUENCE other.numbers`,
  `CREATE TYPE other.mood AS ENUM ('open')`,
];

/** `c0`, `c1`, … of a table with the name of the kind. */
const table = (
  kind: string,
  columns: readonly Options[],
  change: (options: Options, columns: readonly Options[]) => Options = (
    options,
  ) => options,
) =>
  entity(
    kind,
    Object.fromEntries(
      columns.map((options, position) => [
        `c${position}`,
        change(options, columns),
      ]),
    ),
  );

const plain = ({ default: _, ...rest }: Options): Options => ({
  ...rest,
  nullable: true,
});

for (const [kind, columns] of Object.entries(spellings)) {
  const set = [table(kind, columns)];
  alike(`${kind} are as they were`, { from: set, to: set, groundwork });
  both(
    `${kind} come and go`,
    [
      [table(kind, columns, plain)],
      [table(kind, columns, (options) => ({ ...options, nullable: true }))],
    ],
    // TypeORM compares some of these as text, and sets them again and again.
    {
      rows: { [kind]: [{ id: 1 }] },
      groundwork,
      restless: true,
      mayBeAlike: true,
    },
  );
}
