// Renamed columns, and what speaks of them.
import { entity } from "../judges/entities";
import { onBoth } from "./onBoth";

type Rest = Parameters<typeof entity>[2];
const thing = (columns: Parameters<typeof entity>[1], rest: Rest = {}) => [
  entity("thing", { id: { type: "int", primary: true }, ...columns }, rest),
];

onBoth(({ both, asked, there }) => {
  const held = entity("held", { id: { type: "int", primary: true } });
  const holding = {
    id: { type: "int", primary: true },
    h: { type: "int" },
  } as const;
  there("a table is renamed, and what the server named after it", {
    from: [held, entity("c", { ...holding, a: { type: "int" } })],
    to: [
      held,
      entity(
        "c2",
        { ...holding, b: { type: "int" } },
        {
          foreignKeys: [
            {
              target: "held",
              columnNames: ["h"],
              referencedColumnNames: ["id"],
            },
          ],
          checks: [{ expression: "b > 0" }],
        },
      ),
    ],
    handmade: [
      "ALTER TABLE `c` ADD FOREIGN KEY (`h`) REFERENCES `held` (`id`) ON DELETE NO ACTION ON UPDATE NO ACTION, ADD CHECK (a > 0)",
    ],
    answers: { renames: { c: "c2", "c2.a": "b" } },
    rows: { held: [{ id: 3 }], c: [{ id: 1, h: 3, a: 3 }] },
    upgraded: { c2: [{ id: 1, h: 3, b: 3 }] },
    downgraded: { c: [{ id: 1, h: 3, a: 3 }] },
  });
  asked("a column that may have been renamed", ["renamedColumn"], {
    from: thing({ name: { type: "varchar" } }),
    to: thing({ title: { type: "varchar" } }),
    rows: { thing: [{ id: 1, name: "x" }] },
  });
  both(
    "a column is renamed, with its indexes",
    [
      thing(
        { name: { type: "varchar", unique: true } },
        { indices: [{ columns: ["name", "id"] }] },
      ),
      thing(
        { title: { type: "varchar", unique: true } },
        { indices: [{ columns: ["title", "id"] }] },
      ),
    ],
    {
      answers: { renames: { "thing.name": "title" } },
      rows: { thing: [{ id: 1, name: "x" }] },
      upgraded: { thing: [{ id: 1, title: "x" }] },
    },
    {
      answers: { renames: { "thing.title": "name" } },
      rows: { thing: [{ id: 1, title: "x" }] },
      upgraded: { thing: [{ id: 1, name: "x" }] },
    },
  );
  both(
    "a column is renamed that a check, generated columns and a default speak of",
    [
      thing(
        {
          a: { type: "int" },
          v: { type: "int", asExpression: "`a` + 1", nullable: true },
          s: {
            type: "int",
            asExpression: "`a` * 2",
            generatedType: "STORED",
            nullable: true,
          },
        },
        { checks: [{ name: "positive", expression: "`a` > 0" }] },
      ),
      thing(
        {
          b: { type: "int" },
          v: { type: "int", asExpression: "`b` + 1", nullable: true },
          s: {
            type: "int",
            asExpression: "`b` * 2",
            generatedType: "STORED",
            nullable: true,
          },
        },
        { checks: [{ name: "positive", expression: "`b` > 0" }] },
      ),
    ],
    {
      answers: { renames: { "thing.a": "b" } },
      rows: { thing: [{ id: 1, a: 5 }] },
      upgraded: { thing: [{ id: 1, b: 5, v: 6, s: 10 }] },
    },
    {
      answers: { renames: { "thing.b": "a" } },
      rows: { thing: [{ id: 1, b: 5 }] },
      upgraded: { thing: [{ id: 1, a: 5, v: 6, s: 10 }] },
    },
  );
  there("two columns change places", {
    from: thing(
      { a: { type: "int" }, b: { type: "varchar" } },
      { checks: [{ name: "c", expression: "`a` > 0" }] },
    ),
    to: thing(
      { b: { type: "int" }, a: { type: "varchar" } },
      { checks: [{ name: "c", expression: "`b` > 0" }] },
    ),
    answers: { renames: { "thing.a": "b", "thing.b": "a" } },
    rows: { thing: [{ id: 1, a: 5, b: "x" }] },
    upgraded: { thing: [{ id: 1, a: "x", b: 5 }] },
  });
  there("a renamed column changes its type", {
    from: thing({ a: { type: "int" } }),
    to: thing({ b: { type: "varchar", length: 20 } }),
    answers: { renames: { "thing.a": "b" } },
    rows: { thing: [{ id: 1, a: 5 }] },
    upgraded: { thing: [{ id: 1, b: "5" }] },
  });
});
