// TypeORM's simple-array and simple-json are text: how they become what they stand for is asked, and goes back.
import type { EntitySchemaColumnOptions } from "typeorm";
import type { Question } from "../../src";
import { asked, there } from "../judges/cases";
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
