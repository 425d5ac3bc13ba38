// The way back of a change of type that has a cast in one direction only.
import type { ColumnType } from "typeorm";
import { there } from "../judges/cases";
import { entity } from "../judges/entities";
import { describeOn } from "../servers";

const of = (type: ColumnType, more: object = {}) => [
  entity("thing", { v: { type, nullable: true, ...more } }),
];

describeOn("postgres", "numbers and truth values", () => {
  const numbers: readonly (readonly [type: ColumnType, one: unknown])[] = [
    ["smallint", 1],
    ["integer", 1],
    ["bigint", "1"],
    ["numeric", "1"],
    ["real", 1],
    ["double precision", 1],
  ];
  for (const [type, one] of numbers) {
    const zero = typeof one === "string" ? "0" : 0;
    const asNumbers = [
      { id: 1, v: one },
      { id: 2, v: zero },
      { id: 3, v: null },
    ];
    const asTruth = [
      { id: 1, v: true },
      { id: 2, v: false },
      { id: 3, v: null },
    ];
    there(`a ${String(type)} becomes a boolean`, {
      from: of(type),
      to: of("boolean"),
      rows: { thing: asNumbers },
      answers: { casts: { "thing.v": "v <> 0" } },
      upgraded: { "public.thing": asTruth },
      downgraded: { "public.thing": asNumbers },
    });
    there(`a boolean becomes a ${String(type)}`, {
      from: of("boolean"),
      to: of(type),
      rows: { thing: asTruth },
      answers: {
        casts: { "thing.v": "CASE WHEN v THEN 1 WHEN NOT v THEN 0 END" },
      },
      upgraded: { "public.thing": asNumbers },
      downgraded: { "public.thing": asTruth },
    });
  }
  there("a boolean becomes a number with digits after the point", {
    from: of("boolean"),
    to: of("numeric", { precision: 5, scale: 2 }),
    rows: { thing: [{ id: 1, v: true }] },
    answers: { casts: { "thing.v": "CASE WHEN v THEN 0.25 ELSE 0 END" } },
    upgraded: { "public.thing": [{ id: 1, v: "0.25" }] },
    downgraded: { "public.thing": [{ id: 1, v: true }] },
  });
});

describeOn("postgres", "hstore and JSON", () => {
  const groundwork = ["CREATE EXTENSION hstore"];
  for (const type of ["json", "jsonb"] as const) {
    there(`an hstore becomes ${type}`, {
      groundwork,
      from: of("hstore"),
      to: of(type),
      handmade: [
        `INSERT INTO thing VALUES (1, '"a b"=>"x, \\"y\\"", c=>NULL'), (2, ''), (3, NULL)`,
      ],
      handmadeAfter: [],
      upgraded: {
        "public.thing": [
          { id: 1, v: { "a b": 'x, "y"', c: null } },
          { id: 2, v: {} },
          { id: 3, v: null },
        ],
      },
    });
    there(`${type} becomes an hstore`, {
      groundwork,
      from: of(type),
      to: of("hstore"),
      rows: {
        thing: [
          { id: 1, v: { a: "x" } },
          { id: 2, v: {} },
        ],
      },
      answers: { casts: { "thing.v": "hstore('a', v->>'a')" } },
      upgraded: {
        "public.thing": [
          { id: 1, v: '"a"=>"x"' },
          { id: 2, v: '"a"=>NULL' },
        ],
      },
      downgraded: {
        "public.thing": [
          { id: 1, v: { a: "x" } },
          { id: 2, v: { a: null } },
        ],
      },
    });
  }
  there("JSON becomes an hstore, whose extension comes in the same file", {
    from: of("json"),
    to: of("hstore"),
    rows: { thing: [{ id: 1, v: { a: "x" } }] },
    answers: { casts: { "thing.v": "hstore('a', v->>'a')" } },
    upgraded: { "public.thing": [{ id: 1, v: '"a"=>"x"' }] },
    downgraded: { "public.thing": [{ id: 1, v: { a: "x" } }] },
  });
});
