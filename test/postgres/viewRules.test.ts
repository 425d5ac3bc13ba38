// Rules on views that write to what changes: they step aside, or are named beforehand where a rename makes their text another.
import { there } from "../judges/cases";
import { entity, view } from "../judges/entities";
import { toldAndRefused } from "./handmadeCases";

const table = (name: string, type: "integer" | "bigint") =>
  entity("a", { [name]: { type: "varchar" }, x: { type } });
const reading = (columns: string) =>
  view("v", ["id"], { expression: `SELECT ${columns} FROM a` });
const handmade = [
  "CREATE RULE r AS ON INSERT TO v DO INSTEAD INSERT INTO a (id, n, x) VALUES (new.id, 'n', 1)",
  "COMMENT ON RULE r ON v IS 'writes'",
];

for (const [words, columns, refusal] of [
  ["that the view reads", "id, x", `column "n" of relation "a" does not exist`],
  ["that the view does not read", "id", "rule r on view v depends on column"],
] as const) {
  there(`a column ${words} gets another type`, {
    from: [table("n", "integer"), reading(columns)],
    to: [table("n", "bigint"), reading(columns)],
    rows: { a: [{ id: 1, n: "n", x: 1 }] },
    upgraded: { "public.a": [{ id: 1, n: "n", x: "1" }] },
    handmade,
    handmadeAfter: handmade,
  });
  toldAndRefused(
    `a column ${words} gets another type while one is renamed`,
    /rule "r on v"/,
    refusal,
    {
      from: [table("n", "integer"), reading(columns)],
      to: [table("nn", "bigint"), reading(columns)],
      answers: { renames: { "a.n": "nn" } },
      handmade,
    },
  );
}
