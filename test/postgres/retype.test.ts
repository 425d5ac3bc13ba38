// Changes of type in place: wider, narrower, and to another type, with rows that fit and rows that do not.
import type { EntitySchemaColumnOptions } from "typeorm";
import { autogenerate } from "../../src";
import {
  asked,
  both,
  onDatabase,
  refused,
  refusedBack,
  there,
} from "../judges/cases";
import { dataSourceOf } from "../judges/database";
import { entity } from "../judges/entities";

type Options = EntitySchemaColumnOptions;

const thing = (column: Options, rest: Parameters<typeof entity>[2] = {}) => [
  entity("thing", { value: column }, rest),
];

/** A type, a value, and how it reads where that is not how it was written. */
type Side = readonly [options: Options, value: unknown, reads?: unknown];

/** Many columns of one table, each with its type and value before and after; a row of NULLs goes along. */
function retyped(
  name: string,
  changes: Readonly<Record<string, readonly [Side, Side]>>,
  /** Labels that are gone for good, on the way there and on the way round. */
  [gone, goneRound]: readonly [string[], string[]] = [[], []],
): void {
  const side = (position: 0 | 1) => {
    const sides = Object.entries(changes).map(
      ([column, pair]) => [column, pair[position]] as const,
    );
    const record = (value: (side: Side) => unknown) =>
      Object.fromEntries(sides.map(([column, own]) => [column, value(own)]));
    return {
      entities: [
        entity(
          "thing",
          record(([options]) => ({ ...options, nullable: true })) as Record<
            string,
            Options
          >,
        ),
      ],
      rows: { thing: [{ id: 1, ...record(([, value]) => value) }, { id: 2 }] },
      reads: {
        "public.thing": [
          { id: 1, ...record(([, value, reads = value]) => reads) },
          { id: 2, ...record(() => null) },
        ],
      },
    };
  };
  const [a, b] = [side(0), side(1)];
  both(
    name,
    [a.entities, b.entities],
    {
      rows: a.rows,
      upgraded: b.reads,
      downgraded: a.reads,
      answers: { drops: gone },
    },
    {
      rows: b.rows,
      upgraded: a.reads,
      downgraded: b.reads,
      answers: { drops: goneRound },
    },
  );
}

const day = new Date("2024-05-06T07:08:09.123Z");
const midnight = new Date(2024, 4, 6);
const id = "7f6c1b9e-7a55-4b4e-9d8e-0c8f1c1f0001";
const states: Options = { type: "enum", enum: ["a", "b"] };

