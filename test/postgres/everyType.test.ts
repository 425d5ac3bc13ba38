// Every column type that TypeORM's driver lists: made, found again, NULL and NOT NULL, as an array, taken away.
import type { ColumnType, EntitySchemaColumnOptions } from "typeorm";
import { alike, both } from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";

const groundwork = ["citext", "hstore", "cube", "ltree"].map(
  (extension) => `CREATE EXTENSION IF NOT EXISTS ${extension}`,
);

const types: readonly ColumnType[] = [
  ...([
    "int",
    "int2",
    "int4",
    "int8",
    "smallint",
    "integer",
    "bigint",
  ] as const),
  ...(["decimal", "numeric", "real", "float", "float4", "float8"] as const),
  ...(["double precision", "money", "bytea", "uuid", "xml", "json"] as const),
  ...(["character varying", "varchar", "character", "char", "text"] as const),
  ...(["citext", "hstore", "cube", "ltree", "jsonb", "jsonpath"] as const),
  ...(["bit", "varbit", "bit varying", "bool", "boolean", "interval"] as const),
  ...(["timetz", "timestamptz", "timestamp", "date", "time"] as const),
  ...(["timestamp without time zone", "timestamp with time zone"] as const),
  ...(["time without time zone", "time with time zone"] as const),
  ...(["point", "line", "lseg", "box", "path", "polygon", "circle"] as const),
  ...(["cidr", "inet", "macaddr", "macaddr8", "tsvector", "tsquery"] as const),
  ...(["int4range", "int8range", "numrange", "tsrange"] as const),
  ...(["tstzrange", "daterange", "int4multirange", "int8multirange"] as const),
  ...(["nummultirange", "tsmultirange", "tstzmultirange"] as const),
  ...(["datemultirange", "simple-array", "simple-json"] as const),
];

it("names every type that TypeORM's driver lists", () => {
  const { supportedDataTypes } = dataSourceOf("postgres://", []).driver;
  const elsewhere = ["enum", "geometry", "geography", "vector", "halfvec"];
  expect(
    supportedDataTypes.filter(
      (type) => !types.includes(type) && !elsewhere.includes(String(type)),
    ),
  ).toEqual([]);
});

const modified: readonly EntitySchemaColumnOptions[] = [
  ...[1, 10, 255].flatMap((length) =>
    (
      [
        "varchar",
        "character varying",
        "char",
        "character",
        "bit",
        "varbit",
      ] as const
    ).map((type) => ({ type, length })),
  ),
  ...[0, 3, 6].flatMap((precision) =>
    (["time", "timetz", "timestamp", "timestamptz", "interval"] as const).map(
      (type) => ({ type, precision }),
    ),
  ),
  { type: "numeric", precision: 10 },
  { type: "numeric", precision: 10, scale: 0 },
  { type: "decimal", precision: 14, scale: 4 },
  { type: "simple-enum", enum: ["a", "b"] },
];

/** `c0`, `c1`, … so that no name is too long. */
function columnsOf(
  options: readonly EntitySchemaColumnOptions[],
  more: Partial<EntitySchemaColumnOptions> = {},
): Record<string, EntitySchemaColumnOptions> {
  return Object.fromEntries(
    options.map((option, position) => [`c${position}`, { ...option, ...more }]),
  );
}

const all = [...types.map((type) => ({ type })), ...modified];
const arrays = all.filter(
  ({ type }) =>
    !["simple-array", "simple-json", "simple-enum"].includes(String(type)),
);

/** TypeORM alters these on every run, on a database that it has just made too. */
const neverQuiet = arrays.filter(
  (option) =>
    "precision" in option && !("scale" in option) && option.type !== "numeric",
);

const plain = entity("sample", columnsOf(all));
const nullable = entity("sample", columnsOf(all, { nullable: true }));
const arrayed = entity(
  "sample",
  columnsOf(
    arrays.filter((option) => !neverQuiet.includes(option)),
    {
      array: true,
      nullable: true,
    },
  ),
);
const preciseArrays = entity(
  "sample",
  columnsOf(neverQuiet, { array: true, nullable: true }),
);
const other = entity("other", { name: { type: "text" } });

both(
  "a table with every type comes and goes",
  [[other], [other, plain]],
  {
    groundwork,
    answers: {},
  },
  { answers: { drops: ["sample"] } },
);

both(
  "a table with every type of array comes and goes",
  [[other], [other, arrayed]],
  {
    groundwork,
  },
  { answers: { drops: ["sample"] } },
);

both(
  "a table with arrays of precise times comes and goes",
  [[other], [other, preciseArrays]],
  {
    notAsSynchronized: true,
  },
  { answers: { drops: ["sample"] }, notAsSynchronized: true },
);

alike("finds nothing where arrays of precise times are as they were", {
  from: [preciseArrays],
  to: [preciseArrays],
});

both("every type becomes NULL and NOT NULL", [[plain], [nullable]], {
  groundwork,
});

alike("finds nothing where every type is as it was", {
  from: [plain],
  to: [plain],
  groundwork,
});

alike("finds nothing where every type of array is as it was", {
  from: [arrayed],
  to: [arrayed],
  groundwork,
});
