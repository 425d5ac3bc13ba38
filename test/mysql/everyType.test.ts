// Every type that TypeORM has for these servers: comes and goes, and is found to be itself; and changes between them that keep values.
import type { EntitySchemaColumnOptions } from "typeorm";
import type { Answers, Question } from "../../src";
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

const types: Readonly<Record<string, EntitySchemaColumnOptions>> = {
  bit: { type: "bit" },
  int: { type: "int" },
  integer: { type: "integer", unsigned: true },
  tinyint: { type: "tinyint", unsigned: true },
  smallint: { type: "smallint" },
  mediumint: { type: "mediumint" },
  bigint: { type: "bigint", unsigned: true },
  float: { type: "float" },
  floatScale: { type: "float", precision: 7, scale: 2 },
  double: { type: "double" },
  doublePrecision: { type: "double precision" },
  real: { type: "real" },
  decimal: { type: "decimal", precision: 12, scale: 4 },
  dec: { type: "dec" },
  numeric: { type: "numeric", precision: 6 },
  fixed: { type: "fixed", precision: 6, scale: 1, unsigned: true },
  bool: { type: "bool" },
  boolean: { type: "boolean", default: false },
  date: { type: "date", default: "2020-02-03" },
  datetime: { type: "datetime" },
  datetime3: {
    type: "datetime",
    precision: 3,
    default: () => "NOW(3)",
    onUpdate: "CURRENT_TIMESTAMP(3)",
  },
  timestamp: { type: "timestamp", nullable: true },
  timestamp6: {
    type: "timestamp",
    precision: 6,
    default: () => "CURRENT_TIMESTAMP(6)",
  },
  time: { type: "time" },
  time2: { type: "time", precision: 2 },
  year: { type: "year", default: 2020 },
  char: { type: "char" },
  char5: { type: "char", length: 5, default: "ab" },
  nchar: { type: "nchar", length: 3, nullable: true },
  varchar: { type: "varchar", default: "" },
  nvarchar: { type: "nvarchar", length: 20 },
  blob: { type: "blob" },
  text: { type: "text" },
  tinyblob: { type: "tinyblob" },
  tinytext: { type: "tinytext", nullable: true },
  mediumblob: { type: "mediumblob" },
  mediumtext: { type: "mediumtext" },
  longblob: { type: "longblob" },
  longtext: { type: "longtext" },
  enum: { type: "enum", enum: ["a,b", "it's", ""], default: "it''s" },
  numbers: { type: "enum", enum: [1, 2], default: 2 },
  simpleEnum: { type: "simple-enum", enum: ["x", "y"] },
  set: { type: "set", enum: ["a", "b"], default: ["a", "b"] },
  binary: { type: "binary" },
  binary16: { type: "binary", length: 16 },
  varbinary: { type: "varbinary", length: 20 },
  json: { type: "json", nullable: true },
  simpleJson: { type: "simple-json" },
  simpleArray: { type: "simple-array" },
  geometry: { type: "geometry" },
  point: { type: "point", nullable: true },
  linestring: { type: "linestring" },
  polygon: { type: "polygon" },
  multipoint: { type: "multipoint" },
  multilinestring: { type: "multilinestring" },
  multipolygon: { type: "multipolygon" },
  geometrycollection: { type: "geometrycollection" },
  uuid: { type: "uuid" },
};
const id = { type: "int", primary: true } as const;

/** What nothing holds of the labels that go, as answers name it. */
const goneLabels = (
  from: EntitySchemaColumnOptions,
  to: EntitySchemaColumnOptions,
): string[] =>
  labelsOf(to).length === 0
    ? []
    : labelsOf(from)
        .filter((label) => !labelsOf(to).includes(label))
        .map((label) => `thing.v.${label}`);

const labelsOf = (options: EntitySchemaColumnOptions): string[] =>
  Array.isArray(options.enum) ? options.enum.map(String) : [];

/** Any value will do where there are no rows. */
const everything = (questions: readonly Question[]): Answers => ({
  backfills: Object.fromEntries(
    questions.map(({ subject }) => [subject, "NULL"]),
  ),
});

onBoth(({ both, alike }, kind) => {
  const own: typeof types =
    kind === "mariadb"
      ? { inet6: { type: "inet6" }, inet4: { type: "inet4" } }
      : { vector: { type: "vector", length: 3 } };
  const all = { id, ...types, ...own };
  both("every type", [[entity("thing", { id })], [entity("thing", all)]], {
    answered: everything,
  });
  alike("every type, as it was", {
    from: [entity("thing", all)],
    to: [entity("thing", { ...all })],
  });

  const changes: readonly [
    string,
    EntitySchemaColumnOptions,
    EntitySchemaColumnOptions,
    string | number,
    string | number | undefined,
  ][] = [
    ["int to varchar", { type: "int" }, { type: "varchar" }, 5, "5"],
    [
      "int to decimal",
      { type: "int" },
      { type: "decimal", precision: 10, scale: 2 },
      5,
      "5.00",
    ],
    ["varchar to text", { type: "varchar" }, { type: "text" }, "x", "x"],
    [
      "varchar to enum",
      { type: "varchar" },
      { type: "enum", enum: ["b", "a"] },
      "a",
      "a",
    ],
    [
      "int to enum",
      { type: "int" },
      { type: "enum", enum: ["2", "1"] },
      1,
      "1",
    ],
    [
      "enum to set",
      { type: "enum", enum: ["b", "a"] },
      { type: "set", enum: ["a", "b"] },
      "a",
      "a",
    ],
    [
      "datetime to date and time",
      { type: "datetime" },
      { type: "datetime", precision: 3 },
      "2020-01-02 03:04:05",
      undefined,
    ],
    ["bool to int", { type: "boolean" }, { type: "int" }, 1, 1],
    [
      "char to varchar",
      { type: "char", length: 4 },
      { type: "varchar" },
      "ab",
      "ab",
    ],
    [
      "varchar to json",
      { type: "varchar" },
      { type: "json" },
      "[1]",
      undefined,
    ],
    [
      "enum gains and moves labels",
      { type: "enum", enum: ["a", "b"] },
      { type: "enum", enum: ["c", "b", "a"] },
      "a",
      "a",
    ],
    [
      "set gains and moves labels",
      { type: "set", enum: ["a", "b"] },
      { type: "set", enum: ["c", "b", "a"] },
      "a",
      "a",
    ],
    ["smaller", { type: "bigint" }, { type: "tinyint" }, 5, 5],
    ["signed", { type: "int" }, { type: "int", unsigned: true }, 5, 5],
  ];
  for (const [name, a, b, before, after] of changes)
    both(
      name,
      [[entity("thing", { id, v: a })], [entity("thing", { id, v: b })]],
      {
        rows: { thing: [{ id: 1, v: before }] },
        essence: (value) => (after === undefined ? 0 : String(value)),
        ...(after === undefined
          ? {}
          : { upgraded: { thing: [{ id: "1", v: String(after) }] } }),
      },
      {
        rows: { thing: [{ id: 1, v: after ?? before }] },
        answers: { drops: goneLabels(b, a) },
        ...(after === undefined
          ? {}
          : { upgraded: { thing: [{ id: "1", v: String(before) }] } }),
      },
    );

  alike("bits that entities cannot count", {
    from: [entity("thing", { id })],
    to: [entity("thing", { id, b: { type: "bit", nullable: true } })],
    handmade: ["ALTER TABLE `thing` ADD COLUMN `b` bit(8)"],
  });
});