describe("lengths and precisions", () => {
  retyped("of texts", {
    varchar: [
      [{ type: "varchar", length: 10 }, "abc"],
      [{ type: "varchar", length: 20 }, "abc"],
    ],
    unlimited: [
      [{ type: "varchar", length: 10 }, "abc"],
      [{ type: "varchar" }, "abc"],
    ],
    char: [
      [{ type: "char", length: 3 }, "abc"],
      [{ type: "char", length: 5 }, "abc", "abc  "],
    ],
    varbit: [
      [{ type: "varbit", length: 3 }, "101"],
      [{ type: "varbit", length: 8 }, "101"],
    ],
    array: [
      [{ type: "varchar", length: 5, array: true }, ["a", "b"]],
      [{ type: "varchar", length: 9, array: true }, ["a", "b"]],
    ],
  });
  retyped("of numbers", {
    both: [
      [{ type: "numeric", precision: 10, scale: 2 }, "1.25"],
      [{ type: "numeric", precision: 14, scale: 4 }, "1.25", "1.2500"],
    ],
    unlimited: [
      [{ type: "decimal", precision: 10, scale: 2 }, "1.25"],
      [{ type: "decimal" }, "1.25"],
    ],
    precision: [
      [{ type: "numeric", precision: 5 }, "17"],
      [{ type: "numeric", precision: 10 }, "17"],
    ],
    array: [
      [{ type: "numeric", precision: 5, array: true }, [17]],
      [{ type: "numeric", precision: 10, array: true }, [17]],
    ],
  });
  retyped("of times", {
    time: [
      [{ type: "time", precision: 3 }, "10:00:00.123"],
      [{ type: "time" }, "10:00:00.123"],
    ],
    timetz: [
      [{ type: "timetz", precision: 0 }, "10:00:00+01"],
      [{ type: "timetz" }, "10:00:00+01"],
    ],
    interval: [
      [{ type: "interval", precision: 0 }, "02:00:00", { hours: 2 }],
      [{ type: "interval" }, "02:00:00", { hours: 2 }],
    ],
    timestamp: [
      [{ type: "timestamp", precision: 3 }, day],
      [{ type: "timestamp" }, day],
    ],
    timestamptz: [
      [{ type: "timestamptz", precision: 3 }, day],
      [{ type: "timestamptz" }, day],
    ],
  });

  refused(
    "a value is longer than a narrower varchar",
    "value too long for type character varying(5)",
    {
      from: thing({ type: "varchar", length: 10 }),
      to: thing({ type: "varchar", length: 5 }),
      rows: { thing: [{ id: 1, value: "too long" }] },
    },
  );
  refused(
    "a text is longer than a varchar",
    "value too long for type character varying(5)",
    {
      from: thing({ type: "text" }),
      to: thing({ type: "varchar", length: 5 }),
      rows: { thing: [{ id: 1, value: "too long" }] },
    },
  );
  refused(
    "a text is longer than a char",
    "value too long for type character(5)",
    {
      from: thing({ type: "text" }),
      to: thing({ type: "char", length: 5 }),
      rows: { thing: [{ id: 1, value: "too long" }] },
    },
  );
  refused(
    "an array has an element longer than a narrower varchar",
    "value too long for type character varying(2)",
    {
      from: thing({ type: "varchar", length: 10, array: true }),
      to: thing({ type: "varchar", length: 2, array: true }),
      rows: { thing: [{ id: 1, value: ["abc"] }] },
    },
  );
  refused(
    "a number is greater than a narrower numeric",
    "numeric field overflow",
    {
      from: thing({ type: "numeric", precision: 10, scale: 2 }),
      to: thing({ type: "numeric", precision: 4, scale: 2 }),
      rows: { thing: [{ id: 1, value: "12345.67" }] },
    },
  );
  refused("a bigint is greater than an integer", "integer out of range", {
    from: thing({ type: "bigint" }),
    to: thing({ type: "integer" }),
    rows: { thing: [{ id: 1, value: "12345678901" }] },
  });
  for (const [kind, value] of [
    ["more than one element", [1, 2]],
    ["no element", []],
    ["a list as its element", [[5]]],
  ] as const)
    refused(
      `an array has ${kind} for a scalar`,
      `"not exactly one element: ${JSON.stringify(value).replaceAll("[", "{").replaceAll("]", "}")}"`,
      {
        from: thing({ type: "integer", array: true }),
        to: thing({ type: "integer" }),
        rows: { thing: [{ id: 1, value }] },
      },
    );
  refused("a text is no number", `invalid input syntax for type integer: "x"`, {
    from: thing({ type: "text" }),
    to: thing({ type: "integer" }),
    rows: { thing: [{ id: 1, value: "x" }] },
  });
});

