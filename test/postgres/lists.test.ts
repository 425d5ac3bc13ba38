// TypeORM's simple-array and simple-json are text: how they become what they stand for is asked, and goes back.
import type { EntitySchemaColumnOptions } from "typeorm";
import { check, type Question } from "../../src";

import { dataSourceOf } from "../judges/database";
import { asked, onDatabase, refused, there } from "../judges/cases";
import { entity } from "../judges/entities";

const thing = (value: EntitySchemaColumnOptions) => [
  entity("thing", { value: { ...value, nullable: true } }),
];
const choice =
  (number: number) =>
  ([question]: readonly Question[]) =>
    question?.choices[number]?.answers ?? {};
const rows = (...values: readonly unknown[]) =>
  values.map((value, position) => ({ id: position + 1, value }));

const simple = thing({ type: "simple-array" });
const texts = thing({ type: "text", array: true });
const numbers = thing({ type: "integer", array: true });

asked("a text that becomes a list", ["cast"], {
  from: simple,
  to: texts,
});
asked("a list that becomes text", ["cast"], { from: texts, to: simple });

there("a simple-array becomes a list of texts", {
  from: simple,
  to: texts,
  rows: { thing: rows(["a", "b"], ["c"], [], null) },
  answered: choice(0),
  upgraded: { "public.thing": rows(["a", "b"], ["c"], [], null) },
  downgraded: { "public.thing": rows("a,b", "c", "", null) },
});
there("a simple-array becomes a list of numbers", {
  from: simple,
  to: numbers,
  rows: { thing: rows([1, 2], [], null) },
  answered: choice(0),
  upgraded: { "public.thing": rows([1, 2], [], null) },
  downgraded: { "public.thing": rows("1,2", "", null) },
});
there("a text becomes the one element", {
  from: thing({ type: "text" }),
  to: texts,
  rows: { thing: rows("a,b", "", null) },
  answered: choice(1),
  upgraded: { "public.thing": rows(["a,b"], [""], null) },
  downgraded: { "public.thing": rows("a,b", "", null) },
});
there("a text is read as a list", {
  from: thing({ type: "text" }),
  to: texts,
  rows: { thing: rows('{a,"b,c"}', "{}") },
  answered: choice(2),
  upgraded: { "public.thing": rows(["a", "b,c"], []) },
  downgraded: { "public.thing": rows('{a,"b,c"}', "{}") },
});
there("a list of texts becomes a simple-array", {
  from: texts,
  to: simple,
  rows: { thing: rows(["a", "b"], [], null) },
  answered: choice(0),
  upgraded: { "public.thing": rows("a,b", "", null) },
  downgraded: { "public.thing": rows(["a", "b"], [], null) },
});
there("simple-json becomes jsonb", {
  from: thing({ type: "simple-json" }),
  to: thing({ type: "jsonb" }),
  rows: { thing: rows({ b: [1, 2], a: "x" }, null) },
  answered: choice(0),
  upgraded: { "public.thing": rows({ b: [1, 2], a: "x" }, null) },
  downgraded: { "public.thing": rows('{"a": "x", "b": [1, 2]}', null) },
});

const json = thing({ type: "jsonb" });
const states = { type: "enum", enum: ["a", "b"], enumName: "states" } as const;

describe("lists and JSON", () => {
  asked("JSON that becomes a list", ["cast"], { from: json, to: texts });
  there("JSON becomes a list", {
    from: json,
    to: texts,
    rows: { thing: rows(["p", "q"], [], [1, { a: 1 }], null) },
    answered: choice(0),
    upgraded: { "public.thing": rows(["p", "q"], [], ["1", '{"a": 1}'], null) },
    downgraded: {
      "public.thing": rows(["p", "q"], [], ["1", '{"a": 1}'], null),
    },
  });
  there("plain JSON becomes a list of numbers", {
    from: thing({ type: "json" }),
    to: numbers,
    rows: { thing: rows([1, 2], [], null) },
    answered: choice(0),
  });
  there("a list becomes JSON, and needs no question", {
    from: texts,
    to: json,
    rows: { thing: rows(["5"], ["true", "x"], [], null) },
    upgraded: { "public.thing": rows(["5"], ["true", "x"], [], null) },
  });
});

describe("a list that becomes one value", () => {
  for (const [words, from, to] of [
    ["numbers", numbers, thing({ type: "integer" })],
    ["labels", thing({ ...states, array: true }), thing(states)],
    [
      "texts",
      thing({ type: "varchar", array: true }),
      thing({ type: "varchar" }),
    ],
  ] as const)
    asked(`of ${words}`, ["cast"], { from, to });
  there("its one element", {
    from: thing({ ...states, array: true }),
    to: thing(states),
    rows: { thing: rows(["b"], null) },
    answered: choice(0),
    upgraded: { "public.thing": rows("b", null) },
    downgraded: { "public.thing": rows("{b}", null) },
  });
  there("its first element", {
    from: numbers,
    to: thing({ type: "integer" }),
    rows: { thing: rows([1, 2], "[0:1]={5,6}", [], null) },
    answered: choice(1),
    upgraded: { "public.thing": rows(1, 5, null, null) },
    downgraded: { "public.thing": rows([1], [5], null, null) },
  });
  refused(
    "the first element of a list of lists",
    `"its elements are lists: {{5}}"`,
    {
      from: numbers,
      to: thing({ type: "integer" }),
      rows: { thing: rows([[5]]) },
      answered: choice(1),
    },
  );
});

describe("rows that do not fit are counted", () => {
  for (const [words, from, to, values, count] of [
    [
      "of lists",
      numbers,
      thing({ type: "integer" }),
      [[1, 2], [3], [], [[5]], null],
      3,
    ],
    ["of texts", texts, numbers, [["1", "zz"], ["2"], null], 1],
    [
      "of texts that are no labels",
      thing({ type: "varchar", array: true }),
      thing({ ...states, array: true }),
      [["a", "zz"], ["b", null], [], null],
      1,
    ],
    [
      "one text for a list of labels",
      texts,
      thing(states),
      [["a"], ["zz"], null],
      1,
    ],
    [
      "of larger numbers",
      thing({ type: "bigint", array: true }),
      numbers,
      [["12345678901"], ["1"]],
      1,
    ],
    [
      "of longer texts",
      thing({ type: "varchar", array: true }),
      thing({ type: "varchar", length: 2, array: true }),
      [["ab", "abc"], ["ab"]],
      1,
    ],
    ["of other JSON", json, texts, [{ a: 1 }, "x", ["y"]], 2],
  ] as const)
    it(words, () =>
      onDatabase({ from, rows: { thing: rows(...values) } }, async (url) => {
        const { hazards, questions } = await check(dataSourceOf(url, to));
        expect(hazards.map(({ message }) => message)).toContain(
          `fails on values that do not fit: ${count} row${count === 1 ? "" : "s"} in this database`,
        );
        expect(questions.map(({ kind }) => kind)).toEqual(["cast"]);
      }),
    );
});