describe("to another type", () => {
  retyped("numbers", {
    int_bigint: [
      [{ type: "int" }, 7],
      [{ type: "bigint" }, 7, "7"],
    ],
    smallint_int: [
      [{ type: "smallint" }, 7],
      [{ type: "int" }, 7],
    ],
    int_text: [
      [{ type: "int" }, 7],
      [{ type: "text" }, "7"],
    ],
    int_varchar: [
      [{ type: "int" }, 7],
      [{ type: "varchar", length: 10 }, "7"],
    ],
    int_numeric: [
      [{ type: "int" }, 7],
      [{ type: "numeric", precision: 10, scale: 2 }, 7, "7.00"],
    ],
    int_double: [
      [{ type: "int" }, 7],
      [{ type: "double precision" }, 7],
    ],
    real_double: [
      [{ type: "real" }, 1.5],
      [{ type: "float8" }, 1.5],
    ],
    numeric_money: [
      [{ type: "numeric", precision: 10, scale: 2 }, "7.25"],
      [{ type: "money" }, "7.25", "$7.25"],
    ],
    boolean_text: [
      [{ type: "boolean" }, true],
      [{ type: "text" }, "true"],
    ],
    boolean_int: [
      [{ type: "boolean" }, true],
      [{ type: "int" }, 1],
    ],
  });
  retyped("texts", {
    varchar_text: [
      [{ type: "varchar" }, "a"],
      [{ type: "text" }, "a"],
    ],
    varchar5_text: [
      [{ type: "varchar", length: 5 }, "a"],
      [{ type: "text" }, "a"],
    ],
    char_varchar: [
      [{ type: "char", length: 3 }, "abc"],
      [{ type: "varchar", length: 3 }, "abc"],
    ],
    text_uuid: [
      [{ type: "text" }, id],
      [{ type: "uuid" }, id],
    ],
    varchar_uuid: [
      [{ type: "varchar", length: 36 }, id],
      [{ type: "uuid" }, id],
    ],
    json_jsonb: [
      [{ type: "json" }, { a: 1 }],
      [{ type: "jsonb" }, { a: 1 }],
    ],
    text_jsonb: [
      [{ type: "text" }, `{"a": 1}`],
      [{ type: "jsonb" }, { a: 1 }],
    ],
    simple_json: [
      [{ type: "simple-json" }, { a: 1 }, `{"a": 1}`],
      [{ type: "jsonb" }, { a: 1 }],
    ],
    inet_cidr: [
      [{ type: "inet" }, "10.0.0.0/8"],
      [{ type: "cidr" }, "10.0.0.0/8"],
    ],
    bit_varbit: [
      [{ type: "bit", length: 3 }, "101"],
      [{ type: "varbit" }, "101"],
    ],
  });
  retyped("times", {
    date_timestamp: [
      [{ type: "date" }, "2024-05-06", midnight],
      [{ type: "timestamp" }, midnight],
    ],
    timestamp_timestamptz: [
      [{ type: "timestamp" }, day],
      [{ type: "timestamptz" }, day],
    ],
    time_timetz: [
      [{ type: "time" }, "07:08:09"],
      [{ type: "timetz" }, "07:08:09+00"],
    ],
    text_timestamp: [
      [{ type: "text" }, "2024-05-06 07:08:09"],
      [{ type: "timestamp" }, new Date(2024, 4, 6, 7, 8, 9)],
    ],
  });
  retyped("arrays", {
    int: [
      [{ type: "int" }, 7],
      [{ type: "int", array: true }, [7]],
    ],
    varchar: [
      [{ type: "varchar", length: 5 }, "a"],
      [{ type: "varchar", length: 5, array: true }, ["a"]],
    ],
    int_text: [
      [{ type: "int" }, 7],
      [{ type: "text", array: true }, ["7"]],
    ],
    ints_texts: [
      [{ type: "int", array: true }, [7, 8]],
      [{ type: "text", array: true }, ["7", "8"]],
    ],
    ints_bigints: [
      [{ type: "int", array: true }, [7, 8]],
      [{ type: "bigint", array: true }, [7, 8], ["7", "8"]],
    ],
  });
  retyped(
    "enums",
    {
      varchar: [
        [states, "a"],
        [{ type: "varchar" }, "a"],
      ],
      varchar20: [
        [states, "b"],
        [{ type: "varchar", length: 20 }, "b"],
      ],
      text: [
        [states, "b"],
        [{ type: "text" }, "b"],
      ],
      char4: [
        [states, "b"],
        [{ type: "char", length: 4 }, "b", "b   "],
      ],
      array: [
        [states, "b"],
        [{ ...states, array: true }, ["b"], "{b}"],
      ],
      texts: [
        [{ ...states, array: true }, ["a", "b"], "{a,b}"],
        [{ type: "text", array: true }, ["a", "b"]],
      ],
      other: [
        [states, "b"],
        [{ type: "enum", enum: ["c", "b"], enumName: "others" }, "b"],
      ],
    },
    [["others.a"], ["thing_other_enum.c"]],
  );

  both(
    "enum and varchar with a default",
    [
      thing({ ...states, default: "a" }),
      thing({ type: "varchar", default: "a" }),
    ],
    { rows: { thing: [{ id: 1, value: "b" }] } },
  );
  both(
    "int and text with defaults, an index and a check",
    [
      thing(
        { type: "int", default: 1 },
        {
          indices: [{ columns: ["value"] }],
          checks: [{ name: "ok", expression: `"value" > 0` }],
        },
      ),
      thing(
        { type: "text", default: "one" },
        {
          indices: [{ columns: ["value"] }],
          checks: [{ name: "ok", expression: `"value" <> ''` }],
        },
      ),
    ],
    {
      rows: { thing: [{ id: 1, value: 7 }] },
      upgraded: { "public.thing": [{ value: "7" }] },
      downgraded: { "public.thing": [{ value: 7 }] },
    },
    {
      upgraded: { "public.thing": [{ value: 7 }] },
      downgraded: { "public.thing": [{ value: "7" }] },
    },
  );
  both(
    "varchar and text with a partial index, a check and a unique that stay",
    [
      thing(
        { type: "varchar", length: 9, default: "x", unique: true },
        {
          indices: [
            { name: "some", columns: ["value"], where: `"value" <> 'y'` },
          ],
          checks: [{ name: "ok", expression: `"value" <> ''` }],
        },
      ),
      thing(
        { type: "text", default: "x", unique: true },
        {
          indices: [
            { name: "some", columns: ["value"], where: `"value" <> 'y'` },
          ],
          checks: [{ name: "ok", expression: `"value" <> ''` }],
        },
      ),
    ],
    { rows: { thing: [{ id: 1, value: "a" }] } },
  );
  both(
    "int and bigint with a default, a partial index and a check that stay",
    [
      thing(
        { type: "int", default: 5 },
        {
          indices: [{ name: "some", columns: ["id"], where: `"value" > 3` }],
          checks: [{ name: "ok", expression: `"value" > 0` }],
        },
      ),
      thing(
        { type: "bigint", default: 5 },
        {
          indices: [{ name: "some", columns: ["id"], where: `"value" > 3` }],
          checks: [{ name: "ok", expression: `"value" > 0` }],
        },
      ),
    ],
    {
      rows: { thing: [{ id: 1, value: 7 }] },
      upgraded: { "public.thing": [{ value: "7" }] },
      downgraded: { "public.thing": [{ value: 7 }] },
    },
    {
      upgraded: { "public.thing": [{ value: 7 }] },
      downgraded: { "public.thing": [{ value: "7" }] },
    },
  );
});

there("an array becomes the text that an answer makes of it", {
  from: thing({ type: "text", array: true }),
  to: thing({ type: "text" }),
  rows: { thing: [{ id: 1, value: ["a", "b"] }] },
  answers: { casts: { "thing.value": "array_to_string(value, ',')" } },
  upgraded: { "public.thing": [{ value: "a,b" }] },
  downgraded: { "public.thing": [{ value: ["a,b"] }] },
});
refusedBack(
  "a text becomes the array that an answer makes of it, which no text can hold",
  `"not exactly one element: {a,b}"`,
  [],
  {
    from: thing({ type: "text" }),
    to: thing({ type: "text", array: true }),
    rows: { thing: [{ id: 1, value: "a,b" }] },
    answers: { casts: { "thing.value": "string_to_array(value, ',')" } },
  },
);

it("says on the way back that a cast somebody gave is not undone", () =>
  onDatabase({ from: thing({ type: "text", array: true }) }, async (url) => {
    const { file } = await autogenerate(
      dataSourceOf(url, thing({ type: "text" })),
      {
        write: false,
        answers: { casts: { "thing.value": "array_to_string(value, ';')" } },
      },
    );
    expect(file?.source).toContain(
      "Does not undo array_to_string(value, ';'): values may be others than before.",
    );
  }));

describe("where the server has no cast", () => {
  asked("the question is how", ["cast"], {
    from: thing({ type: "integer" }),
    to: thing({ type: "date" }),
    rows: { thing: [{ id: 1, value: 3 }] },
  });
  both(
    "an answer says how, and the way back goes by text",
    [thing({ type: "integer" }), thing({ type: "jsonb" })],
    {
      rows: { thing: [{ id: 1, value: 3 }] },
      answers: { casts: { "thing.value": "to_jsonb(value)" } },
    },
    { answers: {} },
  );
});
